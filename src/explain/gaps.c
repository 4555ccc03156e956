#include "explain/gaps.h"

#include <stdlib.h>

void gaps_init(struct gaps *gaps, size_t limit)
{
	*gaps = (struct gaps){ .by_key = map_new(), .limit = limit };
}

static void free_group(struct gap_group *group)
{
	for (size_t i = 0; i < group->example_count; i++)
		free(group->examples[i]);
	array_fini(&group->types);
	array_fini(&group->between);
	array_fini(&group->given);
	free(group);
}

void gaps_fini(struct gaps *gaps)
{
	for (size_t i = 0; i < gaps->groups.n; i++)
		free_group(gaps->groups.at[i]);
	array_fini(&gaps->groups);
	map_free(gaps->by_key);
	*gaps = (struct gaps){ .limit = gaps->limit };
}

/* ---- the limit ---- */

static uint64_t hash_key(struct slice key)
{
	/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.ptr[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* Long wordings are seldom said twice: they go first. The order is one of the keys alone, so that what is kept does not depend on who read what. */
static int compare_keep(const void *a, const void *b)
{
	const struct gap_group *x = *(struct gap_group *const *)a, *y = *(struct gap_group *const *)b;
	if (x->words != y->words)
		return x->words < y->words ? -1 : 1;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return slice_compare(x->key, y->key);
}

static bool is_cut(const struct gaps *gaps, unsigned words, uint64_t hash)
{
	return gaps->cut && (words > gaps->cut_words || (words == gaps->cut_words && hash >= gaps->cut_hash));
}

static void lower_cut(struct gaps *gaps, unsigned words, uint64_t hash)
{
	if (is_cut(gaps, words, hash))
		return;
	gaps->cut = true;
	gaps->cut_words = words;
	gaps->cut_hash = hash;
}

/* Drops the groups at and above the cut. */
static void sweep(struct gaps *gaps)
{
	size_t kept = 0;
	map_free(gaps->by_key);
	gaps->by_key = map_new();
	for (size_t i = 0; i < gaps->groups.n; i++) {
		struct gap_group *group = gaps->groups.at[i];
		if (is_cut(gaps, group->words, group->hash)) {
			free_group(group);
			continue;
		}
		gaps->groups.at[kept++] = group;
		map_put(gaps->by_key, group->key, group);
	}
	gaps->groups.n = kept;
}

static void keep_limit(struct gaps *gaps)
{
	if (gaps->groups.n <= gaps->limit)
		return;
	qsort(gaps->groups.at, gaps->groups.n, sizeof *gaps->groups.at, compare_keep);
	const struct gap_group *first = gaps->groups.at[gaps->limit];
	lower_cut(gaps, first->words, first->hash);
	sweep(gaps);
}

static unsigned count_words(struct slice key)
{
	unsigned n = 1;
	for (size_t i = 0; i < key.len; i++)
		n += key.ptr[i] == ' ';
	return n;
}

struct gap_group *gaps_group(struct gaps *gaps, struct slice key)
{
	struct gap_group *group = map_get(gaps->by_key, key);
	uint64_t hash = hash_key(key);
	unsigned words = count_words(key);
	if (group || is_cut(gaps, words, hash))
		return group;
	if (gaps->groups.n >= gaps->limit + gaps->limit / 4 + 1) {
		keep_limit(gaps);
		if (is_cut(gaps, words, hash))
			return NULL;
	}
	group = alloc_new(sizeof *group + key.len + 1);
	char *copy = (char *)(group + 1);
	memcpy(copy, key.ptr, key.len);
	*group = (struct gap_group){ .key = slice_make(copy, key.len), .hash = hash, .words = words };
	array_push(&gaps->groups, group);
	map_put(gaps->by_key, group->key, group);
	return group;
}

/* ---- what a group holds ---- */

void gap_group_types(struct gap_group *group, uint32_t left, uint32_t right, uint32_t count)
{
	size_t i = 0;
	while (i < group->types.n && (group->types.at[i].left < left || (group->types.at[i].left == left && group->types.at[i].right < right)))
		i++;
	if (i < group->types.n && group->types.at[i].left == left && group->types.at[i].right == right) {
		group->types.at[i].count += count;
		return;
	}
	array_add(&group->types);
	memmove(group->types.at + i + 1, group->types.at + i, (group->types.n - 1 - i) * sizeof *group->types.at);
	group->types.at[i] = (struct gap_types){ left, right, count };
}

void gap_group_given(struct gap_group *group, uint32_t relation, bool forward, uint32_t count)
{
	size_t i = 0;
	while (i < group->given.n && 2 * group->given.at[i].relation + group->given.at[i].forward < 2 * relation + forward)
		i++;
	if (i < group->given.n && group->given.at[i].relation == relation && group->given.at[i].forward == forward) {
		group->given.at[i].count += count;
		return;
	}
	array_add(&group->given);
	memmove(group->given.at + i + 1, group->given.at + i, (group->given.n - 1 - i) * sizeof *group->given.at);
	group->given.at[i] = (struct gap_found){ relation, forward, count };
}

void gap_group_between(struct gap_group *group, uint32_t type)
{
	size_t i = 0;
	while (i < group->between.n && group->between.at[i] < type)
		i++;
	if (i < group->between.n && group->between.at[i] == type)
		return;
	array_add(&group->between);
	memmove(group->between.at + i + 1, group->between.at + i, (group->between.n - 1 - i) * sizeof *group->between.at);
	group->between.at[i] = type;
}

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

int gap_example_compare(const struct gap_example *a, const struct gap_example *b)
{
	int order = compare_sizes(a->refers, b->refers);
	order = order ? order : compare_sizes(a->nth, b->nth);
	order = order ? order : compare_sizes(a->sentence.len, b->sentence.len);
	order = order ? order : slice_compare(a->document, b->document);
	order = order ? order : compare_sizes(a->order, b->order);
	order = order ? order : compare_sizes(a->ends[0].start, b->ends[0].start);
	return order ? order : compare_sizes(a->ends[1].start, b->ends[1].start);
}

bool gap_group_wants(const struct gap_group *group, const struct gap_example *example)
{
	return group->example_count < GAPS_EXAMPLES || gap_example_compare(example, group->examples[GAPS_EXAMPLES - 1]) < 0;
}

void gap_group_example(struct gap_group *group, struct gap_example *example)
{
	size_t i = group->example_count;
	if (i == GAPS_EXAMPLES) {
		i--;
		struct gap_example *last = group->examples[i];
		bool worse = gap_example_compare(example, last) >= 0;
		free(worse ? example : last);
		if (worse)
			return;
	} else {
		group->example_count++;
	}
	for (; i && gap_example_compare(example, group->examples[i - 1]) < 0; i--)
		group->examples[i] = group->examples[i - 1];
	group->examples[i] = example;
}

/* ---- all threads together ---- */

static void add_group(struct gap_group *to, struct gap_group *from)
{
	to->verb |= from->verb;
	to->sentences += from->sentences;
	to->documents += from->documents;
	to->found += from->found;
	for (size_t i = 0; i < from->types.n; i++)
		gap_group_types(to, from->types.at[i].left, from->types.at[i].right, from->types.at[i].count);
	for (size_t i = 0; i < from->given.n; i++)
		gap_group_given(to, from->given.at[i].relation, from->given.at[i].forward, from->given.at[i].count);
	for (size_t i = 0; i < from->between.n; i++)
		gap_group_between(to, from->between.at[i]);
	for (size_t i = 0; i < from->example_count; i++)
		gap_group_example(to, from->examples[i]);
	from->example_count = 0;
	free_group(from);
}

void gaps_merge(struct gaps *all, struct gaps *part)
{
	all->pairs += part->pairs;
	all->joined += part->joined;
	all->sentences += part->sentences;
	if (part->cut)
		lower_cut(all, part->cut_words, part->cut_hash);
	for (size_t i = 0; i < part->groups.n; i++) {
		struct gap_group *group = part->groups.at[i], *same = map_get(all->by_key, group->key);
		if (same) {
			add_group(same, group);
			continue;
		}
		array_push(&all->groups, group);
		map_put(all->by_key, group->key, group);
	}
	part->groups.n = 0;
	gaps_fini(part);
}

uint64_t gaps_weight(const struct gap_group *group)
{
	return group->sentences * (group->verb ? 2 : 1) * (group->documents > 1 ? 2 : 1);
}

static int compare_groups(const void *a, const void *b)
{
	const struct gap_group *x = *(struct gap_group *const *)a, *y = *(struct gap_group *const *)b;
	uint64_t mine = gaps_weight(x), theirs = gaps_weight(y);
	if (mine != theirs)
		return mine > theirs ? -1 : 1;
	if (x->sentences != y->sentences)
		return x->sentences > y->sentences ? -1 : 1;
	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	/* Of a thousand wordings that stand once each, the short ones are more likely to say a relation. */
	if (x->words != y->words)
		return x->words < y->words ? -1 : 1;
	return slice_compare(x->key, y->key);
}

void gaps_finish(struct gaps *gaps)
{
	size_t kept = 0;
	if (gaps->cut)
		sweep(gaps);
	keep_limit(gaps);
	for (size_t i = 0; i < gaps->groups.n; i++) {
		if (gaps->groups.at[i]->sentences)
			gaps->groups.at[kept++] = gaps->groups.at[i];
		else
			free_group(gaps->groups.at[i]);
	}
	gaps->groups.n = kept;
	if (kept > 1)
		qsort(gaps->groups.at, kept, sizeof *gaps->groups.at, compare_groups);
}
