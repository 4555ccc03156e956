#include "match/front.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/word.h"
#include "match/candidate.h"
#include "match/position.h"
#include "match/several.h"
#include "text/marks.h"

/* "…", he said: who is quoted is not whom the quotation names. */
static bool stands_behind_quotation(struct slice text, size_t start)
{
	while (start && (ascii_is_space(text.ptr[start - 1]) || text.ptr[start - 1] == ','))
		start--;
	size_t at = start ? start - 1 : 0;
	while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	uint32_t mark = start ? unicode_next(text, &at) : ' ';
	return mark_is_closer(mark) && mark != ')' && mark != ']';
}

/* Whether a text begins with a deed of whoever is meant, be it behind a word that leads up to it: "Having met", "After meeting". */
static bool begins_with_deed(const struct antecedents *names, struct slice text)
{
	const struct name_words *words = &names->mentions->naming->words;
	struct slice word = word_first(text);
	if (name_words_has(words->function, word) && !name_words_has(names->signs->determiner, word) && word.len + 1 < text.len &&
	        !name_words_has(names->signs->opening, word))
		word = word_first(slice_part(text, word.len + 1, text.len));
	return name_words_has(names->signs->opening, word);
}

/* Whether a comma stands right before `start`, and the sentence begins with a deed of whoever is meant. */
static bool stands_behind_opening(const struct antecedents *names, size_t start)
{
	struct slice text = names->document->text;
	size_t begin = names->mentions->mask.origin.at[0];
	return start > begin && position_right_behind_comma(text, start) && begins_with_deed(names, slice_part(text, begin, start));
}

bool front_is_deed(const struct antecedents *names, size_t start)
{
	size_t begin = names->mentions->mask.origin.at[0];
	struct slice before = slice_part(names->document->text, begin, start > begin ? start : begin);
	return memchr(before.ptr, ',', before.len) && begins_with_deed(names, before);
}

/* Whether nothing but a comma stands between `start` and a name that ends a description, with which the sentence begins, of somebody else: "The
 * daughter of the general Orlov, she". */
static bool stands_behind_description(const struct antecedents *names, const struct mention *name, size_t start)
{
	size_t begin = names->mentions->mask.origin.at[0];
	struct slice text = names->document->text, rest = slice_part(text, begin, name->start < begin ? begin : name->start), word;
	bool described = false;
	if (start <= name->end || !slice_is(slice_trim(slice_part(text, name->end, start)), ",") ||
	        !name_words_has(names->signs->determiner, word_first(rest)))
		return false;
	while (slice_split(&rest, ' ', &word)) {
		if (word.len && word.ptr[word.len - 1] == ',')
			return false;
		described |= name_words_has(names->signs->complement, word);
	}
	return described;
}

/* Whether a possessive belongs to a part of a circumstance: "in the memory of Orlov's fall", but not "in Orlov's last year". */
static bool is_nested(const struct antecedents *names, const struct mention *mention)
{
	struct slice text = names->document->text, word = word_before(text, mention->start);
	while (word.len && (name_words_has(names->mentions->naming->words.title, word) || name_words_has(names->signs->determiner, word)))
		word = word_before(text, (size_t)(word.ptr - text.ptr));
	if (mention->kind == MENTION_REFER || !position_is_glued(names, mention) || !name_words_has(names->signs->complement, word))
		return false;
	size_t at = (size_t)(word.ptr - text.ptr);
	word = word_before(text, at);
	return at > names->mentions->mask.origin.at[0] && word.len && !strchr(",;:", word.ptr[word.len - 1]);
}

size_t front_leave(const struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	struct slice text = names->document->text;
	size_t at = n ? list[n - 1].end : 0;
	if (!n || names->refer->possessive || list[n - 1].kind == MENTION_REFER)
		return n;
	if (stands_behind_quotation(text, start) || stands_behind_opening(names, start) || stands_behind_description(names, &list[n - 1], start))
		return 0;
	while (at < start && ascii_is_space(text.ptr[at]))
		at++;
	if (at == start)
		return position_behind(names, names->signs->complement, list[n - 1].start) ? n - 1 : n;
	while (n && position_right_behind_comma(text, start) && (position_is_circumstance(names, &list[n - 1]) || is_nested(names, &list[n - 1])))
		n--;
	return n;
}

bool front_holds(const struct antecedents *names, const struct mention *mention)
{
	struct slice text = names->document->text;
	size_t at = mention->end;
	if (!position_is_circumstance(names, mention))
		return false;
	while (at < text.len && !strchr(",.;:!?\n", text.ptr[at]))
		at++;
	return at < text.len && text.ptr[at] == ',';
}

bool front_ends_before(const struct antecedents *names, const struct mention *mention, const struct mention *next)
{
	struct slice text = names->document->text, word = word_before(text, mention->start), before;
	size_t start = mention->start, at = mention->end;
	while (word.len && name_words_has(names->signs->determiner, word)) {
		start = (size_t)(word.ptr - text.ptr);
		word = word_before(text, start);
	}
	if (!word.len || !name_words_has(names->signs->complement, word))
		return false;
	before = slice_trim(slice_part(text, 0, (size_t)(word.ptr - text.ptr)));
	if (before.len && !strchr(".!?", before.ptr[before.len - 1]) &&
	        !memchr(before.ptr + before.len, '\n', (size_t)(word.ptr - before.ptr) - before.len))
		return false;
	while (at < next->start && (ascii_is_space(text.ptr[at]) || text.ptr[at] == ','))
		at++;
	word = slice_part(text, at, next->start);
	return text.ptr[mention->end] == ',' || name_words_has(names->signs->determiner, slice_trim(word));
}

/* Whether the last comma from byte `from` on stands right before `start`, or titles, or an article and words that carry no grammar between: ", the
 * young writer Ruiz". */
static bool opens_behind_comma(const struct antecedents *names, size_t from, const struct mention *mention)
{
	struct slice rest = slice_part(names->document->text, from, mention->start), word;
	size_t words = 0;
	bool opens = true;
	while (slice_split(&rest, ' ', &word)) {
		bool determiner = name_words_has(names->signs->determiner, word), comma = word.len && word.ptr[word.len - 1] == ',';
		if (word.len && name_words_has(names->mentions->naming->words.title, word))
			continue;
		opens &= !word.len || (words ? !name_words_has(names->mentions->naming->words.function, word) || determiner : determiner);
		words += word.len != 0;
		if (comma) {
			opens = true;
			words = 0;
		}
	}
	return opens && (!words || candidate_is_known(names, mention));
}

/* Whether what stands before byte `end` describes whom the sentence names behind it, though its first name is another's: "The daughter of the general
 * Orlov and a nurse, she". */
static bool is_description(const struct antecedents *names, struct slice before, const struct mention *first, size_t end)
{
	struct slice rest = slice_trim(slice_part(names->document->text, first->end, end));
	return name_words_has(names->signs->determiner, word_first(before)) && name_words_has(names->signs->joint, word_first(rest));
}

/* Whether a sentence begins with a circumstance that is what its first name owns: "In the wake of Orlov's fall". */
static bool is_circumstance(const struct antecedents *names, struct slice before, const struct mention *first)
{
	const struct name_words *words = &names->mentions->naming->words;
	struct slice word = word_first(before);
	return position_is_glued(names, first) && name_words_has(words->function, word) && !name_words_has(names->signs->determiner, word) &&
	        !name_words_has(names->signs->joint, word) && !memchr(before.ptr, ',', before.len);
}

const struct mention *front_subject(const struct antecedents *names, const struct mention *list, size_t n)
{
	struct slice text = names->document->text;
	if (!names->earlier || n < 2 || list->kind == MENTION_REFER || list->start < names->begin || !candidate_may_be(names, list))
		return NULL;
	struct slice before = slice_part(text, names->begin, list->start);
	bool deed = begins_with_deed(names, before) && !memchr(before.ptr, ',', before.len);
	bool owner = is_circumstance(names, before, list);
	size_t at = list->end, end = owner ? list[n - 1].start : list[1].start;
	while (at < end && text.ptr[at] != ',')
		at++;
	bool part = position_behind(names, names->signs->complement, list->start) && (at == list->end || is_description(names, before, list, at));
	if (at >= end || !(deed || part || owner))
		return NULL;
	for (size_t i = 1; i < n; i++)
		if (list[i].start > at && candidate_may_be(names, &list[i]) && !position_is_part(names, &list[i]) &&
		        opens_behind_comma(names, at, &list[i]))
			return several_begin(names, list, n, 0) ? NULL : &list[i];
	return NULL;
}
