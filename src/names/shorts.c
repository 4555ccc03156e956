#include "names/shorts.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "names/titled.h"

/* Whether a `distinct` line forbids that key stands for the name; that it did is kept. */
static bool is_apart(struct shorts *shorts, struct slice key, struct slice text, uint32_t entity)
{
	size_t line = distinct_line(shorts->words->distinct, key, text, entity, shorts->arena);
	if (line == DISTINCT_NONE)
		return false;
	if (!map_has(shorts->table->apart, key))
		map_put_number(shorts->table->apart, key, line);
	return true;
}

/* Whether a name ends with another, the quotation marks of a nickname left out: `Ernesto "Che" Guevara` with `Che Guevara`. */
static bool ends_with(struct slice name, struct slice end)
{
	size_t i = name.len, k = end.len;
	while (i && k) {
		char c = name.ptr[i - 1];
		if (c != end.ptr[k - 1] && c == '"')
			i--;
		else if (c != end.ptr[k - 1])
			return false;
		else
			i--, k--;
	}
	return !k;
}

/* Whether a name begins with a particle: then it lacks its first name. */
static bool is_led(const struct shorts *shorts, struct slice name)
{
	struct slice first;
	return slice_split(&name, ' ', &first) && name_words_has(shorts->words->particle, first);
}

/* The same, where a particle with which the end begins may have a capital for the sentence's sake: "De Poe" of "Fritz de Poe". */
static bool ends_with_led(const struct shorts *shorts, struct slice name, struct slice end)
{
	struct slice rest = end, first;
	if (ends_with(name, end))
		return true;
	if (!slice_split(&rest, ' ', &first) || !rest.len || !name_words_has(shorts->words->particle, first) || name.len < end.len)
		return false;
	return name.ptr[name.len - end.len] == ascii_lower(*end.ptr) && ends_with(name, slice_part(end, 1, end.len));
}

static struct full_name *full_name_new(struct shorts *shorts, struct slice text, uint32_t entity, size_t at, bool acronym)
{
	struct full_name *name = arena_alloc(shorts->arena, sizeof *name);
	*name = (struct full_name){ .text = text,
		.entity = entity,
		.line = document_line(shorts->document, at),
		.at = at,
		.acronym = acronym,
		.times = 1,
		.relative = true };
	return name;
}

static bool is_name(const struct full_name *name, struct slice text, uint32_t entity)
{
	return name->entity == entity && (entity != LEXICON_BLOCKED || slice_equal(name->text, text));
}

/* A name among those behind `first`, as the key of table->sharing; the caller frees it. */
static struct buffer sharing_key(const struct full_name *first, struct slice text, uint32_t entity)
{
	struct buffer key = { 0 };
	buffer_add(&key, slice_make((const char *)&first, sizeof first));
	buffer_add(&key, slice_make((const char *)&entity, sizeof entity));
	if (entity == LEXICON_BLOCKED)
		buffer_add(&key, text);
	return key;
}

/* The one of this name among those that share a short name; NULL where none is. There may be as many of them as there are names. */
static struct full_name *find_full(const struct shorts *shorts, struct full_name *first, struct slice text, uint32_t entity)
{
	if (is_name(first, text, entity) || !first->next)
		return is_name(first, text, entity) ? first : NULL;
	struct buffer key = sharing_key(first, text, entity);
	struct full_name *name = map_get(shorts->table->sharing, buffer_slice(&key));
	buffer_fini(&key);
	return name;
}

/* One more that shares a short name with the first. */
static struct full_name *add_sharing(struct shorts *shorts, struct full_name *first, struct full_name *name)
{
	struct full_name *last = first->last ? first->last : first;
	struct buffer key = sharing_key(first, name->text, name->entity);
	map_put(shorts->table->sharing, arena_copy(shorts->arena, buffer_slice(&key)), name);
	buffer_fini(&key);
	first->last = last->next = name;
	return name;
}

bool shorts_begins_with_first(const struct shorts *shorts, struct slice name)
{
	struct slice first;
	return slice_split(&name, ' ', &first) && name_words_has(shorts->words->first_name, first);
}

/* Whether a longer name at byte `at` is that of who is known. One word behind a title, "President Lincoln", needs the same title there: "President
 * Roosevelt" is not Eleanor Roosevelt. Nor is "King Hussein" Saddam Hussein, whose last word is a first name. */
static bool completes(const struct shorts *shorts, struct slice longer, size_t at, const struct full_name *known)
{
	const struct name_words *words = shorts->words;
	struct slice title = titled_before(words, shorts->document->text, at);
	bool one = !memchr(known->text.ptr, ' ', known->text.len);
	bool same = slice_alike(title, known->title);
	return known->entity == LEXICON_BLOCKED && shorts_begins_with_first(shorts, longer) &&
	        (!one || (same && !name_words_has(words->first_name, known->text)));
}

/* Whether a name has only the first letters of the words before its end where the other has these words: "F. W. de Poe" and "Fritz Will de Poe". */
static bool is_initialled(struct slice name, struct slice full)
{
	struct slice word, other;
	bool any = false;
	while (slice_split(&name, ' ', &word)) {
		if (!slice_split(&full, ' ', &other))
			return false;
		bool initial = name.len && word.len == 2 && word.ptr[1] == '.' && other.len > 1 && other.ptr[1] != '.' && word.ptr[0] == other.ptr[0];
		if (!initial && !slice_equal(word, other))
			return false;
		any |= initial;
	}
	return any && !full.len;
}

static bool begins_with_initial(struct slice name)
{
	return name.len > 2 && ascii_is_upper(name.ptr[0]) && name.ptr[1] == '.';
}

/* Whether a name is another without what closes it, both with one last word before that: "Ben Poe" for "Ben Poe II", "Ben Poe the Younger". */
static bool is_unclosed(struct slice name, struct slice closed)
{
	return closed.len > name.len && slice_equal(slice_part(closed, 0, name.len), name) && closed.ptr[name.len] == ' ';
}

/* Several words that a name ends with are short for it as well: "Lloyd George" for David Lloyd George. Returns the name. */
static struct full_name *also_short(struct shorts *shorts, struct slice text, struct full_name *name)
{
	if (!map_has(shorts->table->shorts, text))
		map_put(shorts->table->shorts, text, name);
	return name;
}

struct full_name *shorts_put(struct shorts *shorts, struct slice key, struct slice text, uint32_t entity, size_t at, bool acronym)
{
	struct full_name *known = map_get(shorts->table->shorts, key);
	if (is_apart(shorts, key, text, entity))
		return NULL;
	if (!known) {
		known = full_name_new(shorts, text, entity, at, acronym);
		map_put(shorts->table->shorts, key, known);
		return known;
	}
	known->times++;
	struct full_name *same = find_full(shorts, known, text, entity);
	if (same)
		return same;
	bool longer = text.len > known->text.len && ends_with_led(shorts, text, known->text);
	bool shorter = text.len < known->text.len && ends_with_led(shorts, known->text, text);
	bool parted = (longer || shorter) && distinct_line(shorts->words->distinct, known->text, text, entity, shorts->arena) != DISTINCT_NONE;
	if (longer && !parted && completes(shorts, text, at, known)) {
		also_short(shorts, known->text, known);
		known->text = text;
	}
	if ((longer && !parted) || known->acronym || (known->entity == entity && is_unclosed(text, known->text)))
		return known;
	if (known->topic && known->entity == LEXICON_BLOCKED && is_initialled(text, known->text))
		return also_short(shorts, text, known);
	/* What the longer has before it is no part of the name: "Treasury Ana Ruiz", "Yesterday Ana Ruiz"; but "W. E. B. Poe Ruiz", and whom the
	 * document is about, "Bal Poe Ruiz". */
	bool whole = shorts_begins_with_first(shorts, known->text) || begins_with_initial(known->text) ||
	        (known->topic && !shorts_begins_with_first(shorts, text));
	if (shorter && !parted && (whole || is_led(shorts, text)))
		return also_short(shorts, text, known);
	if (shorter && !parted) {
		known->text = text;
		return known;
	}
	known->ambiguous = true;
	return add_sharing(shorts, known, full_name_new(shorts, text, entity, at, acronym));
}
