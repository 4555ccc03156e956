#include "match/within.h"

#include "base/ascii.h"
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

size_t within_before_subject(const struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	enum { VERB_WORDS = 3 };
	struct slice rest, word;
	size_t words = 0;
	if (n < 2 || position_behind(names, names->signs->complement, list[n - 1].start))
		return 0;
	rest = slice_part(names->document->text, list[n - 1].end, start);
	while (slice_split(&rest, ' ', &word))
		words += word.len != 0;
	bool verb = words && words <= VERB_WORDS && !memchr(names->document->text.ptr + list[n - 1].end, ',', start - list[n - 1].end);
	return verb && !several_begin(names, list, n, n - 2) && holds_break(names, list[n - 2].end, list[n - 1].start) ? n - 1 : 0;
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

const struct mention *within_object(struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	size_t at = n;
	if (!n || !stands_behind_second_verb(names, list[n - 1].end, start))
		return NULL;
	while (at && (!candidate_may_be(names, &list[at - 1]) || position_is_part(names, &list[at - 1])))
		at--;
	if (at < 2 || position_begins_clause(names, &list[at - 1]))
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
