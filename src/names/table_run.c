#include "base/unicode.h"
#include "names/table_reading.h"

size_t run_without_title(const struct reading *reading)
{
	size_t first = 0;
	while (first < reading->run_length && run_has(reading, first, reading->words->title))
		first++;
	while (first < reading->run_length && run_has(reading, first, reading->words->function))
		first++;
	if (first + 1 < reading->run_length && run_has(reading, first, reading->words->opening))
		first++;
	return first;
}

/* Where the run ends without "Jr.". */
static size_t end_without_suffix(const struct reading *reading, size_t first)
{
	size_t end = reading->run_length;
	while (end > first + 1 && run_has(reading, end - 1, reading->words->suffix))
		end--;
	return end;
}

/* Whether a title that ends the run at word `end` is somebody's last name: "Martin Luther King", "Rodney King", but not "the Sun King". */
static bool ends_in_last_name(const struct reading *reading, size_t first, size_t end)
{
	const struct name_words *words = reading->words;
	size_t last = end - 1;
	if (last <= first || !run_has(reading, last, words->last_name) || run_has(reading, last - 1, words->title))
		return false;
	return run_has(reading, last - 1, words->first_name) || !(reading->determined || run_has(reading, last - 1, words->not_name));
}

bool run_is_declared(struct reading *reading, const struct token *token)
{
	const struct lexicon_hits *hits = reading->hits;
	while (reading->next_name < hits->names.n && hits->names.at[reading->next_name].end <= token->start)
		reading->next_name++;
	for (size_t i = reading->next_name; i < hits->names.n && hits->names.at[i].start <= token->start; i++)
		if (hits->names.at[i].end >= token->end && hits->names.at[i].entity != LEXICON_BLOCKED && !hits->names.at[i].adjective)
			return true;
	return false;
}

/* Whether word i of the run is a first name or an initial. */
static bool begins_person(const struct reading *reading, size_t i)
{
	struct slice word = token_text(reading, &reading->run[i]);
	return name_words_has(reading->words->first_name, word) || (word.len == 2 && word.ptr[1] == '.');
}

/* A function word with a capital, within what has first names and titles nowhere, belongs to a heading or a caption: "Siege Of Lisbonia" is no longer
 * form of "Lisbonia". Returns the word behind the last such one, from `first` on. */
static size_t behind_linked(const struct reading *reading, size_t first)
{
	if (first + 2 >= reading->run_length || begins_person(reading, first) || (first && run_has(reading, first - 1, reading->words->title)))
		return first;
	for (size_t i = reading->run_length - 2; i > first; i--) {
		const struct token *token = &reading->run[i];
		bool name = begins_person(reading, i) || run_has(reading, i, reading->words->particle);
		if (token->capital && token->end - token->start > 1 && !name && run_has(reading, i, reading->words->function))
			return i + 1;
	}
	return first;
}

/* Whether a title ends before word i, be it one of two words: "Queen Mother". */
static bool ends_title(const struct reading *reading, size_t i)
{
	if (run_has(reading, i - 1, reading->words->title))
		return true;
	return i >= 2 && name_words_title(reading->words, slice_part(reading->text, reading->run[i - 2].start, reading->run[i - 1].end));
}

size_t run_own_begin(struct reading *reading, size_t first)
{
	size_t end = end_without_suffix(reading, first);
	for (size_t i = reading->run_length; i > first; i--) {
		bool owner = i < reading->run_length && reading->run[i - 1].owns && !run_has(reading, i - 1, reading->words->many);
		bool title = ends_title(reading, i) && (i != end || !ends_in_last_name(reading, first, end));
		if (owner || title)
			return i;
	}
	while (first + 2 < reading->run_length && run_has(reading, first, reading->words->not_name) &&
	        run_has(reading, first + 1, reading->words->first_name))
		first++;
	while (reading->office && first < reading->run_length && run_has(reading, first, reading->words->office_part))
		first++;
	first = behind_linked(reading, first);
	/* "Ambassador to Spain Ana Ruiz". */
	size_t behind = first;
	while (reading->office && behind + 2 < reading->run_length && run_is_declared(reading, &reading->run[behind]))
		behind++;
	return behind > first && begins_person(reading, behind) ? behind : first;
}

struct slice run_from(const struct reading *reading, size_t first)
{
	const struct token *last = &reading->run[reading->run_length - 1];
	/* "Charles I." ends a sentence. */
	bool stop = last->end == last->start + 2 && reading->text.ptr[last->end - 1] == '.';
	return unicode_normal(reading->arena, slice_part(reading->text, reading->run[first].start, last->end - stop));
}

size_t run_byname_end(const struct reading *reading)
{
	const struct token *last = &reading->run[reading->run_length - 1];
	struct token article, name;
	size_t at = last->end;
	if (!reading->words->byname || last->ends || last->owns || !token_next(reading->text, &at, &article, reading->words) || article.capital ||
	        article.ends || !name_words_has(reading->words->article, token_text(reading, &article)))
		return last->end;
	bool called = token_next(reading->text, &at, &name, reading->words) && name.capital &&
	        name_words_has(reading->words->byname, token_text(reading, &name));
	return called ? name.end : last->end;
}

bool run_shows_lower(const struct reading *reading, size_t at)
{
	struct slice word = token_text(reading, &reading->run[at]);
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] >= 'a' && word.ptr[i] <= 'z')
			return true;
	return false;
}
