#include "rules/word_list.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/unicode.h"

static int by_text(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static void index_first(struct word_list *list)
{
	size_t at = 0;
	for (unsigned byte = 0; byte < 256; byte++) {
		list->first[byte] = (uint32_t)at;
		while (at < list->texts.n && (unsigned char)*list->texts.at[at].ptr == byte)
			at++;
	}
	list->first[256] = (uint32_t)at;
}

void word_list_init(struct word_list *list, const struct slice *texts, size_t n)
{
	*list = (struct word_list){ 0 };
	for (size_t i = 0; i < n; i++)
		if (texts[i].len)
			array_push(&list->texts, texts[i]);
	if (list->texts.n)
		qsort(list->texts.at, list->texts.n, sizeof *list->texts.at, by_text);
	size_t kept = 0;
	for (size_t i = 0; i < list->texts.n; i++)
		if (!kept || !slice_equal(list->texts.at[kept - 1], list->texts.at[i]))
			list->texts.at[kept++] = list->texts.at[i];
	list->texts.n = kept;
	index_first(list);
}

void word_list_fini(struct word_list *list)
{
	array_fini(&list->texts);
}

/* The texts that go on as what was read so far does: from, up to to. */
struct range {
	size_t from, to;
};

/* The first text of range with at least this byte at `depth`, which all of them reach. */
static size_t lower_bound(const struct word_list *list, struct range range, size_t depth, unsigned byte)
{
	while (range.from < range.to) {
		size_t middle = range.from + (range.to - range.from) / 2;
		if ((unsigned char)list->texts.at[middle].ptr[depth] < byte)
			range.from = middle + 1;
		else
			range.to = middle;
	}
	return range.from;
}

static struct range narrow(const struct word_list *list, struct range range, size_t depth, unsigned char byte)
{
	if (depth == 0)
		return (struct range){ list->first[byte], list->first[byte + 1] };
	/* Most often one is left. */
	if (range.to - range.from == 1)
		return (unsigned char)list->texts.at[range.from].ptr[depth] == byte ? range : (struct range){ 0, 0 };
	size_t from = lower_bound(list, range, depth, byte);
	return (struct range){ from, lower_bound(list, (struct range){ from, range.to }, depth, byte + 1u) };
}

static bool ends_word(struct slice subject, size_t at, uint32_t last)
{
	if (at == subject.len || !unicode_is_word(last))
		return true;
	return !unicode_is_word(unicode_next(subject, &at));
}

/* Reads one character of subject, and leaves the texts that have it there. */
static struct range read_on(const struct word_list *list, struct range range, size_t *depth, uint32_t code)
{
	char bytes[4];
	size_t n = unicode_put(code, bytes);
	for (size_t i = 0; i < n && range.from < range.to; i++)
		range = narrow(list, range, (*depth)++, (unsigned char)bytes[i]);
	return range;
}

void word_list_ends(const struct word_list *list, struct slice subject, size_t from, regex_end_array *ends, size_t first)
{
	struct range range = { 0, list->texts.n };
	uint32_t code = 0;
	for (size_t at = from, depth = 0; range.from < range.to;) {
		if (depth && list->texts.at[range.from].len == depth) {
			if (ends_word(subject, at, code))
				regex_end_add(ends, first, (uint32_t)at);
			range.from++;
			continue;
		}
		if (at == subject.len)
			return;
		code = unicode_lower(unicode_next(subject, &at));
		range = read_on(list, range, &depth, code);
	}
}
