#include "match/within.h"

#include "base/ascii.h"
#include "base/word.h"
#include "match/candidate.h"
#include "match/front.h"
#include "match/position.h"
#include "match/several.h"

/* Whether a part of the text may end a clause and begin one: it holds a comma or the like, or a word that carries grammar but points at no noun. */
static bool holds_break(const struct antecedents *names, size_t start, size_t end)
{
	struct slice rest = slice_part(names->document->text, start, end), word;
	while (slice_split(&rest, ' ', &word)) {
		bool grammar = name_words_has(names->mentions->naming->words.function, word) && !name_words_has(names->signs->determiner, word);
		if (word.len && (grammar || strchr(",;:", word.ptr[word.len - 1])))
			return true;
	}
	return false;
}

static bool is_word(struct slice word)
{
	return word.len && !(word.len == 1 && strchr(",;:", *word.ptr));
}

/* How many words a text has. */
static size_t word_count(struct slice text)
{
	struct slice word;
	size_t words = 0;
	while (slice_split(&text, ' ', &word))
		words += is_word(word);
	return words;
}

/* Whether nothing stands in a text but a comma, a word that begins a clause and a verb with what helps it: ", who had succeeded". */
static bool is_relative(const struct antecedents *names, struct slice text)
{
	const struct name_words *words = &names->mentions->naming->words;
	struct slice word;
	bool begun = false, verb = false;
	if (!text.len || *text.ptr != ',')
		return false;
	for (text = slice_part(text, 1, text.len); slice_split(&text, ' ', &word);) {
		if (!word.len)
			continue;
		if (verb || word.ptr[word.len - 1] == ',' || (!begun && !name_words_has(names->signs->clause, word)))
			return false;
		verb = begun && !name_words_has(words->function, word);
		if (begun && !verb && !name_words_has(names->signs->helping, word) && !name_words_has(names->signs->adverb, word))
			return false;
		begun = true;
	}
	return verb;
}

/* Which mention an aside between commas belongs to that ends with the last: "Ruiz" in "Ruiz, archbishop of Oslo, crowned"; the last where none
 * does. */
static size_t before_aside(struct slice text, const struct mention *list, size_t n)
{
	size_t at = n - 1;
	if (text.ptr[list[at].end] != ',')
		return at;
	for (size_t i = at; i > 0; i--) {
		if (list[i - 1].end > list[i].start)
			return at;
		struct slice between = slice_part(text, list[i - 1].end, list[i].start);
		if (memchr(between.ptr, ',', between.len))
			return *between.ptr == ',' && !memchr(between.ptr + 1, ',', between.len - 1) ? i - 1 : at;
	}
	return at;
}

/* Whether nothing but a verb stands between a subject and what stands behind byte `from`: no comma but one that closes an aside, and no word that
 * joins in front. */
static bool is_verb(const struct antecedents *names, size_t from, size_t start, bool aside)
{
	enum { VERB_WORDS = 3, CHOSEN_WORDS = 5 };
	struct slice text = slice_part(names->document->text, from + aside, from + aside < start ? start : from + aside);
	size_t words = word_count(text);
	return words && words <= (names->refer->nearest ? CHOSEN_WORDS : VERB_WORDS) && !memchr(text.ptr, ',', text.len) &&
	        !name_words_has(names->signs->joint, word_first(slice_trim(text)));
}

size_t within_before_subject(const struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	struct slice text = names->document->text;
	if (n < 2)
		return 0;
	/* What is no person may be any of those before: "the academy of Oslo lived by the help of Ruiz, who founded it". */
	if (names->refer->shown && is_relative(names, slice_part(text, list[n - 1].end, start)))
		return n - 1;
	size_t at = before_aside(text, list, n);
	if (!at || position_behind(names, names->signs->complement, list[at].start) || !is_verb(names, list[n - 1].end, start, at < n - 1))
		return 0;
	bool listed = candidate_may_be(names, &list[at - 1]) && several_begin(names, list, n, at - 1);
	return !listed && holds_break(names, list[at - 1].end, list[at].start) ? at : 0;
}

/* Whether nothing but a verb stands between a word that joins and `start`, and no name behind that word: "and killed". */
static bool stands_behind_second_verb(const struct antecedents *names, size_t from, size_t start)
{
	enum { VERB_WORDS = 4 };
	struct slice rest = slice_part(names->document->text, from, start), word;
	size_t words = VERB_WORDS + 1;
	while (slice_split(&rest, ' ', &word)) {
		bool comma = word.len && word.ptr[word.len - 1] == ',';
		if (name_words_has(names->signs->joint, slice_part(word, 0, word.len - comma)))
			words = 0;
		else
			words += word.len != 0;
	}
	return words && words <= VERB_WORDS;
}

/* Whether a name that nothing knows is none of a person, as what points at it shows: "his Luger". */
static bool is_thing(const struct antecedents *names, const struct mention *mention)
{
	return names->refer->shown && mention->kind == MENTION_UNKNOWN && !candidate_is_known(names, mention) &&
	        name_words_has(names->signs->determiner, word_before(names->document->text, mention->start));
}

const struct mention *within_object(struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	size_t at = n;
	if (!n || !stands_behind_second_verb(names, list[n - 1].end, start))
		return NULL;
	while (at && (!candidate_may_be(names, &list[at - 1]) || position_is_part(names, &list[at - 1])))
		at--;
	if (at < 2 || position_begins_clause(names, &list[at - 1]) || is_thing(names, &list[at - 1]))
		return NULL;
	const struct mention *object = &list[at - 1];
	for (size_t i = 0; i + 1 < at; i++)
		if (!position_is_part(names, &list[i]) && list[i].end + 1 < object->start && !antecedent_same(names->document, &list[i], object))
			return object;
	return NULL;
}

bool within_beside(const struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	size_t at = n ? list[n - 1].end : 0, end = start;
	if (!n || !candidate_may_be(names, &list[n - 1]))
		return false;
	while (at < end && ascii_is_space(names->document->text.ptr[at]))
		at++;
	while (end > at && ascii_is_space(names->document->text.ptr[end - 1]))
		end--;
	return name_words_has(names->signs->joint, slice_part(names->document->text, at, end));
}

/* Whether a name is that of whom the words right before it own: "his brother Ruiz". */
static bool is_possessed(const struct antecedents *names, const struct mention *mention, size_t start)
{
	enum { POSSESSED_WORDS = 3 };
	struct slice rest = slice_part(names->document->text, start, mention->start), word;
	size_t words = 0;
	while (slice_split(&rest, ' ', &word)) {
		words += word.len != 0;
		if (words > 1 && (name_words_has(names->mentions->naming->words.function, word) || memchr(word.ptr, ',', word.len)))
			return false;
	}
	return words > 1 && words <= POSSESSED_WORDS;
}

const struct mention *within_ahead(struct antecedents *names, const mention_array *list, size_t n, size_t start)
{
	if (n && list->at[n - 1].end > start)
		return NULL;
	for (size_t i = n; i < list->n; i++) {
		const struct mention *mention = &list->at[i];
		if (!candidate_may_be(names, mention) || front_holds(names, mention) || is_possessed(names, mention, start))
			continue;
		return !position_ends_aside(names, mention) && position_behind_comma(names, mention->start) ? mention : NULL;
	}
	return NULL;
}

/* Whether a word is none that carries grammar, and no name or number. */
static bool is_content(const struct antecedents *names, struct slice word)
{
	return word.len && word.ptr[0] >= 'a' && word.ptr[0] <= 'z' && !name_words_has(names->mentions->naming->words.function, word);
}

bool within_behind_clause(const struct antecedents *names, size_t start)
{
	enum { FEW = 2 };
	size_t begin = names->mentions->mask.origin.at[0], contents = 0, before = 0, behind = 0;
	struct slice rest = slice_part(names->document->text, begin, start > begin ? start : begin), word;
	bool linked = false, determined = false;
	while (slice_split(&rest, ' ', &word)) {
		if (name_words_has(names->signs->clause, word)) {
			linked = true;
			before = contents;
			behind = 0;
			continue;
		}
		determined = behind ? determined : name_words_has(names->signs->determiner, word);
		behind += word.len != 0;
		contents += is_content(names, word);
	}
	if (!linked)
		return false;
	return behind <= FEW ? before >= FEW : determined && contents > before && position_right_behind_comma(names->document->text, start);
}

bool within_behind_other(const struct antecedents *names, const struct mention *name, size_t start)
{
	struct slice rest = slice_part(names->document->text, name->end, start > name->end ? start : name->end), word;
	bool begun = false, subject = false, last = false, before = false;
	while (slice_split(&rest, ' ', &word)) {
		if (!word.len)
			continue;
		subject |= begun && last && is_content(names, word);
		before = last;
		last = name_words_has(names->signs->clause, word);
		begun |= last;
	}
	/* "After which" goes on with what stands before it. */
	return subject && last && !before;
}
