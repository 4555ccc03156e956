#include "facts/alike.h"

#include "base/map.h"
#include "base/unicode.h"
#include "rules/asked.h"
#include "rules/vocabulary.h"

struct alike {
	struct arena *arena, *scratch; /* scratch: for one name */
	struct map *words;             /* folded -> its number */
	uint32_t articles;             /* words below this number are articles */
	slice_array possessives;       /* folded, in arena */
	alike_names titles;
	ARRAY(uint32_t) numbers; /* of the name that is read */
};

static uint32_t word_number(struct alike *alike, struct slice word)
{
	size_t next = map_count(alike->words), number = map_number(alike->words, word, next);
	if (number == next)
		map_put_number(alike->words, arena_copy(alike->arena, word), next);
	return (uint32_t)number;
}

static bool in_word(uint32_t code)
{
	return unicode_is_letter(code) || unicode_is_digit(code) || code == '_';
}

/* The end of the word that begins at `at`, or `at` where none does. */
static size_t word_end(struct slice text, size_t at)
{
	for (size_t next = at; next < text.len; at = next)
		if (!in_word(unicode_next(text, &next)))
			break;
	return at;
}

/* Steps over a possessive that is glued to the word before. */
static size_t skip_possessive(const struct alike *alike, struct slice text, size_t at)
{
	for (size_t i = 0; i < alike->possessives.n; i++) {
		struct slice ending = alike->possessives.at[i];
		size_t end = at + ending.len;
		if (end <= text.len && slice_equal(slice_part(text, at, end), ending) && word_end(text, end) == end)
			return end;
	}
	return at;
}

static void read_words(struct alike *alike, struct slice text)
{
	array_clear(&alike->numbers);
	for (size_t at = 0; at < text.len;) {
		size_t end = word_end(text, at);
		if (end == at) {
			unicode_next(text, &at);
			continue;
		}
		array_push(&alike->numbers, word_number(alike, slice_part(text, at, end)));
		at = skip_possessive(alike, text, end);
	}
}

static void drop_articles(struct alike *alike)
{
	size_t kept = 0;
	for (size_t i = 0; i < alike->numbers.n; i++)
		if (alike->numbers.at[i] >= alike->articles)
			alike->numbers.at[kept++] = alike->numbers.at[i];
	if (kept)
		alike->numbers.n = kept;
}

/* The length of the longest title with which the words begin, some word being left behind it. */
static size_t title_length(const struct alike *alike, const uint32_t *words, size_t n)
{
	size_t longest = 0;
	for (size_t i = 0; i < alike->titles.n; i++) {
		const struct alike_name *title = &alike->titles.at[i];
		if (title->n > longest && title->n < n && memcmp(title->words, words, title->n * sizeof *words) == 0)
			longest = title->n;
	}
	return longest;
}

struct alike_name alike_name(struct alike *alike, struct slice text)
{
	read_words(alike, unicode_fold(alike->scratch, text));
	arena_reset(alike->scratch);
	drop_articles(alike);
	size_t n = alike->numbers.n, bare = 0, step;
	uint32_t *words = arena_alloc(alike->arena, (n + 1) * sizeof *words);
	if (n)
		memcpy(words, alike->numbers.at, n * sizeof *words);
	while ((step = title_length(alike, words + bare, n - bare)))
		bare += step;
	return (struct alike_name){ words, n, bare };
}

/* Calls each for every member of a list of the rules that is words and marks alone. */
static void each_member(struct alike *alike, const struct ast *ast, const char *list, void (*each)(struct alike *alike, struct slice text))
{
	struct vocabulary vocabulary;
	struct arena *arena = arena_new();
	vocabulary_init(&vocabulary, ast, slice_of(list), 0, arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		each(alike, vocabulary.texts.at[i]);
	vocabulary_fini(&vocabulary);
	arena_free(arena);
}

/* One of several words would have to be looked for as such: no language has it so far. */
static void add_article(struct alike *alike, struct slice text)
{
	read_words(alike, unicode_fold(alike->scratch, text));
	arena_reset(alike->scratch);
}

static void add_possessive(struct alike *alike, struct slice text)
{
	array_push(&alike->possessives, unicode_fold(alike->arena, text));
}

static void add_title(struct alike *alike, struct slice text)
{
	struct alike_name title = alike_name(alike, text);
	if (title.n)
		array_push(&alike->titles, title);
}

struct alike *alike_new(const struct ast *ast)
{
	struct alike *alike = alloc_new(sizeof *alike);
	alike->arena = arena_new();
	alike->scratch = arena_new();
	alike->words = map_new();
	if (!ast)
		return alike;
	each_member(alike, ast, WORDS_ARTICLE, add_article);
	alike->articles = (uint32_t)map_count(alike->words);
	each_member(alike, ast, WORDS_POSSESSIVE, add_possessive);
	each_member(alike, ast, WORDS_TITLE, add_title);
	return alike;
}

void alike_free(struct alike *alike)
{
	if (!alike)
		return;
	array_fini(&alike->possessives);
	array_fini(&alike->titles);
	array_fini(&alike->numbers);
	map_free(alike->words);
	arena_free(alike->scratch);
	arena_free(alike->arena);
	free(alike);
}

static bool begins_or_ends(const uint32_t *words, size_t n, const uint32_t *of, size_t length)
{
	return n && n <= length && (memcmp(words, of, n * sizeof *words) == 0 || memcmp(words, of + (length - n), n * sizeof *words) == 0);
}

static bool match_from(const struct alike_name *a, size_t from_a, const struct alike_name *b, size_t from_b)
{
	const uint32_t *x = a->words + from_a, *y = b->words + from_b;
	size_t n = a->n - from_a, length = b->n - from_b;
	return begins_or_ends(x, n, y, length) || begins_or_ends(y, length, x, n);
}

bool alike_match(const struct alike_name *a, const struct alike_name *b)
{
	return match_from(a, 0, b, 0) || match_from(a, a->bare, b, 0) || match_from(a, 0, b, b->bare) || match_from(a, a->bare, b, b->bare);
}

bool alike_within(const struct alike_name *name, const struct alike_name *text)
{
	const uint32_t *words = name->words + name->bare;
	size_t n = name->n - name->bare;
	for (size_t i = 0; n && i + n <= text->n; i++)
		if (memcmp(text->words + i, words, n * sizeof *words) == 0)
			return true;
	return false;
}
