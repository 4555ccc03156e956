#include "match/pointers.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/wordhash.h"

static void find_words(const struct context_programs *programs, uint32_t refer, struct mentions *mentions, pointer_array *found)
{
	struct program *program = &programs->words[refer];
	struct slice subject = buffer_slice(&mentions->mask.text);
	struct pointer pointer = { .refer = refer };
	if (!program->source.cues->n)
		return;
	const struct compiled *compiled = program_get(program, programs->compiler);
	while (regex_next(compiled->regex, mentions->scratch, subject, &pointer.start, &pointer.end))
		array_push(found, pointer);
}

/* By place; the earlier block first, then the longer. */
static int by_place(const void *a, const void *b)
{
	const struct pointer *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->refer != y->refer)
		return x->refer < y->refer ? -1 : 1;
	return (x->end < y->end) - (x->end > y->end);
}

/* Drops the words found from `first` on that lie in one of the longer texts of `not in:`. */
static void drop_false(const struct context_programs *programs, uint32_t refer, struct mentions *mentions, pointer_array *found, size_t first)
{
	struct program *program = &programs->not_in[refer];
	struct slice subject = buffer_slice(&mentions->mask.text);
	if (found->n == first || !program->source.cues->n)
		return;
	const struct compiled *compiled = program_get(program, programs->compiler);
	mentions_place(mentions);
	for (size_t start, end = 0; regex_next(compiled->regex, mentions->scratch, subject, &start, &end);) {
		size_t kept = first;
		for (size_t i = first; i < found->n; i++)
			if (found->at[i].start >= end || found->at[i].end <= start)
				found->at[kept++] = found->at[i];
		found->n = kept;
	}
}

/* Whether words of a block may stand in the sentence of these groups. */
static bool may_stand(const struct ruleset_refer *refer, const struct group_set *groups)
{
	return refer->anywhere || group_set_has(groups, refer->words);
}

void pointers_find(
        const struct context_programs *programs, struct group_set *groups, struct mentions *mentions, bool possessive, pointer_array *found)
{
	const struct ruleset *rules = programs->rules;
	bool read = false;
	for (uint32_t i = 0; i < rules->ast->refers.n; i++) {
		size_t first = found->n;
		if (!programs->active[i] || rules->ast->refers.at[i].possessive != possessive)
			continue;
		if (!read)
			group_set_text(groups, &rules->groups, buffer_slice(&mentions->mask.text));
		read = true;
		if (!may_stand(&rules->refers[i], groups))
			continue;
		find_words(programs, i, mentions, found);
		drop_false(programs, i, mentions, found, first);
	}
	if (found->n > 1)
		qsort(found->at, found->n, sizeof *found->at, by_place);
}

static bool may_own(const struct context_programs *programs, const struct group_set *groups)
{
	for (size_t i = 0; programs->possessive && i < programs->rules->ast->refers.n; i++)
		if (programs->rules->ast->refers.at[i].possessive && may_stand(&programs->rules->refers[i], groups))
			return true;
	return false;
}

void pointers_add_possessive(const struct context_programs *programs, struct slice possessive, struct group_set *groups)
{
	if (!may_own(programs, groups))
		return;
	/* A word is hashed with bytes behind it, which the text of a document has and this has not. */
	char *bytes = alloc_new(possessive.len + WORDHASH_BEHIND);
	if (possessive.len)
		memcpy(bytes, possessive.ptr, possessive.len);
	for (size_t at = 0, start; at < possessive.len; at++) {
		for (start = at; at < possessive.len && ascii_is_word(bytes[at]);)
			at++;
		if (at > start)
			group_set_word(groups, &programs->rules->groups, slice_make(bytes + start, at - start));
	}
	free(bytes);
}

void pointers_may_stand(const struct ruleset *rules, const struct group_set *groups, struct type_set *possible, struct type_set *owners)
{
	for (size_t i = 0; i < rules->ast->refers.n; i++) {
		if (!may_stand(&rules->refers[i], groups))
			continue;
		type_set_join(rules->ast->refers.at[i].possessive ? owners : possible, &rules->refers[i].types);
	}
}
