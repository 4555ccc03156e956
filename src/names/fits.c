#include "names/fits.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/wordhash.h"

enum { MEMBERS_MOST = 16, RUN_MOST = 6, WORD_MAX = 64 };

/* ---- the sentence ---- */

static bool is_plain(char c)
{
	return (unsigned char)c >= 0x80 || (c > ' ' && !strchr(",;:.!?|\"'()[]", c));
}

static void read_word(struct fits *fits, struct slice text, size_t start, size_t end, bool first)
{
	size_t len = end - start;
	bool joined = end < text.len && text.ptr[end] == '-' && end + 1 < text.len && text.ptr[end + 1] != ' ';
	bool goes_on = end < text.len && (text.ptr[end] == '_' || (unsigned char)text.ptr[end] >= 0x80);
	uint64_t hash = wordhash(text.ptr + start, len < WORD_MAX ? len : WORD_MAX);
	array_push(&fits->words, ((struct fits_word){ hash, first && !joined && !goes_on }));
}

/* A chunk's bytes but for its mentions: marks, words, what it is made of. */
static void read_chunk(struct fits *fits, struct slice text, size_t start, size_t end, uint64_t chunk)
{
	unsigned quotes = 0, hyphens = 0;
	bool plain = true;
	for (size_t at = start; at < end;) {
		size_t from = at;
		while (at < end && ascii_is_word(text.ptr[at])) {
			fits->capitals |= ascii_is_upper(text.ptr[at]) ? chunk : 0;
			at++;
		}
		if (at > from) {
			read_word(fits, text, from, at, from == start);
			continue;
		}
		char c = text.ptr[at];
		uint32_t code = unicode_next(text, &at);
		if (code >= 0x80) {
			fits->capitals |= chunk;
			fits->wild |= unicode_is_letter(code) || unicode_is_digit(code) || unicode_is_ignored(code) ? chunk : 0;
			continue;
		}
		fits->marks[code] |= chunk;
		quotes += c == '\'';
		hyphens += c == '-';
		plain &= c == '\'' || is_plain(c);
	}
	if (plain && quotes <= 1)
		fits->plain |= chunk;
	if (hyphens && hyphens == end - start)
		fits->dashes |= chunk;
	if (start < end && is_plain(text.ptr[start]) && text.ptr[start] != '-')
		fits->begins |= chunk;
}

static void read_chunks(struct fits *fits, struct slice text)
{
	unsigned chunk = 0;
	for (size_t at = 0; at <= text.len && chunk < FITS_CHUNKS; chunk++) {
		const char *space = at < text.len ? memchr(text.ptr + at, ' ', text.len - at) : NULL;
		size_t end = space ? (size_t)(space - text.ptr) : text.len;
		fits->word[chunk] = (uint32_t)fits->words.n;
		read_chunk(fits, text, at, end, UINT64_C(1) << chunk);
		at = end + 1;
	}
	fits->word[chunk] = (uint32_t)fits->words.n;
	fits->all = chunk < 64 ? (UINT64_C(1) << chunk) - 1 : UINT64_MAX;
}

static void read_mentions(struct fits *fits, const struct mask *mask, const mention_array *mentions)
{
	struct slice text = buffer_slice(&mask->text);
	unsigned chunk = 0;
	size_t at = 0;
	for (size_t i = 0; i < mask->tokens.n; i++) {
		const struct mention *mention = &mentions->at[mask->tokens.at[i].mention];
		for (; at < mask->tokens.at[i].at; at++)
			chunk += text.ptr[at] == ' ';
		uint64_t bit = UINT64_C(1) << chunk;
		array_push(&fits->mentions, ((struct fits_name){ mention->type, mention->adjective, bit }));
		/* An adjective is a word like others. */
		fits->names |= mention->adjective ? 0 : bit;
		if (!mention->adjective && (!at || text.ptr[at - 1] == ' '))
			fits->opens |= bit;
	}
}

void fits_read(struct fits *fits, const struct shapes *shapes, const struct mask *mask, const mention_array *mentions)
{
	struct slice text = buffer_slice(&mask->text);
	unsigned chunks = 1;
	if (fits->built == mask->built)
		return;
	fits->built = mask->built;
	for (size_t i = 0; i < text.len; i++)
		chunks += text.ptr[i] == ' ';
	array_clear(&fits->words);
	array_clear(&fits->mentions);
	fits->shapes = shapes;
	fits->known = chunks <= FITS_CHUNKS;
	if (!fits->known)
		return;
	memset(fits->marks, 0, sizeof fits->marks);
	fits->wild = fits->names = fits->plain = fits->begins = fits->dashes = fits->capitals = fits->opens = 0;
	fits->before.asked = fits->after.asked = 0;
	read_chunks(fits, text);
	read_mentions(fits, mask, mentions);
}

void fits_fini(struct fits *fits)
{
	array_fini(&fits->words);
	array_fini(&fits->mentions);
}

/* ---- the shape ---- */

static uint64_t take_line(struct fits *fits, const struct shape_line *line, uint64_t here);

static uint64_t shifted(const struct fits *fits, uint64_t here, unsigned spaces)
{
	return spaces < 64 ? here << spaces & fits->all : 0;
}

static uint64_t from_lowest(const struct fits *fits, uint64_t here)
{
	return ~((here & -here) - 1) & fits->all;
}

static unsigned take_lowest(uint64_t *bits)
{
	unsigned lowest = (unsigned)__builtin_ctzll(*bits);
	*bits &= *bits - 1;
	return lowest;
}

/* What members of the sort take whose key stands in `keys`. */
static uint64_t sort_ends(const struct fits *fits, const struct shape_sort *sort, uint64_t here, uint64_t keys)
{
	return shifted(fits, shifted(fits, here, sort->before) & keys, sort->spaces - sort->before);
}

static uint32_t chunk_sorts(const struct fits *fits, const struct shape_words *words, unsigned chunk)
{
	uint32_t sorts = 0;
	for (uint32_t i = fits->word[chunk]; i < fits->word[chunk + 1]; i++)
		sorts |= shape_words_sorts(words, fits->words.at[i].hash);
	return sorts;
}

static uint64_t take_single(const struct fits *fits, const struct shape_words *words, uint64_t here)
{
	uint64_t ends = here & fits->wild;
	for (here &= ~fits->wild; here;) {
		unsigned chunk = take_lowest(&here);
		ends |= (uint64_t)(chunk_sorts(fits, words, chunk) != 0) << chunk;
	}
	return ends;
}

static uint64_t take_sorts(const struct fits *fits, const struct shape_words *words, uint64_t here)
{
	uint64_t keys[SHAPE_SORTS] = { 0 }, asked = 0, ends = 0;
	for (size_t i = 0; i < words->n; i++)
		asked |= words->sorts[i].mark ? 0 : shifted(fits, here, words->sorts[i].before);
	for (asked &= ~fits->wild; asked;) {
		unsigned chunk = take_lowest(&asked);
		for (uint64_t sorts = chunk_sorts(fits, words, chunk); sorts;)
			keys[take_lowest(&sorts)] |= UINT64_C(1) << chunk;
	}
	for (size_t i = 0; i < words->n; i++) {
		const struct shape_sort *sort = &words->sorts[i];
		ends |= sort_ends(fits, sort, here, sort->mark ? fits->marks[(unsigned char)sort->mark] : keys[i] | fits->wild);
	}
	for (uint64_t wild = words->wild; wild;)
		ends |= shifted(fits, here, take_lowest(&wild));
	return ends;
}

static uint64_t take_words(const struct fits *fits, const struct shape_words *words, uint64_t here)
{
	if (words->single)
		return take_single(fits, words, here);
	if (words->any)
		return from_lowest(fits, here);
	return take_sorts(fits, words, here);
}

static uint64_t take_name(const struct fits *fits, const struct shape *shape, uint64_t here)
{
	uint64_t chunks = 0;
	for (size_t i = 0; i < fits->mentions.n; i++) {
		const struct fits_name *name = &fits->mentions.at[i];
		if (type_set_has(shape->types, name->type) && (!name->adjective || shape->adjective))
			chunks |= name->chunk;
	}
	return chunks & here;
}

/* Of these chunks those that begin with a word that is a member by itself. */
static uint64_t begin_with(const struct fits *fits, const struct shape_words *words, uint64_t here)
{
	uint64_t found = 0;
	while (here) {
		unsigned chunk = take_lowest(&here);
		const struct fits_word *first = &fits->words.at[fits->word[chunk]];
		if (fits->word[chunk] == fits->word[chunk + 1] || !first->first)
			continue;
		for (uint64_t sorts = shape_words_sorts(words, first->hash); sorts;)
			if (words->sorts[take_lowest(&sorts)].whole)
				found |= UINT64_C(1) << chunk;
	}
	return found;
}

static uint64_t into_gap(const struct fits *fits, uint64_t here)
{
	return here & ~begin_with(fits, fits->shapes->clause, here);
}

/* A word of a gap stands behind its space, or before it where the gap begins inside of what is there. */
static uint64_t take_gap(const struct fits *fits, const struct shape *shape, uint64_t here)
{
	uint64_t closed = fits->marks[';'] | fits->marks[':'], ends = here;
	/* Dashes are none where nothing stands behind them. */
	uint64_t through = ~(closed | (shape->over ? 0 : fits->names)), into = ~((fits->dashes & fits->all >> 1) | (shape->over ? 0 : fits->opens));
	for (unsigned i = 0; i < shape->max && here; i++) {
		uint64_t word = shape->inside && i ? into_gap(fits, here & into) : here;
		here = shifted(fits, i ? word & through : word, 1);
		if (!shape->inside)
			here = into_gap(fits, here & into);
		ends |= here;
	}
	return ends;
}

static uint64_t not_in_lists(const struct fits *fits, const struct shape *shape, uint64_t here)
{
	here &= fits->begins & ~fits->opens;
	for (size_t i = 0; i < shape->n && here; i++)
		here &= ~begin_with(fits, shape->not_in[i], here);
	return here;
}

static uint64_t take_count(const struct fits *fits, const struct shape *shape, uint64_t here)
{
	uint64_t ends = 0, through = fits->plain & ~fits->names;
	if (!shape->inside)
		here = not_in_lists(fits, shape, here);
	for (unsigned i = 1; i <= shape->max && here; i++) {
		ends |= i >= shape->min ? here : 0;
		here = not_in_lists(fits, shape, shifted(fits, i == 1 && shape->inside ? here : here & through, 1));
	}
	return ends;
}

/* Capitalised words and mentions, with particles between them. */
static uint64_t take_run(struct fits *fits, const struct shape *shape, uint64_t here)
{
	const struct shape_line *particle = &fits->shapes->particle;
	if (shape->lead)
		here |= shifted(fits, take_line(fits, particle, here), 1);
	uint64_t ends = here & fits->capitals, fresh = ends;
	for (unsigned i = 1; i < RUN_MOST && fresh; i++) {
		uint64_t next = shifted(fits, fresh, 1);
		next |= shifted(fits, take_line(fits, particle, next), 1);
		fresh = next & fits->capitals & ~ends;
		ends |= fresh;
	}
	return ends;
}

static uint64_t take_choice(struct fits *fits, const struct shape *shape, uint64_t here)
{
	uint64_t ends = shape->optional ? here : 0;
	for (size_t i = 0; i < shape->n; i++)
		ends |= take_line(fits, &shape->lines[i], here);
	return ends;
}

/* What may stand around a hole, or nothing: asked once for each chunk of a sentence. */
static uint64_t take_side(struct fits *fits, struct fits_side *side, const struct shape_line *line, uint64_t here)
{
	uint64_t ends = here;
	if (here == fits->all)
		return here;
	while (here) {
		unsigned chunk = take_lowest(&here);
		uint64_t bit = UINT64_C(1) << chunk;
		if (!(side->asked & bit))
			side->ends[chunk] = take_line(fits, line, bit);
		side->asked |= bit;
		ends |= side->ends[chunk];
	}
	return ends;
}

/* The members behind the first: what stands behind a member, a joint, what stands before the next, and that. */
static uint64_t take_list(struct fits *fits, const struct shape *shape, uint64_t here)
{
	const struct shapes *shapes = fits->shapes;
	uint64_t ends = here, fresh = here;
	for (unsigned i = 0; i < MEMBERS_MOST; i++) {
		uint64_t behind = take_side(fits, &fits->after, &shapes->after, fresh);
		uint64_t joined = take_line(fits, &shapes->comma, behind) | take_line(fits, &shapes->joint, behind | shifted(fits, behind, 1));
		joined = shifted(fits, joined, 1);
		fresh = take_line(fits, shape->lines, take_side(fits, &fits->before, &shapes->before, joined));
		if (shapes->ends)
			fresh |= take_line(fits, &shapes->list_end, joined);
		fresh &= ~ends;
		if (!fresh)
			return ends;
		ends |= fresh;
	}
	return from_lowest(fits, ends);
}

static uint64_t take(struct fits *fits, const struct shape *shape, uint64_t here)
{
	if (shape->spaced)
		here = shifted(fits, here, 1);
	if (!here)
		return 0;
	switch ((enum shape_kind)shape->kind) {
	case SHAPE_SPACE:
		return shifted(fits, here, 1);
	case SHAPE_WORDS:
		return take_words(fits, shape->words, here);
	case SHAPE_MARK:
		return (unsigned char)shape->mark < FITS_MARKS ? here & fits->marks[(unsigned char)shape->mark] : here;
	case SHAPE_NAME:
		return take_name(fits, shape, here);
	case SHAPE_RUN:
		return take_run(fits, shape, here);
	case SHAPE_CHOICE:
		return take_choice(fits, shape, here);
	case SHAPE_GAP:
		return take_gap(fits, shape, here);
	case SHAPE_COUNT:
		return take_count(fits, shape, here);
	case SHAPE_ANY:
		return from_lowest(fits, here);
	case SHAPE_BEFORE:
		return take_side(fits, &fits->before, &fits->shapes->before, here);
	case SHAPE_AFTER:
		return take_side(fits, &fits->after, &fits->shapes->after, here);
	case SHAPE_LIST:
		return take_list(fits, shape, here);
	}
	return from_lowest(fits, here);
}

static uint64_t take_line(struct fits *fits, const struct shape_line *line, uint64_t here)
{
	for (size_t i = 0; i < line->n && here; i++)
		here = take(fits, &line->at[i], here);
	return here;
}

bool fits_line(struct fits *fits, const struct shape_line *line)
{
	return !fits->known || take_line(fits, line, fits->all) != 0;
}
