#include "match/ranking.h"

#include "base/word.h"
#include "match/candidate.h"
#include "match/front.h"
#include "match/position.h"
#include "match/several.h"

bool ranking_begins_sentence(const struct antecedents *names, const struct mention *mention, size_t begin)
{
	const struct name_words *words = &names->mentions->naming->words;
	struct slice before = slice_part(names->document->text, begin, mention->start), word;
	bool first = true;
	for (; slice_split(&before, ' ', &word); first = false)
		if (word.len && !name_words_has(words->title, word) && !name_words_has(names->signs->determiner, word) &&
		        !(first && name_words_has(words->function, word)))
			return false;
	return true;
}

/* Whether a name has a first name in it: "Brother Ivan Orlov". */
static bool has_first_name(const struct antecedents *names, const struct mention *mention)
{
	struct mention name = antecedent_name(mention);
	struct slice rest = slice_part(names->document->text, name.start, name.end), word;
	while (slice_split(&rest, ' ', &word))
		if (name_words_has(names->mentions->naming->words.first_name, word))
			return true;
	return false;
}

bool ranking_is_free(const struct antecedents *names, const struct mention *list, size_t n, const struct mention *mention)
{
	for (size_t i = 0; i < n; i++)
		if (!list[i].adjective && antecedent_same(names->document, &list[i], mention) &&
		        (list[i].kind == MENTION_REFER || !position_behind(names, names->signs->complement, list[i].start)))
			return true;
	return false;
}

bool ranking_is_weak(const struct antecedents *names, const struct mention *mention, size_t begin, bool part, bool joined)
{
	if (mention->kind == MENTION_REFER)
		return false;
	return (part && position_is_part(names, mention)) ||
	        (!candidate_is_known(names, mention) && !has_first_name(names, mention) && !ranking_begins_sentence(names, mention, begin) &&
	                (joined || !position_begins_clause(names, mention)));
}

/* Of several that fit the only one that is known to be such a thing: what else fits may be anything. */
static const struct mention *only_known(const struct antecedents *names, const struct mention *list, size_t n)
{
	const struct mention *only = NULL;
	for (size_t i = 0; names->refer->shown && i < n; i++) {
		if (!candidate_may_be(names, &list[i]) || !candidate_is_known(names, &list[i]))
			continue;
		if (only && !antecedent_same(names->document, only, &list[i]))
			return NULL;
		only = &list[i];
	}
	return only;
}

/* Whether a name is that of a relative or the like of whom the possessive means with which the sentence begins: "His successor, Ruiz,
 * fled". */
static bool is_owned(const struct antecedents *names, const struct mention *owner, const struct mention *name)
{
	enum { OWNED_WORDS = 3 };
	struct slice rest = slice_part(names->document->text, owner->end, name->start), word;
	size_t words = 0;
	if (!owner->owner || owner->kind != MENTION_REFER || owner->start != names->begin || name->start < owner->end)
		return false;
	while (slice_split(&rest, ' ', &word)) {
		if (word.len && (words > OWNED_WORDS || name_words_has(names->mentions->naming->words.function, word)))
			return false;
		words += word.len != 0;
	}
	return words;
}

/* The first name of a sentence: a title or adjective right before it is none, nor is what a circumstance in front names, "In Chile, Orlov". */
static const struct mention *subject_of(const struct antecedents *names, const struct mention *list, size_t n)
{
	const struct mention *subject = list;
	struct slice text = names->document->text;
	if (n > 1 && candidate_may_be(names, list) && candidate_may_be(names, list + 1) &&
	        (front_ends_before(names, list, list + 1) || (names->earlier && is_owned(names, list, list + 1))))
		return list + 1;
	while (subject + 1 < list + n && !candidate_may_be(names, subject)) {
		bool beside = subject[1].start == subject->end + 1;
		bool in_front =
		        position_behind(names, names->signs->complement, subject->start) && subject->end < text.len && text.ptr[subject->end] == ',';
		if (!beside && !in_front)
			break;
		subject++;
	}
	return subject;
}

/* Where the sentence begins with a clause that leads up to another, "When Orlov fled, Ruiz", the subject of that one. */
static const struct mention *main_subject(const struct antecedents *names, const struct mention *list, size_t n, const struct mention *subject)
{
	if (!n || !names->earlier || !position_behind(names, names->signs->clause, subject->start))
		return subject;
	for (const struct mention *each = subject + 1; each < list + n; each++)
		if (position_behind_comma(names, each->start) && candidate_may_be(names, each))
			return position_ends_aside(names, each) ? subject : each;
	return subject;
}

static const struct mention *choose_nearest(const struct antecedents *names, const struct mention *list, size_t n)
{
	for (; n; n--)
		if (candidate_may_be(names, &list[n - 1]))
			return &list[n - 1];
	return NULL;
}

/* Whether a name stands behind a word that joins and is no member of a list: it begins a clause of its own, "and Ruiz was". */
static bool begins_clause(const struct antecedents *names, const struct mention *mention)
{
	return names->refer->shown && name_words_has(names->signs->joint, word_before(names->document->text, mention->start));
}

/* Whether the first name could be meant, but stands too far back for what the document shows of it. */
static bool is_passed_over(const struct antecedents *names, const struct mention *subject, size_t n)
{
	struct antecedents near = *names;
	near.far = false;
	return names->far && n && !candidate_may_be(names, subject) && candidate_may_be(&near, subject);
}

/* Whether the subject may be what is meant for all that is known of it, although only what is known can be. */
static bool is_unknown_subject(const struct antecedents *names, const struct mention *subject, size_t n)
{
	return n && names->refer->known && !names->refer->possessive && !names->refer->only_before && subject->kind == MENTION_UNKNOWN &&
	        !candidate_may_be(names, subject) && !candidate_is_shown(names, slice_part(names->document->text, subject->start, subject->end));
}

/* Whom the same words stand for that begin a sentence before, be it behind a comma: they go on with that. NULL where they stand for nobody there, or
 * for several. */
static const struct mention *same_words(const struct antecedents *names, const struct mention *list, size_t n)
{
	uint32_t asked = (uint32_t)(names->refer - names->mentions->naming->rules->ast->refers.at);
	const struct mention *same = NULL;
	for (size_t i = 0; names->earlier && i < n; i++) {
		bool begins = list[i].start == names->begin || position_right_behind_comma(names->document->text, list[i].start);
		if (list[i].kind != MENTION_REFER || list[i].refer != asked || list[i].role || !begins || !candidate_may_be(names, &list[i]))
			continue;
		if (same && !antecedent_same(names->document, same, &list[i]))
			return NULL;
		same = &list[i];
	}
	return same;
}

const struct mention *ranking_choose(struct antecedents *names, const struct mention *list, size_t n)
{
	const struct mention *best = NULL, *subject = subject_of(names, list, n), *known;
	names->open = is_passed_over(names, subject, n);
	if (names->open)
		return NULL;
	if (names->refer->nearest)
		return choose_nearest(names, list, n);
	const struct mention *same = same_words(names, list, n);
	if (same)
		return same;
	names->open = is_unknown_subject(names, subject, n);
	if (names->open)
		return NULL;
	const struct mention *main = front_subject(names, list, n);
	if (main)
		return main;
	main = main_subject(names, list, n, subject);
	if (main != subject)
		return main;
	/* Who stands in front of the subject is not meant. */
	bool fronted = subject == list + 1 && candidate_may_be(names, list);
	for (size_t i = fronted; i < n; i++) {
		if (!candidate_may_be(names, &list[i]))
			continue;
		if (!best) {
			best = &list[i];
			continue;
		}
		if (antecedent_same(names->document, best, &list[i]))
			continue;
		known = only_known(names, list, n);
		if (known && (best != subject || known == best))
			return known;
		names->open = best != subject || names->refer->alone || begins_clause(names, &list[i]) ||
		        several_begin(names, list, n, (size_t)(best - list));
		return names->open ? NULL : best;
	}
	return best;
}
