#include "names/led_in.h"

#include "text/blocks.h"

bool led_in_by(struct slice text, const struct token *token, const struct name_words *words)
{
	return !token->ends && (!token->capital || !name_words_has(words->function, slice_part(text, token->start, token->end)));
}

/* Whether the word before byte `at` leads in the one there. */
static bool is_led_in(struct slice text, size_t at, const struct name_words *words)
{
	struct token token;
	size_t end = at - 1, start = end;
	while (start && !token_separates(text.ptr[start - 1]))
		start--;
	struct slice before = slice_part(text, 0, end);
	return token_next(before, &start, &token, words) && led_in_by(before, &token, words);
}

static bool begins_block(const struct document *document, size_t at)
{
	const struct block *block = blocks_at(document, at);
	return block && block->start == at;
}

/* Where the word at byte `at` begins with the prefix that is glued to it, "al-Maliki"; `at` where none is. *next is where a word may begin behind it: of what
 * stands between two spaces only the first, and what its prefix leaves of that. */
static size_t prefixed_at(struct slice text, size_t at, const struct name_words *words, size_t *next)
{
	size_t start = at;
	*next = at + 1;
	if (!at || token_separates(text.ptr[at - 1]))
		return at;
	while (start && !token_separates(text.ptr[start - 1]))
		start--;
	struct token token;
	size_t from = start, bare = start;
	if (token_next(text, &from, &token, words))
		bare = token_behind_prefix(text, start, token.end, words);
	while (at > bare && *next < text.len && !token_separates(text.ptr[*next]))
		++*next;
	return bare == at ? start : at;
}

bool name_stands_within(const struct document *document, struct slice word, const struct name_words *words)
{
	struct slice text = document->text;
	size_t from = 0;
	const char *found;
	while ((found = memmem(text.ptr + from, text.len - from, word.ptr, word.len)) != NULL) {
		size_t at = (size_t)(found - text.ptr), start = prefixed_at(text, at, words, &from), next = start;
		struct token token;
		if (start < 2 || !token_separates(text.ptr[start - 1]) || token_separates(text.ptr[start - 2]) ||
		        !token_next(text, &next, &token, words))
			continue;
		if (token.start == start && token.capital && token.end == at + word.len && !begins_block(document, start) &&
		        is_led_in(text, start, words))
			return true;
	}
	return false;
}
