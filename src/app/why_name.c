#include "app/why_name.h"

#include <stdlib.h>

#include "app/answer.h"
#include "app/command.h"
#include "app/study.h"
#include "app/why_rule.h"
#include "base/unicode.h"
#include "rules/vocabulary.h"

struct gathering {
	struct slice name;
	size_t lead;
	struct called *sum;
};

static void *enter(void *data)
{
	const struct gathering *gathering = data;
	return called_new(gathering->name, gathering->lead);
}

static void leave(void *state, void *data)
{
	struct gathering *gathering = data;
	called_add(gathering->sum, state);
	called_free(state);
}

struct slice why_type(const struct why_answer *answer, uint32_t type)
{
	const struct types *types = &answer->rules->types;
	return type < types->n ? types->ast->types.at[type].name : slice_of("name");
}

/* ---- groups ---- */

static uint64_t count_holding(const struct called_entity *entity)
{
	uint64_t count = 0;
	for (size_t i = 0; i < entity->forms.n && entity->forms.at[i].part != WORDING_NONE; i++)
		count += entity->forms.at[i].count;
	return count ? count : entity->count;
}

static void group_entities(struct why_answer *answer)
{
	const struct called *called = answer->called;
	for (size_t i = 0; i < called->found.n; i++) {
		const struct called_entity *entity = &called->found.at[i];
		if (!i || !slice_equal(entity->id, called->found.at[i - 1].id))
			array_push(&answer->groups, ((struct why_group){ .first = i, .type = entity->type }));
		struct why_group *group = array_last(&answer->groups);
		group->n++;
		group->count += count_holding(entity);
		if (entity->part > group->part)
			group->part = entity->part;
		if (entity->type < group->type)
			group->type = entity->type;
	}
}

static int compare_groups(const void *a, const void *b)
{
	const struct why_group *x = a, *y = b;
	if (x->part != y->part)
		return x->part > y->part ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

/* ---- a name that is nowhere ---- */

static void find_known(struct why_answer *answer)
{
	const struct ast *ast = answer->rules->ast;
	struct wording *wording = &answer->called->wording;
	for (size_t i = 0; i < ast->entities.n; i++) {
		const struct ast_entity *entity = &ast->entities.at[i];
		bool same = wording_part_of(wording, entity->name) == WORDING_ALL;
		for (size_t k = 0; k < entity->also.n && !same; k++)
			same = wording_part_of(wording, entity->also.at[k]) == WORDING_ALL;
		if (same)
			array_push(&answer->known, entity);
	}
}

typedef ARRAY(struct slice) candidate_array;

static void add_candidate(candidate_array *texts, candidate_array *folded, struct arena *arena, struct slice text)
{
	array_push(texts, text);
	array_push(folded, unicode_fold(arena, text));
}

/* The nearest among the names that were seen and their words. */
static void find_near(struct why_answer *answer, struct arena *arena)
{
	candidate_array texts = { 0 }, folded = { 0 };
	struct slice word;
	for (size_t i = 0; i < answer->called->seen.n; i++) {
		struct slice text = answer->called->seen.at[i].text;
		add_candidate(&texts, &folded, arena, text);
		for (size_t at = 0; wording_next_word(text, &at, &word);)
			if (word.len > 2 && word.len < text.len)
				add_candidate(&texts, &folded, arena, word);
	}
	struct slice near = diag_nearest(unicode_fold(arena, answer->name), folded.at, folded.n);
	for (size_t i = 0; i < folded.n && near.len; i++)
		if (slice_equal(folded.at[i], near) && (!answer->near.len || slice_compare(texts.at[i], answer->near) < 0))
			answer->near = texts.at[i];
	array_fini(&texts);
	array_fini(&folded);
}

/* ---- the answer ---- */

static int say(struct why_answer *answer, const struct study *study, struct diag *diag)
{
	struct answer output;
	called_sort(answer->called);
	group_entities(answer);
	if (answer->groups.n > 1)
		qsort(answer->groups.at, answer->groups.n, sizeof *answer->groups.at, compare_groups);
	if (!answer->groups.n && !answer->called->missed.n) {
		find_known(answer);
		find_near(answer, study->arena);
	}
	answer_open(&output);
	answer->output = output.output;
	if (answer->options->json)
		why_name_json(answer);
	else
		why_name_text(answer);
	array_fini(&answer->groups);
	array_fini(&answer->known);
	return answer_close(&output, study_status(study), diag);
}

static const struct ast_rule *rule_called(const struct ast *ast, struct slice name)
{
	for (size_t i = 0; i < ast->rules.n; i++)
		if (slice_equal(ast->rules.at[i].name, name))
			return &ast->rules.at[i];
	return NULL;
}

/* How many determiners the name begins with, other words behind them: "the Emperor" is a name without them. */
static size_t lead_of(const struct study *study, struct slice name)
{
	struct vocabulary determiners;
	size_t lead = 0, at = 0;
	struct slice word;
	bool led = true;
	vocabulary_init(&determiners, study->rules->ast, slice_of("determiner"), 0, study->arena);
	while (led && wording_next_word(name, &at, &word)) {
		struct slice folded = unicode_fold(study->arena, word);
		led = false;
		for (size_t i = 0; i < determiners.texts.n && !led; i++)
			led = slice_equal(determiners.texts.at[i], folded);
		lead += led;
	}
	vocabulary_fini(&determiners);
	return led ? 0 : lead;
}

static int read_all(struct called *called, struct slice name, const struct options *options, struct diag *diag)
{
	struct study study;
	struct gathering gathering = { .name = name, .sum = called };
	struct work_watch watch = { .all_names = true, .enter = enter, .leave = leave, .calls = { .sentence = called_sentence }, .data = &gathering };
	int status = EXIT_WRONG;
	bool opened = study_open(&study, options, diag);
	const struct ast_rule *rule = opened && !options->json ? rule_called(study.rules->ast, name) : NULL;
	gathering.lead = opened ? lead_of(&study, name) : 0;
	if (rule)
		status = why_rule(rule, &study, options, diag);
	else if (opened && study_read(&study, options, &watch, diag)) {
		struct why_answer answer = { .name = name, .options = options, .rules = study.rules, .called = called };
		answer.account = &study.facts->account;
		status = say(&answer, &study, diag);
	}
	study_fini(&study);
	return status;
}

int why_name(const char *name, const struct options *options, struct diag *diag)
{
	struct called *called = called_new(slice_of(name), 0);
	if (!called) {
		diag_error(
		        diag, (struct place){ .line = 0 }, NULL, "kgraph why \"Salvador Allende\" FOLDER", "a name has 1 to %d words", WORDING_MOST);
		return EXIT_WRONG;
	}
	int status = read_all(called, slice_of(name), options, diag);
	called_free(called);
	return status;
}
