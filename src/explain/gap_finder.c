#include <stdlib.h>

#include "base/unicode.h"
#include "explain/gaps.h"
#include "names/resolve.h"

/* Bytes before a name that are looked at for what it is a part of. */
enum { BEFORE = 48 };

/* Two names of a sentence, by their numbers in the list of mentions. */
struct pair {
	const struct extract_view *view;
	size_t left, right;
};

void gaps_fits(struct gap_fits *fits, const struct ruleset *rules, const bool *wanted)
{
	memset(fits, 0, sizeof *fits);
	for (size_t i = 0; i < rules->ast->relations.n; i++) {
		const struct ruleset_relation *ends = &rules->ends[i];
		if (wanted && !wanted[i])
			continue;
		for (uint32_t type = 0; type <= rules->types.unknown; type++)
			for (size_t k = 0; k < TYPES_LIMIT / 64; k++) {
				fits->right[type].bits[k] |= type_set_has(&ends->from, type) ? ends->to.bits[k] : 0;
				fits->right[type].bits[k] |= type_set_has(&ends->to, type) ? ends->from.bits[k] : 0;
			}
	}
}

void gap_finder_init(struct gap_finder *finder, const struct ruleset *rules, const struct folding *folding, const struct gap_fits *fits, size_t limit)
{
	*finder = (struct gap_finder){ .rules = rules, .fits = fits, .folder = folder_new(folding), .arena = arena_new() };
	gaps_init(&finder->gaps, limit);
}

void gap_finder_fini(struct gap_finder *finder)
{
	gaps_fini(&finder->gaps);
	folder_free(finder->folder);
	buffer_fini(&finder->key);
	arena_free(finder->arena);
}

/* ---- pairs ---- */

static const struct mention *mention_at(const struct pair *pair, size_t number)
{
	return &pair->view->mentions->list.at[number];
}

static struct slice text_of(const struct extract_view *view, const struct mention *mention)
{
	return slice_part(view->document->text, mention->start, mention->end);
}

/* The same words are the same name, unless they stand for one: "he" may be two persons in a sentence. */
static bool is_end(const struct extract_view *view, const struct finding_end *end, const struct mention *mention)
{
	return end->start == document_raw(view->document, mention->start) ||
	        (mention->kind != MENTION_REFER && slice_equal(end->text, text_of(view, mention)));
}

/* The finding that joins the two, either way round, here or elsewhere in the sentence; NULL where no rule gave one. */
static const struct finding *edge_between(const struct pair *pair, size_t left, size_t right, bool *forward)
{
	const struct extract_view *view = pair->view;
	const struct mention *a = mention_at(pair, left), *b = mention_at(pair, right);
	for (size_t i = view->first; i < view->findings->list.n; i++) {
		const struct finding *finding = &view->findings->list.at[i];
		*forward = is_end(view, &finding->source, a) && is_end(view, &finding->target, b);
		if (*forward || (is_end(view, &finding->source, b) && is_end(view, &finding->target, a)))
			return finding;
	}
	return NULL;
}

/* The name itself, of words that stand for one. */
static struct mention meant(const struct mention *mention)
{
	struct mention of = *mention;
	if (mention->kind != MENTION_REFER)
		return of;
	of.start = mention->of.start;
	of.end = mention->of.end;
	of.kind = mention->of.kind;
	return of;
}

static bool is_one(const struct extract_view *view, const struct mention *a, const struct mention *b)
{
	struct mention x = meant(a), y = meant(b);
	if (x.kind == MENTION_ENTITY && y.kind == MENTION_ENTITY)
		return x.entity == y.entity;
	return slice_equal(text_of(view, &x), text_of(view, &y));
}

static bool fits(const struct gap_finder *finder, const struct mention *a, const struct mention *b)
{
	return a->type < TYPES_LIMIT && b->type < TYPES_LIMIT && type_set_has(&finder->fits->right[a->type], b->type);
}

static struct slice masked(const struct extract_view *view)
{
	return buffer_slice(&view->mentions->mask.text);
}

static size_t token_of(const struct extract_view *view, size_t number)
{
	return view->mentions->mask.tokens.at[number].at;
}

static struct slice before(const struct extract_view *view, size_t at)
{
	struct slice text = masked(view);
	size_t start = at > BEFORE ? at - BEFORE : 0;
	while (start < at && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
		start++;
	return slice_part(text, start, at);
}

/* Whether both names stand for themselves, and not for a part of something else. */
static bool stands_alone(struct gap_finder *finder, const struct pair *pair)
{
	struct slice text = masked(pair->view);
	size_t end = token_of(pair->view, pair->right) + MASK_TOKEN_LEN;
	return !folder_leads_in(finder->folder, before(pair->view, token_of(pair->view, pair->left))) &&
	        !folder_goes_on(finder->folder, slice_part(text, end, text.len));
}

/* ---- examples ---- */

/* White space as one space, with the places of the two names; into out, which has room. */
static size_t fold_sentence(const struct pair *pair, char *out, struct gap_example *example)
{
	const struct sentence *sentence = pair->view->sentence;
	struct slice text = pair->view->document->text;
	const struct mention *ends[2] = { mention_at(pair, pair->left), mention_at(pair, pair->right) };
	size_t len = 0, next;
	for (size_t at = sentence->start; at < sentence->end; at = next) {
		for (size_t i = 0; i < 2; i++)
			if (ends[i]->start == at)
				example->ends[i].start = len;
		next = at;
		bool space = unicode_is_space(unicode_next(text, &next));
		if (space && (!len || out[len - 1] == ' '))
			continue;
		memcpy(out + len, space ? " " : text.ptr + at, space ? 1 : next - at);
		len += space ? 1 : next - at;
		for (size_t i = 0; i < 2; i++)
			if (ends[i]->end == next)
				example->ends[i].end = len;
	}
	return len;
}

static struct identity identify(struct gap_finder *finder, const struct extract_view *view, const struct mention *mention)
{
	bool named = mention->kind == MENTION_NAMED || mention->kind == MENTION_UNKNOWN || mention->kind == MENTION_REFER;
	const struct name_table *table = named ? view->mentions->table(view->mentions->data) : NULL;
	return resolve_mention(mention, view->document, &finder->rules->types, table, finder->arena);
}

static struct slice put(char **room, struct slice text)
{
	char *at = *room;
	if (text.len)
		memcpy(at, text.ptr, text.len);
	*room += text.len;
	return slice_make(at, text.len);
}

static size_t token_bytes(const struct folded *folded)
{
	size_t n = 0;
	for (size_t i = 0; i < folded->n; i++)
		n += folded->tokens[i].text.len + folded->tokens[i].folded.len;
	return n;
}

/* One piece of memory holds all of it. */
static struct gap_example *make_example(
        struct gap_finder *finder, const struct pair *pair, const struct folded *folded, const struct gap_example *from)
{
	const struct extract_view *view = pair->view;
	struct slice names[2] = { identify(finder, view, mention_at(pair, pair->left)).name,
		identify(finder, view, mention_at(pair, pair->right)).name };
	size_t fixed = sizeof(struct gap_example) + folded->n * sizeof(struct fold_token);
	struct gap_example *example = alloc_new(fixed + from->document.len + from->sentence.len + names[0].len + names[1].len + token_bytes(folded));
	char *room = (char *)example + fixed;
	*example = *from;
	example->tokens = (struct fold_token *)(example + 1);
	example->n = folded->n;
	example->left = folded->left;
	example->line = document_line(view->document, view->sentence->start);
	example->document = put(&room, from->document);
	example->sentence = put(&room, from->sentence);
	for (size_t i = 0; i < 2; i++)
		example->ends[i].name = put(&room, names[i]);
	for (size_t i = 0; i < folded->n; i++) {
		example->tokens[i] = folded->tokens[i];
		example->tokens[i].text = put(&room, folded->tokens[i].text);
		example->tokens[i].folded = put(&room, folded->tokens[i].folded);
	}
	return example;
}

static void keep_example(struct gap_finder *finder, const struct pair *pair, const struct folded *folded, struct gap_group *group)
{
	const struct extract_view *view = pair->view;
	struct gap_example example = { .document = view->document->key, .order = view->sentence->start, .nth = group->nth };
	char *text = arena_alloc(finder->arena, view->sentence->end - view->sentence->start + 1);
	for (size_t i = pair->left; i <= pair->right; i++)
		example.refers |= mention_at(pair, i)->kind == MENTION_REFER;
	example.ends[0].type = mention_at(pair, pair->left)->type;
	example.ends[1].type = mention_at(pair, pair->right)->type;
	example.sentence = slice_make(text, fold_sentence(pair, text, &example));
	if (gap_group_wants(group, &example))
		gap_group_example(group, make_example(finder, pair, folded, &example));
}

/* ---- sentences ---- */

static void count_gap(struct gap_finder *finder, const struct pair *pair, const struct folded *folded, struct gap_group *group)
{
	if (group->last_document != finder->document) {
		group->documents++;
		group->last_document = finder->document;
		group->nth = 0;
	}
	group->sentences++;
	group->last_sentence = finder->sentence;
	gap_group_types(group, mention_at(pair, pair->left)->type, mention_at(pair, pair->right)->type, 1);
	for (size_t i = pair->left + 1; i < pair->right; i++)
		gap_group_between(group, mention_at(pair, i)->type);
	keep_example(finder, pair, folded, group);
	group->nth++;
}

static void take_pair(struct gap_finder *finder, const struct pair *pair)
{
	const struct mention *a = mention_at(pair, pair->left), *b = mention_at(pair, pair->right);
	struct slice text = masked(pair->view);
	if (!fits(finder, a, b) || is_one(pair->view, a, b))
		return;
	bool forward, other;
	const struct finding *edge = edge_between(pair, pair->left, pair->right, &forward);
	bool joined = edge;
	/* What stands behind an edge's second name tells more of that edge. */
	if (!joined && pair->right > pair->left + 1 && edge_between(pair, pair->left, pair->left + 1, &other))
		return;
	size_t from = token_of(pair->view, pair->left) + MASK_TOKEN_LEN;
	if (!joined && !stands_alone(finder, pair))
		return;
	const struct folded *folded = folder_read(finder->folder, slice_part(text, from, token_of(pair->view, pair->right)));
	if (!folded)
		return;
	finder->gaps.pairs += !joined;
	finder->gaps.joined += joined;
	struct gap_group *group = gaps_group(&finder->gaps, folded->key);
	if (!group)
		return;
	group->verb |= folded->verb;
	if (joined && group->last_found != finder->sentence) {
		group->found++;
		gap_group_given(group, edge->relation, forward, 1);
		group->last_found = finder->sentence;
	}
	if (!joined && group->last_sentence != finder->sentence)
		count_gap(finder, pair, folded, group);
}

void gap_finder_read(struct gap_finder *finder, const struct extract_view *view)
{
	size_t n = view->mentions->list.n;
	/* Lines of a box or a menu are no sentences that a rule could be made of. */
	if (view->within & WITHIN_FURNITURE)
		return;
	finder->sentence++;
	finder->gaps.sentences++;
	/* A document's sentences follow each other, and no two documents have one key. */
	if (!finder->document || !slice_equal(buffer_slice(&finder->key), view->document->key)) {
		finder->document++;
		finder->key.n = 0;
		buffer_add(&finder->key, view->document->key);
	}
	for (size_t left = 0; left + 1 < n; left++)
		for (size_t right = left + 1; right < n && right <= left + 2; right++)
			take_pair(finder, &(struct pair){ view, left, right });
	arena_reset(finder->arena);
}
