#include "app/quotes.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/unicode.h"
#include "explain/cause.h"
#include "output/put.h"

/* A line of a document, as the list calls it. */
struct wanted {
	struct slice document;
	uint32_t line;
	struct slice relation;
};

/* What came nearest to a relation in a sentence. */
struct near {
	struct slice relation, text;
};

struct quote {
	struct slice document, text; /* document: its whole name */
	uint32_t from, to;           /* its lines */
	size_t start;
	bool read; /* words are there */
	struct alike_name words;
	ARRAY(struct near) nearest;
};

struct quotes {
	const struct ruleset *rules;
	ARRAY(struct wanted) lines; /* by document and line */
	struct map *documents;      /* name in the list -> the first of its lines */
	ARRAY(struct quote) list;   /* by document and start, once sorted */
	bool sorted;
	ARRAY(struct arena *) arenas; /* of the threads */
};

/* What one thread keeps. */
struct thread {
	const struct quotes *quotes;
	struct arena *arena;
	struct word_groups groups;
	struct trigger_finder finder;
	ARRAY(struct quote) list;
};

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;
	int order = slice_compare(x->document, y->document);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

struct quotes *quotes_new(const struct gold *gold, const struct ruleset *rules)
{
	struct quotes *quotes = alloc_new(sizeof *quotes);
	quotes->rules = rules;
	quotes->documents = map_new();
	for (size_t i = 0; i < gold->rows.n; i++)
		if (gold->rows.at[i].line)
			array_push(&quotes->lines, ((struct wanted){ gold->rows.at[i].document, gold->rows.at[i].line, gold->rows.at[i].relation }));
	if (quotes->lines.n)
		qsort(quotes->lines.at, quotes->lines.n, sizeof *quotes->lines.at, compare_wanted);
	for (size_t i = quotes->lines.n; i-- > 0;)
		map_put_number(quotes->documents, quotes->lines.at[i].document, i);
	return quotes;
}

void quotes_free(struct quotes *quotes)
{
	if (!quotes)
		return;
	for (size_t i = 0; i < quotes->arenas.n; i++)
		arena_free(quotes->arenas.at[i]);
	for (size_t i = 0; i < quotes->list.n; i++)
		array_fini(&quotes->list.at[i].nearest);
	array_fini(&quotes->arenas);
	array_fini(&quotes->lines);
	array_fini(&quotes->list);
	map_free(quotes->documents);
	free(quotes);
}

/* ---- while the documents are read ---- */

/* The first line of the list from `from` on under this name of the document. */
static size_t first_wanted(const struct quotes *quotes, struct slice name, uint32_t from)
{
	size_t low = map_number(quotes->documents, name, quotes->lines.n), high = quotes->lines.n;
	const struct wanted least = { .document = name, .line = from };
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare_wanted(&quotes->lines.at[middle], &least) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_at(const struct quotes *quotes, size_t number, struct slice name, uint32_t to)
{
	return number < quotes->lines.n && slice_equal(quotes->lines.at[number].document, name) && quotes->lines.at[number].line <= to;
}

/* Whether the list has a line of from..to under this name of the document. */
static bool is_wanted(const struct quotes *quotes, struct slice name, uint32_t from, uint32_t to)
{
	return is_at(quotes, first_wanted(quotes, name, from), name, to);
}

static bool is_known(const struct quote *quote, struct slice relation)
{
	for (size_t i = 0; i < quote->nearest.n; i++)
		if (slice_equal(quote->nearest.at[i].relation, relation))
			return true;
	return false;
}

static void add_nearest(struct thread *thread, struct probe *probe, struct slice relation, struct quote *quote)
{
	const struct ruleset *rules = thread->quotes->rules;
	bool inverse;
	cause_array causes = { 0 };
	struct near near = { .relation = relation };
	size_t number = ruleset_relation(rules, relation, &inverse);
	if (number < rules->ast->relations.n)
		cause_nearest(probe, &thread->finder, number, 1, &causes);
	if (causes.n) {
		const struct cause *cause = &causes.at[0];
		struct slice text = cause_text(cause, put_rule_file(cause->find->place.file), thread->arena);
		near.text = arena_format(thread->arena, "%.*s, %.*s", SLICE_ARG(cause->rule->name), SLICE_ARG(text));
	}
	array_push(&quote->nearest, near);
	array_fini(&causes);
}

static void find_nearest(struct thread *thread, const struct extract_view *view, struct slice name, struct quote *quote)
{
	const struct quotes *quotes = thread->quotes;
	struct probe probe;
	probe_init(&probe, quotes->rules, view, thread->arena);
	for (size_t i = first_wanted(quotes, name, quote->from); is_at(quotes, i, name, quote->to); i++)
		if (!is_known(quote, quotes->lines.at[i].relation))
			add_nearest(thread, &probe, quotes->lines.at[i].relation, quote);
	probe_fini(&probe);
}

static void keep_sentence(const struct extract_view *view, void *data)
{
	struct thread *thread = data;
	const struct quotes *quotes = thread->quotes;
	const struct document *document = view->document;
	struct slice whole = document->key, last = gold_last_component(whole);
	if (!map_has(quotes->documents, whole) && !map_has(quotes->documents, last))
		return;
	struct quote quote = { .start = view->sentence->start };
	quote.from = document_line(document, view->sentence->start);
	quote.to = document_line(document, view->sentence->end - 1);
	if (!is_wanted(quotes, whole, quote.from, quote.to) && !is_wanted(quotes, last, quote.from, quote.to))
		return;
	quote.document = arena_copy(thread->arena, whole);
	quote.text = unicode_normal(thread->arena, slice_part(document->text, view->sentence->start, view->sentence->end));
	find_nearest(thread, view, whole, &quote);
	find_nearest(thread, view, last, &quote);
	array_push(&thread->list, quote);
}

static void *enter(void *data)
{
	struct thread *thread = alloc_new(sizeof *thread);
	thread->quotes = data;
	thread->arena = arena_new();
	word_groups_init(&thread->groups, thread->arena);
	trigger_finder_init(&thread->finder, thread->quotes->rules->ast, &thread->groups, thread->arena);
	return thread;
}

static void leave(void *state, void *data)
{
	struct quotes *quotes = data;
	struct thread *thread = state;
	for (size_t i = 0; i < thread->list.n; i++)
		array_push(&quotes->list, thread->list.at[i]);
	trigger_finder_fini(&thread->finder);
	word_groups_fini(&thread->groups);
	array_push(&quotes->arenas, thread->arena);
	array_fini(&thread->list);
	free(thread);
}

struct work_watch quotes_watch(struct quotes *quotes)
{
	struct work_watch watch = { .all_names = true, .enter = enter, .leave = leave, .data = quotes };
	watch.calls.sentence = keep_sentence;
	return watch;
}

/* ---- afterwards ---- */

static int compare_quotes(const void *a, const void *b)
{
	const struct quote *x = a, *y = b;
	int order = slice_compare(x->document, y->document);
	return order ? order : (x->start > y->start) - (x->start < y->start);
}

static size_t first_of(struct quotes *quotes, struct slice document)
{
	size_t low = 0, high = quotes->list.n;
	if (!quotes->sorted && high)
		qsort(quotes->list.at, high, sizeof *quotes->list.at, compare_quotes);
	quotes->sorted = true;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (slice_compare(quotes->list.at[middle].document, document) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool any_within(const struct alike_name *names, size_t n, const struct alike_name *text)
{
	for (size_t i = 0; i < n; i++)
		if (alike_within(&names[i], text))
			return true;
	return false;
}

static unsigned ends_within(const struct score *score, const struct score_row *row, struct quote *quote, struct alike *alike)
{
	const struct alike_name *names = score->names.at + row->first_name;
	if (!quote->read)
		quote->words = alike_name(alike, quote->text);
	quote->read = true;
	return (unsigned)any_within(names, row->sources, &quote->words) + any_within(names + row->sources, row->targets, &quote->words);
}

/* How well a sentence goes with a row by the ends that it names: of one that is read by a pronoun it should be one. */
static unsigned fitness(enum gold_reading reading, unsigned ends)
{
	static const unsigned by_pronoun[] = { 1, 3, 2 };
	return reading == GOLD_COREF ? by_pronoun[ends] : ends + 1;
}

static struct slice nearest_in(const struct quote *quote, struct slice relation)
{
	for (size_t i = 0; i < quote->nearest.n; i++)
		if (slice_equal(quote->nearest.at[i].relation, relation))
			return quote->nearest.at[i].text;
	return slice_make("", 0);
}

struct quotes_found quotes_find(struct quotes *quotes, const struct score *score, const struct score_row *row, struct alike *alike)
{
	struct slice document = score->facts->documents.at[row->document].key;
	struct quotes_found best = { .sentence = { "", 0 } };
	unsigned most = 0;
	for (size_t i = first_of(quotes, document); i < quotes->list.n && slice_equal(quotes->list.at[i].document, document); i++) {
		struct quote *quote = &quotes->list.at[i];
		if (row->gold->line < quote->from || row->gold->line > quote->to)
			continue;
		struct slice nearest = nearest_in(quote, row->gold->relation);
		/* Of two sentences on the line that name as much, one that a rule for the relation came near to. */
		unsigned fits = 2 * fitness(row->gold->reading, ends_within(score, row, quote, alike)) + (nearest.len > 0);
		/* What a pronoun stands for was named before: the last of equals. */
		if (fits < most || (fits == most && row->gold->reading == GOLD_DIRECT))
			continue;
		best.sentence = quote->text;
		best.nearest = nearest;
		most = fits;
	}
	return best;
}
