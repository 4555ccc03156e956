#include "explain/missed.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "names/wording.h"

static bool overlap(const struct mention *mention, size_t start, size_t end)
{
	return mention->start < end && start < mention->end;
}

static struct slice words_of(const struct extract_view *view, const struct mention *mention)
{
	return slice_part(view->document->text, mention->start, mention->end);
}

/* The entity with a `not` line of these words. */
static const struct ast_entity *blocking_entity(const struct ast *ast, struct slice text)
{
	const struct ast_entity *found = NULL;
	struct arena *arena = arena_new();
	struct slice folded = unicode_fold(arena, text);
	for (size_t i = 0; i < ast->entities.n && !found; i++) {
		const slice_array *blocked = &ast_rare(&ast->entities.at[i])->blocked;
		for (size_t k = 0; k < blocked->n && !found; k++)
			if (slice_equal(unicode_fold(arena, blocked->at[k]), folded))
				found = &ast->entities.at[i];
	}
	arena_free(arena);
	return found;
}

static bool find_overlap(const struct extract_view *view, size_t start, size_t end, struct missed *missed)
{
	const mention_array *list = &view->mentions->list;
	for (size_t i = 0; i < list->n; i++) {
		if (!overlap(&list->at[i], start, end))
			continue;
		*missed = (struct missed){ .why = MISSED_OVERLAPPED, .other = words_of(view, &list->at[i]) };
		return true;
	}
	return false;
}

const struct ast_entity *missed_blocking(const struct extract_view *view, size_t start, size_t end, struct slice *other)
{
	const mention_array *candidates = &view->mentions->candidates;
	for (size_t i = 0; i < candidates->n; i++) {
		const struct mention *candidate = &candidates->at[i];
		if (candidate->kind != MENTION_ENTITY || candidate->entity != LEXICON_BLOCKED || !overlap(candidate, start, end))
			continue;
		*other = words_of(view, candidate);
		return blocking_entity(view->mentions->naming->rules->ast, *other);
	}
	return NULL;
}

static bool has_capital(struct slice text)
{
	struct slice word;
	for (size_t at = 0; wording_next_word(text, &at, &word);) {
		size_t first = 0;
		if (unicode_is_upper(unicode_next(word, &first)))
			return true;
	}
	return false;
}

static bool is_one_word(struct slice text)
{
	size_t at = 0;
	struct slice word;
	return wording_next_word(text, &at, &word) && !wording_next_word(text, &at, &word);
}

static bool is_listed(const struct map *words, struct slice word)
{
	char lower[64];
	if (word.len >= sizeof lower)
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = ascii_lower(word.ptr[i]);
	return map_has(words, slice_make(lower, word.len));
}

static enum missed_why why_unnamed(const struct extract_view *view, size_t start, size_t end)
{
	struct slice words = slice_part(view->document->text, start, end), before = slice_part(view->document->text, view->sentence->start, start);
	const struct name_words *lists = &view->mentions->naming->words;
	struct slice word;
	size_t at = 0;
	if (!has_capital(words))
		return MISSED_SMALL;
	if (is_one_word(words) && (is_listed(lists->not_name, words) || is_listed(lists->title, words)))
		return MISSED_NO_NAME;
	if (view->mentions->known_only)
		return MISSED_UNKNOWN;
	if (is_one_word(words) && !wording_next_word(before, &at, &word))
		return MISSED_FIRST;
	return MISSED_OTHERWISE;
}

struct missed missed_explain(const struct extract_view *view, size_t start, size_t end)
{
	struct missed missed = { .why = MISSED_BROKEN };
	if (end > view->sentence->end || find_overlap(view, start, end, &missed))
		return missed;
	missed.blocking = missed_blocking(view, start, end, &missed.other);
	missed.why = missed.blocking ? MISSED_BLOCKED : why_unnamed(view, start, end);
	return missed;
}
