#include "explain/spelling.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "explain/guess.h"

static bool is_known_form(const struct ast_verb_line *line, struct slice word)
{
	for (size_t form = 0; form < FORM_COUNT; form++)
		for (size_t i = 0; i < line->forms[form].n; i++)
			if (slice_equal(line->forms[form].at[i], word))
				return true;
	return false;
}

const struct ast_verb *spelling_verb(const struct ast *ast, struct slice word, const struct ast_verb_line **line)
{
	for (size_t i = 0; i < ast->verbs.n; i++) {
		for (size_t k = 0; k < ast->verbs.at[i].lines.n; k++) {
			*line = &ast->verbs.at[i].lines.at[k];
			if (is_known_form(*line, word))
				return &ast->verbs.at[i];
		}
	}
	return NULL;
}

bool spelling_word(struct slice text, size_t *at, struct slice *word)
{
	while (*at < text.len && !ascii_is_word(text.ptr[*at]) && (unsigned char)text.ptr[*at] < 0x80)
		++*at;
	size_t start = *at;
	while (*at < text.len && (ascii_is_word(text.ptr[*at]) || (unsigned char)text.ptr[*at] >= 0x80))
		++*at;
	*word = slice_part(text, start, *at);
	return *at > start;
}

bool spelling_is_one_of(struct slice word, const slice_array *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (slice_equal(word, words->at[i]))
			return true;
	return false;
}

static bool has_literal(const pattern_array *patterns, struct slice word)
{
	for (size_t i = 0; i < patterns->n; i++)
		for (size_t k = 0; k < patterns->at[i].n; k++)
			if (patterns->at[i].elements[k].kind == ELEMENT_WORD && slice_equal(patterns->at[i].elements[k].text, word))
				return true;
	return false;
}

/* A word that some list or line of the rules has is spelt as it should be. */
static bool is_rule_word(const struct ruleset *rules, struct slice word)
{
	for (size_t i = 0; i < rules->ast->words.n; i++)
		if (has_literal(&rules->ast->words.at[i].members, word))
			return true;
	for (size_t i = 0; i < rules->variants.n; i++)
		if (spelling_is_one_of(word, &rules->variants.at[i].trigger.words))
			return true;
	return false;
}

bool spelling_find_misspelt(struct probe *probe, struct slice text, const slice_array *words, struct cause *cause)
{
	enum { SHORTEST = 4 };
	struct slice word;
	for (size_t at = 0; spelling_word(text, &at, &word);) {
		struct slice folded = unicode_fold(probe->arena, word);
		const struct ast_verb_line *line;
		if (folded.len < SHORTEST || spelling_is_one_of(folded, words) || spelling_verb(probe->rules->ast, folded, &line))
			continue;
		struct slice near = diag_nearest(folded, words->at, words->n);
		if (!near.len || is_rule_word(probe->rules, folded))
			continue;
		cause->stood = word;
		cause->near = near;
		return true;
	}
	return false;
}

/* The word is another form of one of words, by a verb block or by inflection alone: near is the verb. */
static bool is_other_form(struct probe *probe, struct slice word, const slice_array *words, struct cause *cause)
{
	const struct ast_verb_line *line;
	const struct ast_verb *verb = spelling_verb(probe->rules->ast, word, &line);
	struct ast_verb_line guess;
	for (size_t i = 0; i < words->n; i++) {
		if (verb && is_known_form(line, words->at[i])) {
			cause->near = verb->name;
			cause->near_place = line->place;
			return true;
		}
		if (!verb && guess_verb(probe, word, words->at[i], &guess)) {
			cause->near = guess.forms[FORM_BASE].at[0];
			return true;
		}
	}
	return false;
}

bool spelling_find_form(struct probe *probe, struct slice text, const slice_array *words, struct cause *cause)
{
	struct slice word;
	for (size_t at = 0; spelling_word(text, &at, &word);) {
		if (!is_other_form(probe, unicode_fold(probe->arena, word), words, cause))
			continue;
		cause->stood = word;
		return true;
	}
	return false;
}

/* Whether words stand in text, each whole; both folded. */
static bool holds_words(struct slice text, struct slice words)
{
	for (size_t at = 0; at + words.len <= text.len; at++) {
		bool begins = at == 0 || text.ptr[at - 1] == ' ', ends = at + words.len == text.len || text.ptr[at + words.len] == ' ';
		if (begins && ends && memcmp(text.ptr + at, words.ptr, words.len) == 0)
			return true;
	}
	return false;
}

static struct place origin_of(const struct ast *ast, const struct mention *mention)
{
	if (mention->kind == MENTION_ENTITY)
		return ast->entities.at[mention->entity].place;
	if (mention->kind == MENTION_NAMED || mention->kind == MENTION_DESCRIBED)
		return spot_place(ast->names.at[mention->order].pattern.spot);
	return (struct place){ .line = 0 };
}

bool spelling_find_in_name(struct probe *probe, const slice_array *words, struct cause *cause)
{
	const struct mentions *mentions = probe->view->mentions;
	for (size_t i = 0; i < mentions->list.n; i++) {
		const struct mention *mention = &mentions->list.at[i];
		struct slice text = unicode_normal(probe->arena, slice_part(probe->view->document->text, mention->start, mention->end));
		struct slice folded = unicode_fold(probe->arena, text);
		for (size_t k = 0; k < words->n; k++) {
			if (!holds_words(folded, words->at[k]))
				continue;
			cause->stood = words->at[k];
			cause->near = text;
			cause->near_place = origin_of(probe->rules->ast, mention);
			return true;
		}
	}
	return false;
}

struct map *spelling_words(struct probe *probe)
{
	struct slice text = slice_part(probe->view->document->text, probe->view->sentence->start, probe->view->sentence->end), word;
	if (probe->words)
		return probe->words;
	probe->words = map_new();
	for (size_t at = 0; spelling_word(text, &at, &word);)
		map_put_number(probe->words, unicode_fold(probe->arena, word), 1);
	return probe->words;
}
