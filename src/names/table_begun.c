#include "names/lead.h"
#include "names/table_reading.h"

/* ---- the words of a name ---- */

void begun_push(struct reading *reading, struct slice key, struct full_name *name, size_t at, bool surname)
{
	struct begun begun = { alone_add(&reading->alone, key), name, at, surname };
	begun.key->times++;
	array_push(&reading->begun, begun);
}

void begun_word(struct reading *reading, size_t i, struct full_name *name, bool surname)
{
	struct slice key = token_text(reading, &reading->run[i]), small = name->topic ? lead_small(reading->arena, key) : slice_make("", 0);
	begun_push(reading, small.len ? small : key, name, reading->run[i].start, surname);
}

/* Whether word i of the run may be enough for the whole name: it stands for nothing else. */
static bool may_be_enough(const struct reading *reading, size_t i, const struct full_name *name)
{
	enum { SHORTEST = 3 };
	const struct name_words *words = reading->words;
	struct slice word = token_text(reading, &reading->run[i]);
	return word.len >= SHORTEST && (run_shows_lower(reading, i) || name->topic) && !reading->run[i].owns &&
	        !name_words_has(words->particle, word) && !name_words_has(words->not_name, word) && !name_words_has(words->title, word) &&
	        !name_words_has(words->numeral, word);
}

/* Whether whom the document is about is called by word i of the run, the first of two last names. */
static bool is_called(struct reading *reading, size_t i, const struct full_name *name)
{
	enum { UNKNOWN = 2 };
	struct slice key = token_text(reading, &reading->run[i]);
	if (!name->topic)
		return false;
	size_t known = map_number(reading->frequent, key, UNKNOWN);
	if (known == UNKNOWN) {
		struct slice small = lead_small(reading->arena, key);
		known = lead_is_frequent(reading->text, small.len ? small : key);
		map_put_number(reading->frequent, key, known);
	}
	return known;
}

void begun_inner(struct reading *reading, size_t own, size_t end, bool numbered, struct full_name *name)
{
	const struct name_words *words = reading->words;
	bool person = run_has(reading, own, words->first_name);
	if (reading->determined || (!person && !name->title.len && !numbered))
		return;
	if (own + 2 <= reading->run_length && may_be_enough(reading, own, name))
		begun_word(reading, own, name, false);
	size_t inner = end;
	while (inner > own + 2 && (inner == end || run_has(reading, inner - 1, words->particle)))
		inner--;
	if (person && inner > own + 1 && inner < end && may_be_enough(reading, inner - 1, name) && !run_has(reading, inner - 1, words->first_name))
		begun_word(reading, inner - 1, name, is_called(reading, inner - 1, name));
}

/* ---- what the document says of them where they stand by themselves ---- */

/* Whether the document names somebody by the word alone before byte `at`, where it is part of a longer name, "Muhammad": then it is not short for
 * that. */
static bool is_another(const struct alone *word, size_t at)
{
	return word->first != ALONE_NOWHERE && word->first < at;
}

/* Whether a name is hardly a person's: "the Supreme Yuan", which "Yuan" is not where there is a Yuan Shan. */
static bool is_no_person(const struct reading *reading, const struct full_name *name)
{
	return name->determined && name->entity == LEXICON_BLOCKED && !name->acronym && !name->topic && !name->next &&
	        !shorts_begins_with_first(&reading->shorts, name->text);
}

/* Who has the word for a last name, where it stands last, has the better claim to it, if the document has more of them: not "In Saigon Mao". */
static void put_begun(struct reading *reading)
{
	size_t kept = 0;
	for (size_t i = 0; i < reading->begun.n; i++) {
		const struct begun *begun = &reading->begun.at[i];
		const struct full_name *last = map_get(reading->table->shorts, begun->key->text);
		/* "Orlov won ... a daughter, Orlov Ana": she is not he. */
		if (begun->surname && begun->name->relative && is_another(begun->key, begun->at))
			continue;
		bool often = begun->surname && last && last->entity == LEXICON_BLOCKED && 2 * last->times < begun->key->times;
		often |= begun->surname && last && is_no_person(reading, last);
		if (last && !often && !(begun->surname && begun->name->topic))
			continue;
		if (!begun->surname && (map_has(reading->table->placed, begun->key->text) || begun->key->kin || is_another(begun->key, begun->at)))
			continue;
		map_put(reading->table->shorts, begun->key->text, NULL);
		reading->begun.at[kept++] = *begun;
	}
	for (size_t i = 0; i < kept; i++) {
		const struct begun *begun = &reading->begun.at[i];
		struct full_name *name = shorts_put(&reading->shorts, begun->key->text, begun->name->text, begun->name->entity, begun->at, false);
		if (!name)
			continue;
		name->topic |= begun->name->topic;
		if (!begun->surname && !name->begun) {
			name->begun = true;
			name->title = begun->name->title;
		}
	}
}

/* Whether a short name is that of somebody who is only there as a relative. "Otto won ... his brother, Otto II" says of him what number he has. */
static bool is_relative_short(struct slice key, const struct full_name *name)
{
	bool numbered = name && (name->text.len < key.len || !slice_equal(slice_part(name->text, name->text.len - key.len, name->text.len), key));
	return name && !numbered && name->relative && !name->next && !name->topic && !name->acronym && !name->begun &&
	        name->entity == LEXICON_BLOCKED;
}

/* Whether a name begins with a last name that stands first, and what it is short as is one as well: "Nie Li". */
static bool is_given_short(const struct reading *reading, struct slice key, const struct full_name *name)
{
	struct slice rest = name->text, first = { 0 };
	slice_split(&rest, ' ', &first);
	return slice_equal(rest, key) && name->entity == LEXICON_BLOCKED && !name->next && !name->topic && !name->acronym && !name->begun &&
	        name_words_has(reading->words->last_first, first) && name_words_has(reading->words->last_first, key);
}

static void add_relative(struct slice key, void *value, void *data)
{
	struct reading *reading = data;
	if (is_relative_short(key, value) || (value && is_given_short(reading, key, value)))
		alone_add(&reading->alone, key);
}

/* "Barrow won ... his father, Ben Barrow": whoever has been called by the word is not this one. */
static void doubt_relative(struct slice key, void *value, void *data)
{
	struct full_name *name = value;
	const struct reading *reading = data;
	bool doubtful = is_relative_short(key, name) || (name && is_given_short(reading, key, name));
	const struct alone *word = doubtful ? map_get(reading->alone.map, key) : NULL;
	if (word && is_another(word, name->at))
		name->ambiguous = true;
}

void begun_put(struct reading *reading)
{
	struct map *shorts = reading->table->shorts;
	map_each(shorts, add_relative, reading);
	alone_find(&reading->alone, reading->text, reading->words->kin);
	put_begun(reading);
	map_each(shorts, doubt_relative, reading);
}
