#include "explain/called.h"

#include <stdlib.h>

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_forms(const void *a, const void *b)
{
	const struct called_form *x = a, *y = b;
	int order = compare_numbers(y->part, x->part);
	if (!order)
		order = compare_numbers(y->count, x->count);
	if (!order)
		order = slice_compare(x->text, y->text);
	if (!order)
		order = compare_numbers(x->line, y->line);
	if (!order)
		order = compare_numbers(x->by, y->by);
	/* Both in one array, in the order of the rules. */
	if (!order)
		order = compare_numbers((uintptr_t)x->name, (uintptr_t)y->name);
	return order;
}

static int compare_entities(const void *a, const void *b)
{
	const struct called_entity *x = a, *y = b;
	int order = slice_compare(x->id, y->id);
	return order ? order : slice_compare(x->document, y->document);
}

static int compare_missed(const void *a, const void *b)
{
	const struct called_miss *x = a, *y = b;
	int order = slice_compare(x->document, y->document);
	if (!order)
		order = compare_numbers(x->line, y->line);
	if (!order)
		order = compare_numbers(x->why.why, y->why.why);
	if (!order)
		order = slice_compare(x->text, y->text);
	return order ? order : slice_compare(x->why.other, y->why.other);
}

static int compare_names(const void *a, const void *b)
{
	const struct called_name *x = a, *y = b;
	int order = slice_compare(x->id, y->id);
	if (!order)
		order = compare_numbers(y->count, x->count);
	return order ? order : slice_compare(x->text, y->text);
}

static void sort(void *at, size_t n, size_t size, int (*compare)(const void *, const void *))
{
	if (n > 1)
		qsort(at, n, size, compare);
}

void called_sort(struct called *called)
{
	for (size_t i = 0; i < called->found.n; i++)
		sort(called->found.at[i].forms.at, called->found.at[i].forms.n, sizeof *called->found.at[i].forms.at, compare_forms);
	sort(called->found.at, called->found.n, sizeof *called->found.at, compare_entities);
	sort(called->missed.at, called->missed.n, sizeof *called->missed.at, compare_missed);
	sort(called->seen.at, called->seen.n, sizeof *called->seen.at, compare_names);
}
