#include "facts/score.h"

#include <stdlib.h>

#include "base/map.h"

/* ---- what is compared ---- */

struct reader {
	struct score *score;
	struct alike *alike;
	struct map *relations; /* name -> number in score.relations, until that is sorted */
	const bool *wanted;    /* by number of a relation of the facts; NULL: all */
};

static bool is_wanted(const struct reader *reader, uint32_t relation)
{
	return !reader->wanted || (relation != GOLD_NONE && reader->wanted[relation]);
}

static size_t add_variants(struct reader *reader, struct slice variants)
{
	size_t before = reader->score->names.n;
	struct slice name;
	while (slice_split(&variants, '|', &name))
		array_push(&reader->score->names, alike_name(reader->alike, name));
	return reader->score->names.n - before;
}

static uint32_t relation_number(struct reader *reader, struct slice name)
{
	size_t number = map_number(reader->relations, name, reader->score->relations.n);
	if (number == reader->score->relations.n) {
		map_put_number(reader->relations, name, number);
		array_push(&reader->score->relations, (struct score_part){ .name = name });
	}
	return (uint32_t)number;
}

static void add_row(struct reader *reader, const struct gold_row *gold)
{
	struct score *score = reader->score;
	bool known = gold->relation_number != GOLD_NONE;
	struct slice relation = known ? score->facts->relations.at[gold->relation_number].name : gold->relation;
	struct score_row row = { .gold = gold, .document = gold->found_in, .edge = GOLD_NONE, .first_name = score->names.n };
	row.relation = relation_number(reader, relation);
	row.sources = add_variants(reader, gold->inverse ? gold->object : gold->subject);
	row.targets = add_variants(reader, gold->inverse ? gold->subject : gold->object);
	array_push(&score->rows, row);
}

/* A proof of an edge in a document of the list. */
struct piece {
	uint32_t document, edge, proof;
};

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	if (x->edge != y->edge)
		return x->edge < y->edge ? -1 : 1;
	return x->proof < y->proof ? -1 : 1;
}

static size_t add_ends(struct reader *reader, struct slice name, const struct piece *pieces, size_t n, bool target)
{
	const struct fact_proof *proofs = reader->score->facts->proofs.at;
	alike_names *names = &reader->score->names;
	array_push(names, alike_name(reader->alike, name));
	for (size_t i = 0; i < n; i++) {
		const struct fact_proof *proof = &proofs[pieces[i].proof];
		array_push(names, alike_name(reader->alike, target ? proof->target_text : proof->source_text));
	}
	return n + 1;
}

/* pieces: all proofs of one edge in one document, the best first. */
static void add_edge(struct reader *reader, const struct piece *pieces, size_t n)
{
	struct score *score = reader->score;
	const struct facts *facts = score->facts;
	const struct fact_edge *fact = &facts->edges.at[pieces->edge];
	struct score_edge edge = { .edge = pieces->edge, .document = pieces->document, .proof = pieces->proof, .row = GOLD_NONE };
	edge.relation = relation_number(reader, facts->relations.at[fact->relation].name);
	edge.first_name = score->names.n;
	edge.sources = add_ends(reader, facts->entities.at[fact->source].name, pieces, n, false);
	edge.targets = add_ends(reader, facts->entities.at[fact->target].name, pieces, n, true);
	array_push(&score->edges, edge);
}

static void add_edges(struct reader *reader)
{
	const struct score *score = reader->score;
	const struct facts *facts = score->facts;
	ARRAY(struct piece) pieces = { 0 };
	for (uint32_t i = 0; i < facts->proofs.n; i++) {
		const struct fact_proof *proof = &facts->proofs.at[i];
		/* A list has what a text says, not what follows from it. */
		if (score->document_parts[proof->document] != GOLD_NONE && !proof->premise.len &&
		        is_wanted(reader, facts->edges.at[proof->edge].relation))
			array_push(&pieces, ((struct piece){ proof->document, proof->edge, i }));
	}
	if (pieces.n)
		qsort(pieces.at, pieces.n, sizeof *pieces.at, compare_pieces);
	for (size_t i = 0, end; i < pieces.n; i = end) {
		for (end = i + 1; end < pieces.n && pieces.at[end].document == pieces.at[i].document && pieces.at[end].edge == pieces.at[i].edge;)
			end++;
		add_edge(reader, &pieces.at[i], end - i);
	}
	array_fini(&pieces);
}

static void add_documents(struct score *score, const struct gold *gold)
{
	const struct facts *facts = score->facts;
	score->document_parts = alloc_new((facts->documents.n + 1) * sizeof *score->document_parts);
	for (size_t i = 0; i < facts->documents.n; i++)
		score->document_parts[i] = GOLD_NONE;
	for (size_t i = 0; i < gold->rows.n; i++)
		if (gold->rows.at[i].found_in != GOLD_NONE)
			score->document_parts[gold->rows.at[i].found_in] = 0;
	for (size_t i = 0; i < facts->documents.n; i++) {
		if (score->document_parts[i] == GOLD_NONE)
			continue;
		score->document_parts[i] = (uint32_t)score->documents.n;
		array_push(&score->documents, (struct score_part){ .name = facts->documents.at[i].key });
	}
}

/* ---- names ---- */

static bool any_match(const struct alike_name *a, size_t n, const struct alike_name *b, size_t m)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++)
			if (alike_match(&a[i], &b[k]))
				return true;
	return false;
}

bool score_joins(const struct score *score, const struct score_row *row, const struct score_edge *edge, bool *turned)
{
	const struct alike_name *source = score->names.at + row->first_name, *target = source + row->sources;
	const struct alike_name *from = score->names.at + edge->first_name, *to = from + edge->sources;
	*turned = false;
	if (any_match(source, row->sources, from, edge->sources) && any_match(target, row->targets, to, edge->targets))
		return true;
	*turned = true;
	return any_match(source, row->sources, to, edge->targets) && any_match(target, row->targets, from, edge->sources);
}

bool score_fits(const struct score *score, const struct score_row *row, const struct score_edge *edge)
{
	bool turned;
	if (!score_joins(score, row, edge, &turned))
		return false;
	return !turned || score->facts->relations.at[row->gold->relation_number].symmetric;
}

bool score_is_of(const struct score *score, const struct score_row *row, const struct alike_name *source, const struct alike_name *target)
{
	const struct alike_name *from = score->names.at + row->first_name, *to = from + row->sources;
	bool symmetric = row->gold->relation_number != GOLD_NONE && score->facts->relations.at[row->gold->relation_number].symmetric;
	if (any_match(from, row->sources, source, 1) && any_match(to, row->targets, target, 1))
		return true;
	return symmetric && any_match(from, row->sources, target, 1) && any_match(to, row->targets, source, 1);
}

/* ---- one to one ---- */

/* Rows and edges of one document, relation and status. */
struct group {
	struct score *score;
	const uint32_t *rows, *edges;
	size_t row_count, edge_count;
	uint32_t *from;  /* by edge of the group: the row that led to it, plus 1; 0: not reached in this search */
	bool *dead;      /* by edge: no search that reached it can succeed any more */
	uint32_t *queue; /* rows of the search */
};

/* Gives the edge to the row that led to it, that row's old edge to the one before, and so on. */
static void give(const struct group *group, size_t at)
{
	struct score *score = group->score;
	for (;;) {
		uint32_t number = group->from[at] - 1, old = score->rows.at[number].edge;
		score->rows.at[number].edge = group->edges[at];
		score->edges.at[group->edges[at]].row = number;
		if (old == GOLD_NONE)
			return;
		for (at = 0; group->edges[at] != old;)
			at++;
	}
}

/* One row's part of a search: reaches the edges that fit it; true where one was free and has been given away. */
static bool reach(const struct group *group, uint32_t number, size_t *queued)
{
	struct score *score = group->score;
	for (size_t i = 0; i < group->edge_count; i++) {
		struct score_edge *edge = &score->edges.at[group->edges[i]];
		if (group->from[i] || group->dead[i] || !score_fits(score, &score->rows.at[number], edge))
			continue;
		group->from[i] = number + 1;
		if (edge->row == GOLD_NONE) {
			give(group, i);
			return true;
		}
		group->queue[(*queued)++] = edge->row;
	}
	return false;
}

/* Breadth first, so that nothing nests. What a search without success has reached stays out of reach of a free edge for good. */
static void find_edge(const struct group *group, uint32_t row)
{
	size_t queued = 1;
	bool found = false;
	memset(group->from, 0, group->edge_count * sizeof *group->from);
	group->queue[0] = row;
	for (size_t i = 0; i < queued && !found; i++)
		found = reach(group, group->queue[i], &queued);
	for (size_t i = 0; i < group->edge_count && !found; i++)
		group->dead[i] = group->dead[i] || group->from[i];
}

static void mark_again(const struct group *group)
{
	for (size_t i = 0; i < group->edge_count; i++) {
		struct score_edge *edge = &group->score->edges.at[group->edges[i]];
		for (size_t k = 0; k < group->row_count && edge->row == GOLD_NONE && !edge->again; k++)
			edge->again = score_fits(group->score, &group->score->rows.at[group->rows[k]], edge);
	}
}

static void match_group(struct group *group)
{
	if (!group->edge_count || !group->row_count)
		return;
	group->from = alloc_new(group->edge_count * sizeof *group->from);
	group->dead = alloc_new(group->edge_count * sizeof *group->dead);
	group->queue = alloc_new((group->edge_count + 1) * sizeof *group->queue);
	for (size_t i = 0; i < group->row_count; i++)
		find_edge(group, group->rows[i]);
	mark_again(group);
	free(group->from);
	free(group->dead);
	free(group->queue);
}

/* What has to be equal, the more important rows first. */
struct place_of {
	uint32_t document, relation, status, rank, number;
};

static struct place_of place_of_row(const struct score *score, uint32_t number)
{
	const struct score_row *row = &score->rows.at[number];
	uint32_t rank = (uint32_t)row->gold->tier * GOLD_READINGS + (uint32_t)row->gold->reading;
	return (struct place_of){ row->document, row->relation, (uint32_t)row->gold->status, row->gold->tier == GOLD_ALLOWED ? UINT32_MAX : rank,
		number };
}

static struct place_of place_of_edge(const struct score *score, uint32_t number)
{
	const struct score_edge *edge = &score->edges.at[number];
	enum status status = score->facts->edges.at[edge->edge].status;
	return (struct place_of){ edge->document, edge->relation, (uint32_t)(status == STATUS_ATTEMPTED ? STATUS_PLANNED : status), 0, number };
}

static int compare_groups(const struct place_of *x, const struct place_of *y)
{
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	if (x->relation != y->relation)
		return x->relation < y->relation ? -1 : 1;
	return (x->status > y->status) - (x->status < y->status);
}

static int compare_places(const void *a, const void *b)
{
	const struct place_of *x = a, *y = b;
	int order = compare_groups(x, y);
	if (order)
		return order;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static struct place_of *sorted(const struct score *score, size_t n, struct place_of (*place)(const struct score *score, uint32_t number))
{
	struct place_of *places = alloc_new((n + 1) * sizeof *places);
	for (uint32_t i = 0; i < n; i++)
		places[i] = place(score, i);
	qsort(places, n, sizeof *places, compare_places);
	return places;
}

static uint32_t *numbers_of(const struct place_of *places, size_t n)
{
	uint32_t *numbers = alloc_new((n + 1) * sizeof *numbers);
	for (size_t i = 0; i < n; i++)
		numbers[i] = places[i].number;
	return numbers;
}

static void match_all(struct score *score)
{
	struct place_of *rows = sorted(score, score->rows.n, place_of_row), *edges = sorted(score, score->edges.n, place_of_edge);
	uint32_t *row_numbers = numbers_of(rows, score->rows.n), *edge_numbers = numbers_of(edges, score->edges.n);
	for (size_t i = 0, k = 0, end; i < score->rows.n; i = end) {
		for (end = i; end < score->rows.n && compare_groups(&rows[end], &rows[i]) == 0;)
			end++;
		while (k < score->edges.n && compare_groups(&edges[k], &rows[i]) < 0)
			k++;
		struct group group = { .score = score, .rows = row_numbers + i, .row_count = end - i, .edges = edge_numbers + k };
		for (; k < score->edges.n && compare_groups(&edges[k], &rows[i]) == 0; k++)
			group.edge_count++;
		match_group(&group);
	}
	free(rows);
	free(edges);
	free(row_numbers);
	free(edge_numbers);
}

/* ---- figures ---- */

static void count_row(struct figures *figures, const struct score_row *row)
{
	figures->rows[row->gold->tier][row->gold->reading]++;
	figures->found[row->gold->tier][row->gold->reading] += row->edge != GOLD_NONE;
}

static void count_edge(struct figures *figures, const struct score_edge *edge)
{
	figures->edges++;
	figures->right += edge->row != GOLD_NONE;
}

static void count_all(struct score *score)
{
	for (size_t i = 0; i < score->rows.n; i++) {
		const struct score_row *row = &score->rows.at[i];
		count_row(&score->total, row);
		count_row(&score->relations.at[row->relation].figures, row);
		count_row(&score->documents.at[score->document_parts[row->document]].figures, row);
	}
	for (size_t i = 0; i < score->edges.n; i++) {
		const struct score_edge *edge = &score->edges.at[i];
		count_edge(&score->total, edge);
		count_edge(&score->relations.at[edge->relation].figures, edge);
		count_edge(&score->documents.at[score->document_parts[edge->document]].figures, edge);
	}
}

static int compare_parts(const void *a, const void *b)
{
	return slice_compare(((const struct score_part *)a)->name, ((const struct score_part *)b)->name);
}

struct score *score_new(const struct gold *gold, const struct facts *facts, struct alike *alike, const bool *wanted)
{
	struct score *score = alloc_new(sizeof *score);
	struct reader reader = { .score = score, .alike = alike, .relations = map_new(), .wanted = wanted };
	score->facts = facts;
	add_documents(score, gold);
	for (size_t i = 0; i < gold->rows.n; i++)
		if (gold->rows.at[i].found_in != GOLD_NONE && is_wanted(&reader, gold->rows.at[i].relation_number))
			add_row(&reader, &gold->rows.at[i]);
	add_edges(&reader);
	map_free(reader.relations);
	match_all(score);
	count_all(score);
	if (score->relations.n)
		qsort(score->relations.at, score->relations.n, sizeof *score->relations.at, compare_parts);
	return score;
}

void score_free(struct score *score)
{
	if (!score)
		return;
	array_fini(&score->names);
	array_fini(&score->rows);
	array_fini(&score->edges);
	array_fini(&score->relations);
	array_fini(&score->documents);
	free(score->document_parts);
	free(score);
}
