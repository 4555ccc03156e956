#include "rules/resolver.h"

/* What is known of a word list: 0 members: not counted yet. */
struct count {
	size_t members;
	bool open;
};

struct counter {
	struct resolver *r;
	struct count *counts; /* by number of the list */
	struct slice path[RESOLVE_DEPTH_MAX + 1];
	unsigned depth;
	bool deep; /* said that lists hold lists too deep */
};

enum { MANY = 100000000 };

static size_t plus(size_t a, size_t b)
{
	return a + b < MANY ? a + b : MANY;
}

static size_t times(size_t a, size_t b)
{
	return b == 0 || a < MANY / b ? a * b : MANY;
}

static size_t count_list(struct counter *c, size_t number, struct place from);

static size_t count_verb(const struct ast_verb *verb, unsigned forms)
{
	size_t n = 0;
	for (size_t i = 0; i < verb->lines.n; i++)
		for (unsigned form = 0; form < FORM_COUNT; form++)
			n += !forms || forms >> form & 1 ? verb->lines.at[i].forms[form].n : 0;
	return n ? n : 1;
}

static size_t count_pattern(struct counter *c, const struct pattern *pattern);

static size_t count_element(struct counter *c, const struct element *element)
{
	size_t n = element->optional;
	if (element->kind == ELEMENT_VOCABULARY) {
		size_t list = map_number(c->r->words.numbers, element->text, SIZE_MAX);
		size_t verb = map_number(c->r->verbs.numbers, element->text, SIZE_MAX);
		if (list != SIZE_MAX)
			return count_list(c, list, spot_place(element->spot));
		return verb != SIZE_MAX ? count_verb(&c->r->ast->verbs.at[verb], element->forms) : 1;
	}
	if (element->kind != ELEMENT_CHOICE)
		return 1;
	for (size_t i = 0; i < element->choice_count; i++)
		n = plus(n, count_pattern(c, &element->choices[i]));
	return n;
}

static size_t count_pattern(struct counter *c, const struct pattern *pattern)
{
	size_t n = 1;
	for (size_t i = 0; i < pattern->n; i++)
		n = times(n, count_element(c, &pattern->elements[i]));
	return n;
}

static void say_circle(struct counter *c, size_t number, struct place from)
{
	struct slice name = c->r->ast->words.at[number].name, text = arena_format(c->r->arena, "<%.*s>", SLICE_ARG(name));
	unsigned start = 0;
	while (!slice_equal(c->path[start], name))
		start++;
	for (unsigned i = start + 1; i < c->depth; i++)
		text = arena_format(c->r->arena, "%.*s holds <%.*s>", SLICE_ARG(text), SLICE_ARG(c->path[i]));
	diag_error(c->r->diag, from, CODE(CYCLE), NULL, "%.*s holds <%.*s>", SLICE_ARG(text), SLICE_ARG(name));
}

/* Whether the list may be gone into from here; says why not. */
static bool may_enter(struct counter *c, size_t number, struct place from)
{
	if (c->counts[number].open)
		say_circle(c, number, from);
	else if (c->depth < RESOLVE_DEPTH_MAX)
		return true;
	else if (!c->deep)
		diag_error(c->r->diag, from, CODE(LIMIT), NULL, "lists that hold lists more than %d deep", RESOLVE_DEPTH_MAX);
	c->deep |= !c->counts[number].open;
	return false;
}

static size_t count_list(struct counter *c, size_t number, struct place from)
{
	const struct ast_words *words = &c->r->ast->words.at[number];
	struct count *count = &c->counts[number];
	if (count->members)
		return count->members;
	if (!may_enter(c, number, from))
		return 1;
	count->open = true;
	c->path[c->depth++] = words->name;
	size_t n = 0;
	for (size_t i = 0; i < words->members.n; i++)
		n = plus(n, count_pattern(c, &words->members.at[i]));
	c->depth--;
	count->open = false;
	count->members = n ? n : 1;
	if (n > RESOLVE_MEMBERS_MAX)
		diag_error(c->r->diag, words->place, CODE(LIMIT), NULL, "<%.*s> stands for more than %d texts", SLICE_ARG(words->name),
		        RESOLVE_MEMBERS_MAX);
	/* One message is enough for a list and for those that hold it. */
	if (n > RESOLVE_MEMBERS_MAX)
		count->members = 1;
	return count->members;
}

void resolver_words(struct resolver *r)
{
	struct counter counter = { .r = r, .counts = alloc_new((r->ast->words.n + 1) * sizeof *counter.counts) };
	for (size_t i = 0; i < r->ast->words.n; i++) {
		const struct ast_words *words = &r->ast->words.at[i];
		count_list(&counter, i, words->place);
		if (!words->members.n && !words->broken)
			diag_error(r->diag, words->place, CODE(MISSING), "words title = general | president", "<%.*s> has no members",
			        SLICE_ARG(words->name));
	}
	free(counter.counts);
}
