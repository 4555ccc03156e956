#include "rules/vocabulary.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/unicode.h"

enum { DEPTH_LIMIT = 64 };

bool mark_closes(struct slice mark)
{
	return mark.len == 1 && strchr(",;:.!?)]}", mark.ptr[0]);
}

bool mark_opens(struct slice mark)
{
	return mark.len == 1 && strchr("([{", mark.ptr[0]);
}

bool vocabulary_is_word(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_word(text.ptr[i]))
			return false;
	return text.len != 0;
}

/* Texts of plain ASCII, which are nearly all, by themselves: rules have them by the ten thousand. */
static bool lower_ascii(struct arena *arena, struct slice text, struct slice *lowered)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	char *out = arena_alloc(arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		out[i] = ascii_lower(text.ptr[i]);
	*lowered = slice_make(out, text.len);
	return true;
}

static struct slice lower(struct arena *arena, struct slice text)
{
	struct buffer buffer = { 0 };
	struct slice lowered;
	if (lower_ascii(arena, text, &lowered))
		return lowered;
	for (size_t at = 0; at < text.len;) {
		char bytes[4];
		uint32_t code = unicode_next(text, &at);
		buffer_add(&buffer, slice_make(bytes, unicode_put(unicode_lower(code), bytes)));
	}
	struct slice copy = arena_copy(arena, buffer_slice(&buffer));
	buffer_fini(&buffer);
	return copy;
}

/* Whether a pattern reads as what it matches: words in lower case, one space between them. Most do. */
static bool is_written_plain(const struct pattern *pattern)
{
	struct slice text = pattern->source;
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_word(text.ptr[i]) || ascii_is_upper(text.ptr[i]))
			if (text.ptr[i] != ' ' || !i || text.ptr[i - 1] == ' ')
				return false;
	return pattern->n && text.len;
}

bool vocabulary_plain(const struct pattern *pattern, struct arena *arena, struct slice *text)
{
	struct buffer buffer = { 0 };
	bool plain = pattern->n > 0, open = true;
	if (is_written_plain(pattern)) {
		*text = pattern->source;
		return true;
	}
	if (pattern->n == 1 && pattern->elements->kind == ELEMENT_WORD) {
		*text = lower(arena, pattern->elements->text);
		return true;
	}
	for (size_t i = 0; i < pattern->n && plain; i++) {
		const struct element *element = &pattern->elements[i];
		plain = element->kind == ELEMENT_WORD || element->kind == ELEMENT_MARK;
		bool mark = element->kind == ELEMENT_MARK;
		if (!open && !element->glued && !(mark && mark_closes(element->text)))
			buffer_char(&buffer, ' ');
		buffer_add(&buffer, element->text);
		open = mark && mark_opens(element->text);
	}
	if (plain)
		*text = lower(arena, buffer_slice(&buffer));
	buffer_fini(&buffer);
	return plain;
}

static void add_pattern(struct vocabulary *vocabulary, const struct pattern *pattern, struct arena *arena)
{
	struct slice text;
	if (vocabulary_plain(pattern, arena, &text))
		array_push(&vocabulary->texts, text);
	else
		array_push(&vocabulary->patterns, pattern);
}

static void add_verb(struct vocabulary *vocabulary, const struct ast_verb *verb, unsigned forms)
{
	for (size_t i = 0; i < verb->lines.n; i++)
		for (unsigned form = 0; form < FORM_COUNT; form++)
			if (forms >> form & 1)
				for (size_t k = 0; k < verb->lines.at[i].forms[form].n; k++)
					array_push(&vocabulary->texts, verb->lines.at[i].forms[form].at[k]);
}

/* Those of words alone: a cue with a name in it stands before a subject, as do those that reach over a clause, and an expression would let every
 * sentence pass that is asked for the words of a pattern. */
static void add_plain(struct vocabulary *vocabulary, const pattern_array *patterns, struct arena *arena)
{
	struct slice text;
	for (size_t i = 0; i < patterns->n; i++)
		if (vocabulary_plain(&patterns->at[i], arena, &text))
			array_push(&vocabulary->texts, text);
}

static void add_cues(struct vocabulary *vocabulary, const struct ast *ast, struct arena *arena)
{
	for (size_t i = 0; i < ast->statuses.n; i++) {
		const struct ast_status *status = &ast->statuses.at[i];
		if (status->reach != REACH_WORDS)
			continue;
		add_plain(vocabulary, &status->before, arena);
		add_plain(vocabulary, &status->not_in, arena);
	}
}

static void add_words(struct vocabulary *vocabulary, const struct ast *ast, struct slice name, unsigned forms, struct arena *arena, unsigned depth);

static void add_member(struct vocabulary *vocabulary, const struct ast *ast, const struct pattern *member, struct arena *arena, unsigned depth)
{
	const struct element *only = member->n == 1 ? &member->elements[0] : NULL;
	if (only && only->kind == ELEMENT_VOCABULARY && !only->optional)
		add_words(vocabulary, ast, only->text, only->forms, arena, depth + 1);
	else
		add_pattern(vocabulary, member, arena);
}

static void add_words(struct vocabulary *vocabulary, const struct ast *ast, struct slice name, unsigned forms, struct arena *arena, unsigned depth)
{
	const unsigned all = (1u << FORM_COUNT) - 1 - (1u << FORM_NOUN);
	if (depth > DEPTH_LIMIT)
		return;
	if (slice_is(name, "any verb")) {
		for (size_t i = 0; i < ast->verbs.n; i++)
			add_verb(vocabulary, &ast->verbs.at[i], forms ? forms : all);
		return;
	}
	if (slice_is(name, "status")) {
		add_cues(vocabulary, ast, arena);
		return;
	}
	const struct ast_verb *verb = ast_find_verb(ast, name);
	if (verb)
		add_verb(vocabulary, verb, forms ? forms : all);
	const struct ast_words *words = verb ? NULL : ast_find_words(ast, name);
	for (size_t i = 0; words && i < words->members.n; i++)
		add_member(vocabulary, ast, &words->members.at[i], arena, depth);
}

void vocabulary_init(struct vocabulary *vocabulary, const struct ast *ast, struct slice name, unsigned forms, struct arena *arena)
{
	*vocabulary = (struct vocabulary){ 0 };
	add_words(vocabulary, ast, name, forms, arena, 0);
}

void vocabulary_fini(struct vocabulary *vocabulary)
{
	array_fini(&vocabulary->texts);
	array_fini(&vocabulary->patterns);
}
