#include "app/quotes.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/unicode.h"

/* A line of a document, as the list calls it. */
struct wanted {
	struct slice document;
	uint32_t line;
};

struct quote {
	struct slice document, text; /* document: its whole name */
	uint32_t from, to;           /* its lines */
	size_t start;
	bool read; /* words are there */
	struct alike_name words;
};

struct quotes {
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
	ARRAY(struct quote) list;
};

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;
	int order = slice_compare(x->document, y->document);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

struct quotes *quotes_new(const struct gold *gold)
{
	struct quotes *quotes = alloc_new(sizeof *quotes);
	quotes->documents = map_new();
	for (size_t i = 0; i < gold->rows.n; i++)
		if (gold->rows.at[i].line)
			array_push(&quotes->lines, ((struct wanted){ gold->rows.at[i].document, gold->rows.at[i].line }));
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
	array_fini(&quotes->arenas);
	array_fini(&quotes->lines);
	array_fini(&quotes->list);
	map_free(quotes->documents);
	free(quotes);
}

/* ---- while the documents are read ---- */

/* Whether the list has a line of from..to under this name of the document. */
static bool is_wanted(const struct quotes *quotes, struct slice name, uint32_t from, uint32_t to)
{
	size_t first = map_number(quotes->documents, name, quotes->lines.n), low = first, high = quotes->lines.n;
	const struct wanted least = { name, from };
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (compare_wanted(&quotes->lines.at[middle], &least) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < quotes->lines.n && slice_equal(quotes->lines.at[low].document, name) && quotes->lines.at[low].line <= to;
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
	array_push(&thread->list, quote);
}

static void *enter(void *data)
{
	struct thread *thread = alloc_new(sizeof *thread);
	thread->quotes = data;
	thread->arena = arena_new();
	return thread;
}

static void leave(void *state, void *data)
{
	struct quotes *quotes = data;
	struct thread *thread = state;
	for (size_t i = 0; i < thread->list.n; i++)
		array_push(&quotes->list, thread->list.at[i]);
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

struct slice quotes_find(struct quotes *quotes, const struct score *score, const struct score_row *row, struct alike *alike)
{
	struct slice document = score->facts->documents.at[row->document].key, best = slice_make("", 0);
	unsigned most = 0;
	for (size_t i = first_of(quotes, document); i < quotes->list.n && slice_equal(quotes->list.at[i].document, document); i++) {
		struct quote *quote = &quotes->list.at[i];
		if (row->gold->line < quote->from || row->gold->line > quote->to)
			continue;
		unsigned fits = fitness(row->gold->reading, ends_within(score, row, quote, alike));
		/* What a pronoun stands for was named before: the last of equals. */
		if (fits < most || (fits == most && row->gold->reading == GOLD_DIRECT))
			continue;
		best = quote->text;
		most = fits;
	}
	return best;
}
