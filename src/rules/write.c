#include "rules/write.h"

#include "rules/pattern.h"

static void write_forms(unsigned forms, struct buffer *out)
{
	static const char *const names[FORM_COUNT] = { "base", "third", "past", "participle", "ing", "noun" };
	const char *between = "/";
	for (unsigned i = 0; i < FORM_COUNT; i++) {
		if (!(forms >> i & 1))
			continue;
		buffer_text(out, between);
		buffer_text(out, names[i]);
		between = ",";
	}
}

static void write_hole(const struct element *hole, struct buffer *out)
{
	const char *between = " : ";
	buffer_char(out, '{');
	buffer_add(out, hole->text);
	buffer_text(out, hole->list ? "+" : "");
	if (hole->phrase) {
		buffer_text(out, between);
		buffer_text(out, hole->whole ? "whole phrase" : "phrase");
		between = ", ";
	}
	if (hole->adjective) {
		buffer_text(out, between);
		buffer_text(out, "adjective");
		between = ", ";
	}
	for (size_t i = 0; i < hole->types.n; i++) {
		buffer_text(out, between);
		buffer_add(out, hole->types.at[i]);
		between = ", ";
	}
	buffer_char(out, '}');
}

static void write_gap(const struct element *gap, struct buffer *out)
{
	buffer_text(out, "...");
	if (gap->max != PATTERN_GAP)
		buffer_format(out, "%u", gap->max);
	if (gap->over)
		buffer_text(out, " over names");
}

static void write_count(const struct element *words, struct buffer *out)
{
	if (words->min)
		buffer_format(out, "%u", words->min);
	buffer_format(out, "..%u", words->max);
	for (size_t i = 0; i < words->not_in.n; i++) {
		buffer_text(out, i ? ", <" : " not in <");
		buffer_add(out, words->not_in.at[i]);
		buffer_char(out, '>');
	}
}

static void write_choice(const struct element *choice, struct buffer *out)
{
	for (size_t i = 0; i < choice->choice_count; i++) {
		buffer_char(out, i ? '|' : choice->optional ? '[' : '(');
		write_pattern(&choice->choices[i], out);
	}
	buffer_char(out, choice->optional ? ']' : ')');
}

static void write_mark(const struct pattern *pattern, size_t i, struct buffer *out)
{
	struct slice mark = pattern->elements[i].text;
	/* A comma could go on with the list of a `not in`. */
	bool listed = i && pattern->elements[i - 1].kind == ELEMENT_WORDS && pattern->elements[i - 1].not_in.n && slice_is(mark, ",");
	if (listed || (mark.len == 1 && strchr("\\~{}<>[]()|/*.#", mark.ptr[0])))
		buffer_char(out, '\\');
	buffer_add(out, mark);
}

static void write_element(const struct pattern *pattern, size_t i, struct buffer *out)
{
	const struct element *element = &pattern->elements[i];
	switch (element->kind) {
	case ELEMENT_WORD:
		buffer_add(out, element->text);
		break;
	case ELEMENT_MARK:
		write_mark(pattern, i, out);
		break;
	case ELEMENT_HOLE:
	case ELEMENT_NAME:
		write_hole(element, out);
		break;
	case ELEMENT_VOCABULARY:
		buffer_char(out, '<');
		buffer_add(out, element->text);
		buffer_char(out, '>');
		write_forms(element->forms, out);
		break;
	case ELEMENT_CHOICE:
		write_choice(element, out);
		break;
	case ELEMENT_GAP:
		write_gap(element, out);
		break;
	case ELEMENT_WORDS:
		write_count(element, out);
		break;
	case ELEMENT_REGEX:
		buffer_char(out, '/');
		buffer_add(out, element->text);
		buffer_char(out, '/');
		break;
	case ELEMENT_REST:
		buffer_char(out, '*');
		break;
	}
}

static bool is_bracketed(const struct element *element)
{
	return element->kind == ELEMENT_HOLE || element->kind == ELEMENT_NAME || element->kind == ELEMENT_CHOICE ||
	        element->kind == ELEMENT_VOCABULARY;
}

static bool is_joiner(const struct element *mark)
{
	return mark->text.ptr[0] == '\'' || mark->text.ptr[0] == '-';
}

/* Whether a glued mark ends what is before it: quotes and hyphens join two words, and more forms of a verb may stand behind a comma. */
static bool parts(const struct pattern *pattern, size_t mark)
{
	const struct element *before = &pattern->elements[mark - 1], *behind = mark + 1 < pattern->n ? &pattern->elements[mark + 1] : NULL;
	if (before->kind == ELEMENT_WORD)
		return !is_joiner(&pattern->elements[mark]) || !behind || !behind->glued || behind->kind != ELEMENT_WORD;
	return is_bracketed(before) && !before->forms;
}

/* Whether a glued element may follow the one before without a ~. */
static bool sticks(const struct pattern *pattern, size_t i)
{
	const struct element *before = &pattern->elements[i - 1], *element = &pattern->elements[i];
	switch (element->kind) {
	case ELEMENT_WORD:
		if (before->kind == ELEMENT_MARK)
			return i == 1 || !before->glued || parts(pattern, i - 1);
		return is_bracketed(before) && !before->forms;
	case ELEMENT_MARK:
		return parts(pattern, i);
	case ELEMENT_HOLE:
	case ELEMENT_NAME:
	case ELEMENT_CHOICE:
	case ELEMENT_VOCABULARY:
		return is_bracketed(before) || before->kind == ELEMENT_WORD || before->kind == ELEMENT_MARK;
	default:
		return false;
	}
}

void write_pattern(const struct pattern *pattern, struct buffer *out)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (i && !element->glued)
			buffer_char(out, ' ');
		else if (i && pattern->elements[i - 1].kind == ELEMENT_REGEX)
			buffer_text(out, " ~");
		else if (element->glued && (!i || !sticks(pattern, i)))
			buffer_char(out, '~');
		write_element(pattern, i, out);
	}
}
