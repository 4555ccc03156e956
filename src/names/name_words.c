#include "names/name_words.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "names/halves.h"
#include "rules/asked.h"

static void note_length(struct slice text, void *value, void *data)
{
	struct word_lengths *lengths = data;
	(void)value;
	if (text.len)
		lengths->of[*text.ptr & 31] |= UINT64_C(1) << text.len % 64;
}

void name_words_init(struct name_words *words, const struct ast *ast)
{
	*words = (struct name_words){ .ast = ast, .arena = arena_new() };
	const struct {
		const struct map **list;
		const char *name;
	} lists[] = {
		{ &words->function, WORDS_FUNCTION },
		{ &words->particle, WORDS_PARTICLE },
		{ &words->prefix, WORDS_PREFIX },
		{ &words->title, WORDS_TITLE },
		{ &words->not_name, WORDS_NOT_NAME },
		{ &words->many, WORDS_MANY },
		{ &words->office_part, WORDS_OFFICE_PART },
		{ &words->first_name, WORDS_FIRST_NAME },
		{ &words->last_name, WORDS_LAST_NAME },
		{ &words->stopped, WORDS_STOPPED },
		{ &words->last_first, WORDS_LAST_FIRST },
		{ &words->narrower, WORDS_NARROWER },
		{ &words->determiner, WORDS_DETERMINER },
		{ &words->suffix, WORDS_SUFFIX },
		{ &words->may_end, WORDS_MAY_END },
		{ &words->numeral, WORDS_NUMERAL },
		{ &words->byname, WORDS_BYNAME },
		{ &words->article, WORDS_ARTICLE },
		{ &words->link, WORDS_LINK },
		{ &words->placed, WORDS_PLACED },
		{ &words->opening, WORDS_OPENING },
		{ &words->kin, WORDS_KIN },
		{ &words->auxiliary, WORDS_AUXILIARY },
		{ &words->comma, WORDS_JOIN_INNER },
		{ &words->joint, WORDS_JOIN },
		{ &words->shared_noun, WORDS_SHARED_NOUN },
		{ &words->pairwise, WORDS_PAIRWISE },
	};
	word_maps_init(&words->maps, ast, words->arena);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		*lists[i].list = word_maps_get(&words->maps, slice_of(lists[i].name));
	map_each(words->title, note_length, &words->title_lengths);
	map_each(words->kin, note_length, &words->kin_lengths);
	words->distinct = distinct_new(ast, words->arena);
	words->parting_count = ast->titles.n;
	words->partings = arena_alloc(words->arena, (ast->titles.n + 1) * sizeof *words->partings);
	for (size_t i = 0; i < ast->titles.n; i++)
		words->partings[i] = (struct name_parting){ word_maps_get(&words->maps, ast->titles.at[i].titles.list),
			word_maps_get(&words->maps, ast->titles.at[i].names.list) };
}

void name_words_fini(struct name_words *words)
{
	word_maps_fini(&words->maps);
	distinct_free(words->distinct);
	arena_free(words->arena);
}

/* The word with its letters small, written to out; its length, 0 where it is too long. */
static size_t small_letters(struct slice word, char *out, size_t most)
{
	enum { LONGEST_LETTER = 4 };
	size_t len = 0;
	for (size_t at = 0; at < word.len;) {
		if (len + LONGEST_LETTER > most)
			return 0;
		len += unicode_put(unicode_lower(unicode_next(word, &at)), out + len);
	}
	return len;
}

bool name_words_has(const struct map *list, struct slice word)
{
	char lower[64];
	unsigned char any = 0;
	size_t len = word.len;
	if (!list || !word.len || word.len > sizeof lower)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		any |= (unsigned char)word.ptr[i];
		lower[i] = ascii_lower(word.ptr[i]);
	}
	if (any >= 0x80)
		len = small_letters(word, lower, sizeof lower);
	return map_has(list, slice_make(lower, len));
}

static bool may_have(const struct word_lengths *lengths, struct slice word)
{
	return word.len && lengths->of[*word.ptr & 31] >> word.len % 64 & 1;
}

bool name_words_title(const struct name_words *words, struct slice word)
{
	return may_have(&words->title_lengths, word) && name_words_has(words->title, word);
}

bool name_words_kin(const struct name_words *words, struct slice word)
{
	return may_have(&words->kin_lengths, word) && name_words_has(words->kin, word);
}
