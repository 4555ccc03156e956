#include "match/pairwise.h"

#include "base/ascii.h"

/* The place of a name in its list, from either end; UNKNOWN where the match has only the other end of the list. */
enum { UNKNOWN = -1 };

struct rank {
	long from_first, from_last;
	bool listed; /* it stands in a list at all */
};

static const struct name_words *words_of(const struct matcher *matcher)
{
	return &matcher->engine->naming.words;
}

/* ---- the word ---- */

/* Where the next word from `from` on begins and ends; false behind the last. */
static bool next_word(struct slice text, size_t from, size_t *start, size_t *end)
{
	while (from < text.len && !ascii_is_word(text.ptr[from]))
		from++;
	*start = *end = from;
	while (*end < text.len && ascii_is_word(text.ptr[*end]))
		++*end;
	return *end > *start;
}

/* Where the sentence has such a word, or SIZE_MAX; looked for once. */
static size_t word_at(struct matcher *matcher)
{
	struct pairwise *kept = &matcher->pairwise;
	struct slice text = match_subject(matcher);
	size_t start, end = 0;
	if (kept->read || !words_of(matcher)->pairwise)
		return kept->read ? kept->at : SIZE_MAX;
	*kept = (struct pairwise){ true, SIZE_MAX };
	while (kept->at == SIZE_MAX && next_word(text, end, &start, &end))
		if (name_words_has(words_of(matcher)->pairwise, slice_part(text, start, end)))
			kept->at = start;
	return kept->at;
}

/* Whether nothing but a list that goes on stands between two places. */
static bool only_listed(const struct matcher *matcher, size_t from, size_t to)
{
	struct slice text = slice_part(match_subject(matcher), 0, to);
	for (size_t start, end = from; next_word(text, end, &start, &end);) {
		struct slice word = slice_part(text, start, end);
		if (!status_leads(&matcher->engine->status, word) && !name_words_has(words_of(matcher)->joint, word))
			return false;
	}
	return true;
}

/* Whether the word is said of what matched: within it, or behind it in its clause, no aside between. */
static bool speaks(struct matcher *matcher, const struct match *match)
{
	size_t at = word_at(matcher), last = at;
	struct slice text = match_subject(matcher);
	if (at == SIZE_MAX || at < match->start)
		return false;
	while (last > match->end && strchr(" ,", text.ptr[last - 1]))
		last--;
	if (at < match->end || only_listed(matcher, match->end, last))
		return true;
	return !memchr(text.ptr + match->end, ',', last - match->end) && !status_clause_ends(matcher->status, match->end, last);
}

/* ---- the lists ---- */

static bool is_name_at(const struct matcher *matcher, size_t at)
{
	return mask_mention(&matcher->mentions->mask, at) != MASK_NONE;
}

/* Whether another member stands before the name at byte `at`: "… and the", or a name and a comma. */
static bool follows_member(const struct matcher *matcher, size_t at)
{
	struct slice text = match_subject(matcher);
	while (at) {
		while (at && text.ptr[at - 1] == ' ')
			at--;
		size_t end = at;
		while (at && ascii_is_word(text.ptr[at - 1]))
			at--;
		struct slice word = slice_part(text, at, end);
		if (!word.len)
			return at > MASK_TOKEN_LEN && text.ptr[at - 1] == ',' && is_name_at(matcher, at - 1 - MASK_TOKEN_LEN);
		if (name_words_has(words_of(matcher)->joint, word))
			return true;
		if (!status_leads(&matcher->engine->status, word))
			return false;
	}
	return false;
}

/* Whether another member stands behind the name that ends at byte `at`: "… and the", "… and queen of". */
static bool precedes_member(const struct matcher *matcher, size_t at)
{
	enum { WORDS = 4 };
	struct slice text = match_subject(matcher);
	bool joined = false;
	for (size_t start, end, n = 0; at < text.len && n < WORDS; at = end, n++) {
		for (; at < text.len && strchr(" ,", text.ptr[at]); at++)
			joined |= text.ptr[at] == ',';
		if (is_name_at(matcher, at))
			return joined;
		if (!next_word(text, at, &start, &end) || start != at)
			return false;
		joined |= name_words_has(words_of(matcher)->joint, slice_part(text, start, end));
		if (!joined)
			return false;
	}
	return false;
}

static struct rank rank_of(const struct matcher *matcher, const struct filled *hole, size_t i)
{
	const struct filler *first = &matcher->fillers.at[hole->first], *last = first + hole->n - 1;
	bool before = follows_member(matcher, first->at), behind = precedes_member(matcher, last->at + MASK_TOKEN_LEN);
	return (struct rank){ before ? UNKNOWN : (long)i, behind ? UNKNOWN : (long)(hole->n - 1 - i), hole->n > 1 || before || behind };
}

static bool differ(long one, long other)
{
	return one != UNKNOWN && other != UNKNOWN && one != other;
}

static bool meet(long one, long other)
{
	return one != UNKNOWN && one == other;
}

bool pairwise_joins(struct matcher *matcher, const struct match *match, const struct filled *one, size_t i, const struct filled *other, size_t k)
{
	if (!speaks(matcher, match) || matcher->fillers.at[one->first].mention.kind == MENTION_PHRASE ||
	        matcher->fillers.at[other->first].mention.kind == MENTION_PHRASE)
		return true;
	struct rank a = rank_of(matcher, one, i), b = rank_of(matcher, other, k);
	if (!a.listed || !b.listed)
		return true;
	if (differ(a.from_first, b.from_first) || differ(a.from_last, b.from_last))
		return false;
	return meet(a.from_first, b.from_first) || meet(a.from_last, b.from_last);
}
