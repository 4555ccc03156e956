#include "base/map.h"
#include "facts/gold.h"

/* What the names in the list may stand for; a value is the number of a document. */
struct names {
	const struct facts *facts;
	struct map *whole, *last; /* by the name, by its last component */
	struct map *told;         /* names that were warned of */
	struct diag *diag;
};

#define SEVERAL (UINT32_MAX - 1)

/* Behind the last slash of the file's name; what follows it in a .jsonl is the line's, slash or not. */
struct slice gold_last_component(struct slice key)
{
	static const char ending[] = ".jsonl#";
	const char *inside = key.len ? memmem(key.ptr, key.len, ending, sizeof ending - 1) : NULL;
	size_t from = inside ? (size_t)(inside - key.ptr) : key.len;
	while (from && key.ptr[from - 1] != '/')
		from--;
	return slice_part(key, from, key.len);
}

static void add_names(struct names *names)
{
	for (uint32_t i = 0; i < names->facts->documents.n; i++) {
		struct slice key = names->facts->documents.at[i].key, last = gold_last_component(key);
		map_put_number(names->whole, key, i);
		map_put_number(names->last, last, map_has(names->last, last) ? SEVERAL : i);
	}
}

static void warn(struct names *names, const struct gold *gold, const struct gold_row *row, uint32_t number)
{
	const struct place place = { .file = gold->path, .line = row->row };
	if (map_has(names->told, row->document))
		return;
	map_put_number(names->told, row->document, 0);
	if (number == SEVERAL)
		diag_warning(names->diag, place, NULL, "write its name in the list as kgraph prints it, with its folder",
		        "there are several documents %.*s: its relations are left out", SLICE_ARG(row->document));
	else if (number == GOLD_NONE)
		diag_warning(names->diag, place, NULL, NULL, "the document %.*s was not read: its relations are left out", SLICE_ARG(row->document));
	else
		diag_warning(names->diag, place, NULL, NULL, "the document %.*s was skipped (%.*s): its relations are left out",
		        SLICE_ARG(row->document), SLICE_ARG(names->facts->documents.at[number].skipped));
}

static uint32_t find(const struct names *names, struct slice name)
{
	size_t number = map_number(names->whole, name, GOLD_NONE);
	return (uint32_t)(number == GOLD_NONE ? map_number(names->last, name, GOLD_NONE) : number);
}

size_t gold_find_documents(struct gold *gold, const struct facts *facts, struct diag *diag)
{
	struct names names = { .facts = facts, .whole = map_new(), .last = map_new(), .told = map_new(), .diag = diag };
	size_t without = 0;
	add_names(&names);
	for (size_t i = 0; i < gold->rows.n; i++) {
		struct gold_row *row = &gold->rows.at[i];
		uint32_t number = find(&names, row->document);
		row->found_in = number < SEVERAL && !facts->documents.at[number].skipped.len ? number : GOLD_NONE;
		if (row->found_in != GOLD_NONE)
			continue;
		warn(&names, gold, row, number);
		without++;
	}
	map_free(names.whole);
	map_free(names.last);
	map_free(names.told);
	return without;
}
