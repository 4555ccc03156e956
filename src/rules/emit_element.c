#include "rules/emit_work.h"
#include "rules/glue.h"
#include "rules/regex_names.h"

void emit_text(struct work *work, const char *bytes)
{
	buffer_text(&work->out, bytes);
}

void emit_test(struct work *work, int number)
{
	emit_text(work, "(?C");
	if (number > 9)
		buffer_char(&work->out, (char)('0' + number / 10));
	buffer_char(&work->out, (char)('0' + number % 10));
	emit_text(work, ")");
}

void emit_literal(struct work *work, struct slice literal_text)
{
	for (size_t i = 0; i < literal_text.len; i++) {
		if (strchr("\\^$.[]|()?*+{}-#/", literal_text.ptr[i]) && literal_text.ptr[i])
			buffer_char(&work->out, '\\');
		buffer_char(&work->out, literal_text.ptr[i]);
	}
}

/* Fails where a member of the vocabulary begins. */
static void emit_not_here(struct work *work, struct slice name)
{
	int number = work->emitter->classes ? classes_number(work->emitter->classes, name) : -1;
	if (number >= 0) {
		emit_test(work, number + 1);
		return;
	}
	emit_text(work, "(?!");
	emit_vocabulary(work, name, 0);
	emit_text(work, ")");
}

static void emit_not_in(struct work *work, const slice_array *lists)
{
	for (size_t i = 0; i < lists->n; i++)
		emit_not_here(work, lists->at[i]);
}

/* min..max words; the separator stands before each but the first. */
static void emit_plain_words(struct work *work, const struct element *element)
{
	unsigned min = element->min ? element->min : 1, max = element->max < min ? min : element->max;
	emit_not_in(work, &element->not_in);
	emit_text(work, PLAIN_WORD);
	if (max > 1) {
		emit_text(work, "(?: ");
		emit_not_in(work, &element->not_in);
		buffer_format(&work->out, PLAIN_WORD "){%u,%u}", min - 1, max - 1);
	}
}

/* A word of a gap: no name unless it goes over them, and then no subject. */
static void emit_gap_word(struct work *work, const struct element *gap)
{
	if (emit_has_words(work, WORDS_CLAUSE))
		emit_not_here(work, slice_of(WORDS_CLAUSE));
	if (gap->over && emit_has_words(work, WORDS_FINITE)) {
		emit_text(work, "(?!" ANY_NAME " ");
		emit_words_named(work, WORDS_FINITE);
		emit_text(work, ")");
	}
	emit_text(work, gap->over ? OVER_WORD : GAP_WORD);
}

/* Up to max words. */
static void emit_gap(struct work *work, const struct element *gap)
{
	emit_text(work, "(?:" NOT_NAME(";:") "{0,3}(?: ");
	emit_gap_word(work, gap);
	buffer_format(&work->out, "){0,%u}?)", gap->max);
}

/* The same where the space before it is written: it brings those behind its words along. */
static void emit_leading_gap(struct work *work, const struct element *gap)
{
	emit_text(work, "(?:");
	emit_gap_word(work, gap);
	buffer_format(&work->out, " ){0,%u}?", gap->max);
}

void emit_separator(struct work *work, const struct element *element, bool glued)
{
	bool closes = element->kind == ELEMENT_MARK && mark_closes(element->text);
	if (!glued && !closes && element->kind != ELEMENT_GAP)
		buffer_char(&work->out, ' ');
}

/* The alternatives of a choice where all are words that begin with a letter or digit; false where one is more. */
static bool plain_choices(struct work *work, const struct element *element, struct vocabulary *vocabulary)
{
	*vocabulary = (struct vocabulary){ 0 };
	for (size_t i = 0; i < element->choice_count; i++) {
		struct slice plain;
		const struct pattern *choice = &element->choices[i];
		bool word = choice->n && choice->elements[0].kind == ELEMENT_WORD && choice->elements[choice->n - 1].kind == ELEMENT_WORD;
		if (!word || !vocabulary_plain(choice, work->arena, &plain)) {
			vocabulary_fini(vocabulary);
			return false;
		}
		array_push(&vocabulary->texts, plain);
	}
	return element->choice_count != 0;
}

static void emit_alternatives(struct work *work, const struct element *element, bool glued, bool space_behind)
{
	bool opening = work->opening;
	for (size_t i = 0; i < element->choice_count; i++) {
		if (i)
			emit_text(work, "|");
		work->opening = opening;
		emit_elements(work, &element->choices[i], glued, SIZE_MAX);
		if (space_behind && !glue_opens(&element->choices[i]))
			emit_text(work, " ");
	}
}

void emit_choice(struct work *work, const struct element *element, bool glued, bool space_behind)
{
	struct vocabulary vocabulary;
	emit_text(work, "(?:");
	if (plain_choices(work, element, &vocabulary)) {
		emit_text(work, glued ? "" : " ");
		emit_vocabulary_members(work, &vocabulary);
		emit_text(work, space_behind ? " " : "");
		vocabulary_fini(&vocabulary);
	} else {
		emit_alternatives(work, element, glued, space_behind);
	}
	emit_text(work, element->optional ? ")?" : ")");
}

/* Behind a hyphen of a name, where what is in lower case there is no end of it. */
static void emit_hyphened(struct work *work)
{
	emit_text(work, "(?:-");
	if (emit_has_words(work, WORDS_NAME_END)) {
		emit_text(work, "(?:(?=(?-i:\\p{Lu}))|");
		emit_not_here(work, slice_of(WORDS_NAME_END));
		emit_text(work, ")");
	}
	emit_text(work, "[\\w&]++)*");
}

/* A capitalised word: initials, or letters with hyphens and apostrophes in them; a possessive is no part of it. */
static void emit_capital(struct work *work, bool first)
{
	emit_text(work, "(?:(?:(?-i:\\p{Lu})\\.)++(?:-?(?-i:\\p{Lu})\\w*+)?|");
	if (!first && emit_has_words(work, WORDS_SUFFIX)) {
		emit_words_named(work, WORDS_SUFFIX);
		emit_text(work, "\\.|");
	}
	if (!first && emit_has_words(work, WORDS_STOPPED)) {
		emit_text(work, "(?=(?-i:\\p{Lu}))");
		emit_words_named(work, WORDS_STOPPED);
		emit_text(work, "\\.(?= (?-i:\\p{Lu}))|");
	}
	if (first && emit_has_words(work, WORDS_FUNCTION))
		emit_not_here(work, slice_of(WORDS_FUNCTION));
	emit_text(work, "(?-i:\\p{Lu})[\\w&]*+");
	emit_hyphened(work);
	emit_text(work, "(?:");
	if (emit_has_words(work, WORDS_POSSESSIVE)) {
		emit_text(work, "(?!");
		emit_words_named(work, WORDS_POSSESSIVE);
		emit_text(work, ")");
	}
	emit_text(work, "'\\p{L}\\w*+");
	emit_hyphened(work);
	emit_text(work, ")*)");
}

/* What may stand before a capitalised word of a name, in lower case. A function word before the first of them is another word: "presidente del". */
static void emit_name_lead(struct work *work, bool first)
{
	if (emit_has_words(work, WORDS_PARTICLE)) {
		emit_text(work, "(?:");
		if (first && emit_has_words(work, WORDS_FUNCTION))
			emit_not_here(work, slice_of(WORDS_FUNCTION));
		emit_words_named(work, WORDS_PARTICLE);
		emit_text(work, " )?");
	}
	if (emit_has_words(work, WORDS_PREFIX)) {
		emit_text(work, "(?:");
		emit_words_named(work, WORDS_PREFIX);
		emit_text(work, "[-'])?");
	}
}

void emit_capitalised(struct work *work, const char *also, bool lead)
{
	if (lead)
		emit_name_lead(work, true);
	emit_text(work, "(?:");
	emit_text(work, also);
	emit_capital(work, true);
	emit_text(work, ")(?: (?:");
	emit_name_lead(work, false);
	emit_text(work, "(?:");
	emit_text(work, also);
	emit_capital(work, false);
	/* A nickname: Ernesto "Che" Guevara. */
	emit_text(work,
	        ")|['\"](?-i:\\p{Lu})[\\w-]*+(?: (?-i:\\p{Lu})[\\w-]*+)?['\"](?= (?-i:\\p{Lu}))|\\((?-i:\\p{Lu}\\p{Ll})[\\w-]*+\\)(?= "
	        "(?-i:\\p{Lu}\\p{Ll})))){0,5}");
}

/* The length of a loop over a negated class that leaves out white space, up to a space: it can end in one place only. 0 where none is here. */
static size_t word_loop(struct slice regex, size_t at)
{
	size_t end = at;
	if (at + 3 >= regex.len || memcmp(regex.ptr + at, "[^\\s", 4) != 0)
		return 0;
	while (end < regex.len && regex.ptr[end] != ']')
		end++;
	return end + 2 < regex.len && regex.ptr[end + 1] == '*' && regex.ptr[end + 2] == ' ' ? end + 2 - at : 0;
}

/* Whether a repeat in braces is of at most nine times. */
static bool is_small(struct slice regex, size_t at)
{
	size_t end = at;
	while (end < regex.len && regex.ptr[end] != '}')
		end++;
	return end < regex.len && end >= at + 2 && regex.ptr[end - 1] >= '0' && regex.ptr[end - 1] <= '9' &&
	        (end == at + 2 || regex.ptr[end - 2] == ',');
}

/* Whether a regular expression cannot try many more ways than it has places to start: one repeat without a limit at most; where it has groups,
 * one repeat at all, and of a group at most one, of a few times. */
static bool is_tame(struct slice regex)
{
	unsigned endless = 0, repeats = 0, groups = 0, group_repeats = 0;
	bool in_class = false, group_ended = false;
	for (size_t i = 0; i < regex.len; i++) {
		char c = regex.ptr[i];
		bool repeat = !in_class && (c == '+' || c == '*' || c == '{');
		if (repeat && group_ended && (c != '{' || !is_small(regex, i) || group_repeats++))
			return false;
		bool of_group = repeat && group_ended;
		group_ended = !in_class && c == ')';
		if (regex_names_at(regex, i)) {
			i += regex_names_at(regex, i) - 1;
		} else if (c == '\\') {
			i++;
		} else if (!in_class && word_loop(regex, i)) {
			i += word_loop(regex, i);
		} else if (in_class || c == '[') {
			in_class = c != ']';
		} else {
			groups += c == '(';
			repeats += repeat && !of_group;
			endless += c == '+' || c == '*' || (c == ',' && i + 1 < regex.len && regex.ptr[i + 1] == '}');
		}
	}
	return endless <= 1 && (!groups || repeats <= 1) && !(group_repeats && endless);
}

void emit_one(struct work *work, const struct pattern *pattern, size_t i, bool glued)
{
	const struct element *element = &pattern->elements[i];
	switch (element->kind) {
	case ELEMENT_WORD:
		emit_literal(work, element->text);
		emit_text(work, "(?!\\w)");
		break;
	case ELEMENT_MARK:
		emit_literal(work, element->text);
		break;
	case ELEMENT_HOLE:
		emit_hole(work, pattern, i, glued);
		break;
	case ELEMENT_NAME:
		emit_any_name(work, element);
		break;
	case ELEMENT_VOCABULARY:
		emit_vocabulary(work, element->text, element->forms);
		break;
	case ELEMENT_CHOICE:
		emit_choice(work, element, true, false);
		break;
	case ELEMENT_GAP:
		emit_gap(work, element);
		break;
	case ELEMENT_WORDS:
		emit_plain_words(work, element);
		break;
	case ELEMENT_REGEX:
		emit_text(work, "(?n:");
		regex_names_write(element->text, &work->out);
		emit_text(work, ")");
		work->emitted->free |= !is_tame(element->text);
		break;
	case ELEMENT_REST:
		break;
	}
	work->opening = false;
}

/* An element that may be absent where nothing stands before it: it brings the space behind it along. */
static void emit_leading(struct work *work, const struct pattern *pattern, size_t i)
{
	const struct element *element = &pattern->elements[i];
	bool glued_next = i + 1 < pattern->n && pattern->elements[i + 1].glued;
	if (element->kind == ELEMENT_CHOICE) {
		emit_choice(work, element, true, !glued_next);
		return;
	}
	emit_text(work, "(?:");
	emit_plain_words(work, element);
	emit_text(work, " )?");
}

void emit_optional(struct work *work, const struct element *element, const struct pattern *pattern, size_t i, bool glued)
{
	if (element->kind == ELEMENT_CHOICE) {
		emit_choice(work, element, glued, false);
		return;
	}
	emit_text(work, glued ? "(?:" : "(?: ");
	emit_one(work, pattern, i, glued);
	emit_text(work, ")?");
}

bool emit_elements(struct work *work, const struct pattern *pattern, bool glued, size_t anchor)
{
	bool open = glued, followed = work->followed;
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		bool tight = open || element->glued;
		work->followed = followed || i + 1 < pattern->n;
		if (element->kind == ELEMENT_GAP && open && i != anchor) {
			emit_leading_gap(work, element);
			continue;
		}
		if (glue_may_be_absent(element) && open) {
			emit_leading(work, pattern, i);
			continue;
		}
		if (glue_may_be_absent(element)) {
			emit_optional(work, element, pattern, i, element->glued);
			continue;
		}
		if (element->kind == ELEMENT_CHOICE && i != anchor) {
			emit_choice(work, element, tight, false);
		} else {
			emit_separator(work, element, tight);
			if (i == anchor) {
				work->emitted->anchor = ++work->groups;
				emit_text(work, "(");
			}
			emit_one(work, pattern, i, tight);
			if (i == anchor)
				emit_text(work, ")");
		}
		open = element->kind == ELEMENT_CHOICE ? glue_choice_opens(element) : element->kind == ELEMENT_MARK && mark_opens(element->text);
	}
	work->followed = followed;
	return open;
}
