#include "app/why_rule.h"

#include <inttypes.h>
#include <stdlib.h>

#include "app/answer.h"
#include "app/command.h"
#include "base/unicode.h"
#include "explain/cause.h"
#include "output/put.h"

/* A search for a cause takes some thousandths of a second: of each document the first sentences are looked at. */
enum { MOST_SHOWN = 10, MOST_OF_A_DOCUMENT = 50 };

/* A sentence that has a word of the rule and gave nothing. */
struct near_miss {
	struct slice document, sentence, cause;
	uint32_t line;
	size_t start;
	unsigned score;
};

struct near_misses {
	const struct ruleset *rules;
	const struct ast_rule *rule;
	ARRAY(struct near_miss) list;
	uint64_t gave, passed_over; /* sentences: with a relation by the rule; not looked at */
	ARRAY(struct arena *) arenas;
};

/* What one thread keeps. */
struct thread {
	const struct near_misses *all;
	struct arena *arena;
	struct word_groups groups;
	struct trigger_finder finder;
	ARRAY(struct near_miss) list;
	uint64_t gave, passed_over;
	struct buffer document; /* that is being read */
	size_t looked_at;       /* of its sentences */
	bool triggered;         /* in the sentence that is being read */
};

/* ---- while the documents are read ---- */

static void *enter(void *data)
{
	struct thread *thread = alloc_new(sizeof *thread);
	thread->all = data;
	thread->arena = arena_new();
	word_groups_init(&thread->groups, thread->arena);
	trigger_finder_init(&thread->finder, thread->all->rules->ast, &thread->groups, thread->arena);
	return thread;
}

static void leave(void *state, void *data)
{
	struct near_misses *all = data;
	struct thread *thread = state;
	for (size_t i = 0; i < thread->list.n; i++)
		array_push(&all->list, thread->list.at[i]);
	all->gave += thread->gave;
	all->passed_over += thread->passed_over;
	array_push(&all->arenas, thread->arena);
	trigger_finder_fini(&thread->finder);
	word_groups_fini(&thread->groups);
	buffer_fini(&thread->document);
	array_fini(&thread->list);
	free(thread);
}

static void note_trigger(uint32_t variant, void *data)
{
	struct thread *thread = data;
	thread->triggered |= thread->all->rules->variants.at[variant].variant.rule == thread->all->rule;
}

static bool gave_some(const struct extract_view *view, const struct ast_rule *rule)
{
	for (size_t i = view->first; i < view->findings->list.n; i++)
		if (slice_equal(view->findings->list.at[i].rule, rule->name))
			return true;
	return false;
}

static void search(struct thread *thread, const struct extract_view *view)
{
	const struct document *document = view->document;
	struct near_miss miss = { .start = view->sentence->start };
	struct probe probe;
	probe_init(&probe, thread->all->rules, view, thread->arena);
	struct cause cause = cause_find(&probe, &thread->finder, thread->all->rule, NULL);
	if (cause.find && cause.matched.len) {
		miss.document = arena_copy(thread->arena, document->key);
		miss.sentence = unicode_normal(thread->arena, slice_part(document->text, view->sentence->start, view->sentence->end));
		miss.cause = cause_text(&cause, put_rule_file(cause.find->place.file), thread->arena);
		miss.line = document_line(document, view->sentence->start);
		/* Of equals, a name of the wrong type is nearer than none. */
		miss.score = 2 * cause.score + (cause.kind != CAUSE_NO_NAME);
		array_push(&thread->list, miss);
	}
	probe_fini(&probe);
}

static void read_sentence(const struct extract_view *view, void *data)
{
	struct thread *thread = data;
	bool triggered = thread->triggered;
	thread->triggered = false;
	if (!slice_equal(buffer_slice(&thread->document), view->document->key)) {
		thread->document.n = 0;
		buffer_add(&thread->document, view->document->key);
		thread->looked_at = 0;
	}
	if (!triggered)
		return;
	if (gave_some(view, thread->all->rule))
		thread->gave++;
	else if (thread->looked_at++ < MOST_OF_A_DOCUMENT)
		search(thread, view);
	else
		thread->passed_over++;
}

/* ---- the answer ---- */

static int compare_misses(const void *a, const void *b)
{
	const struct near_miss *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	int order = slice_compare(x->document, y->document);
	return order ? order : (x->start > y->start) - (x->start < y->start);
}

static const char *ending(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static void put_miss(struct file_output *output, const struct near_miss *miss)
{
	put_text(output, "\n");
	put_shown(output, miss->document);
	file_output_format(output, ":%" PRIu32 "\n    \"", miss->line);
	put_shown(output, miss->sentence);
	put_text(output, "\"\n    ");
	put_shown(output, miss->cause);
	put_text(output, "\n");
}

static void put_misses(struct file_output *output, const struct near_misses *all, bool every)
{
	size_t shown = every || all->list.n <= MOST_SHOWN ? all->list.n : MOST_SHOWN;
	put_shown(output, all->rule->name);
	file_output_format(output, ": %" PRIu64 " sentence%s gave a relation, %zu more %s its words%s\n", all->gave, ending(all->gave), all->list.n,
	        all->list.n == 1 ? "has" : "have", all->list.n ? ", the nearest first:" : "");
	for (size_t i = 0; i < shown; i++)
		put_miss(output, &all->list.at[i]);
	if (shown < all->list.n)
		file_output_format(output, "\n... and %zu more; -v shows all\n", all->list.n - shown);
	if (all->passed_over)
		file_output_format(output, "\n%" PRIu64 " sentence%s were not looked at: of each document the first %d are\n", all->passed_over,
		        ending(all->passed_over), MOST_OF_A_DOCUMENT);
}

static void free_misses(struct near_misses *all)
{
	for (size_t i = 0; i < all->arenas.n; i++)
		arena_free(all->arenas.at[i]);
	array_fini(&all->arenas);
	array_fini(&all->list);
}

int why_rule(const struct ast_rule *rule, struct study *study, const struct options *options, struct diag *diag)
{
	struct near_misses all = { .rules = study->rules, .rule = rule };
	struct work_watch watch = { .all_names = true, .enter = enter, .leave = leave, .data = &all };
	int status = EXIT_WRONG;
	watch.calls = (struct extract_watch){ .sentence = read_sentence, .triggered = note_trigger };
	if (study_read(study, options, &watch, diag)) {
		struct answer answer;
		if (all.list.n)
			qsort(all.list.at, all.list.n, sizeof *all.list.at, compare_misses);
		answer_open(&answer);
		put_misses(answer.output, &all, options->verbose);
		status = answer_close(&answer, study_status(study), diag);
	}
	free_misses(&all);
	return status;
}
