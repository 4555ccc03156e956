#include "base/workers.h"
#include "rules/reach.h"
#include "rules/regex_names.h"
#include "rules/resolver.h"

enum { AT_ONCE = 16 };

/* An assertion such as (?=,) takes nothing and may stand between other elements. */
static bool is_assertion(struct slice regex)
{
	return slice_starts(regex, "(?=") || slice_starts(regex, "(?!") || slice_starts(regex, "(?<=") || slice_starts(regex, "(?<!");
}

void resolver_regex(struct resolver *r, const struct element *element)
{
	struct resolver_regexes *regexes = &r->regexes;
	array_push(&regexes->elements, element);
	if (map_number(regexes->numbers, element->text, SIZE_MAX) != SIZE_MAX)
		return;
	map_put_number(regexes->numbers, element->text, regexes->read.n);
	array_push(&regexes->read, ((struct resolver_regex){ .text = element->text }));
}

void resolver_full(struct resolver *r, const struct pattern *pattern)
{
	if (pattern->n)
		array_push(&r->regexes.full, *pattern);
}

static const struct resolver_regex *read_of(const struct resolver *r, struct slice text)
{
	return &r->regexes.read.at[map_number(r->regexes.numbers, text, 0)];
}

static void read_regex(struct resolver_regex *read)
{
	struct regex *regex = regex_names_compile(read->text, REGEX_FREE | REGEX_UNRUN | REGEX_PLAIN_GROUPS, &read->error);
	read->good = regex != NULL;
	read->captures = regex && regex_captures(regex);
	read->empty = regex && regex_matches_empty(regex);
	regex_free(regex);
}

static void *work(size_t number, void *thread, void *data)
{
	struct resolver_regexes *regexes = data;
	(void)thread;
	for (size_t i = number * AT_ONCE; i < (number + 1) * AT_ONCE && i < regexes->read.n; i++)
		read_regex(&regexes->read.at[i]);
	return NULL;
}

static bool take(size_t number, void *result, void *data)
{
	(void)number;
	(void)result;
	(void)data;
	return true;
}

static struct place regex_place(const struct element *element, size_t offset)
{
	struct place place = resolver_part(spot_place(element->spot), element->text);
	place.column += (uint32_t)(offset < element->text.len ? offset : element->text.len);
	place.length = 1;
	return place;
}

static void check_regex(struct resolver *r, const struct element *element)
{
	const struct resolver_regex *read = read_of(r, element->text);
	if (!read->good)
		diag_error(r->diag, regex_place(element, read->error.offset), CODE(REGEX), NULL, "%s", read->error.text);
	else if (read->captures)
		diag_error(r->diag, spot_place(element->spot), CODE(REGEX), "groups are written (…)", "a named group has no meaning in a rule");
	else if (read->empty && !is_assertion(element->text))
		diag_error(r->diag, spot_place(element->spot), CODE(EMPTY), "+ in place of *, or [/…/] where it may be missing",
		        "this regular expression matches the empty text");
}

static bool can_be_empty(const struct resolver *r, const struct pattern *pattern);

static bool is_skippable(const struct resolver *r, const struct element *element)
{
	if (element->kind == ELEMENT_REGEX)
		return is_assertion(element->text) && read_of(r, element->text)->empty;
	if (element->kind == ELEMENT_CHOICE) {
		for (size_t i = 0; i < element->choice_count && !element->optional; i++)
			if (can_be_empty(r, &element->choices[i]))
				return true;
		return element->optional;
	}
	return element->kind == ELEMENT_GAP || element->kind == ELEMENT_REST || (element->kind == ELEMENT_WORDS && !element->min);
}

static bool can_be_empty(const struct resolver *r, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++)
		if (!is_skippable(r, &pattern->elements[i]))
			return false;
	return true;
}

void resolver_regexes(struct resolver *r, unsigned threads)
{
	struct resolver_regexes *regexes = &r->regexes;
	struct workers_plan plan = {
		.jobs = (regexes->read.n + AT_ONCE - 1) / AT_ONCE, .threads = threads, .work = work, .take = take, .data = regexes
	};
	workers_run(&plan);
	for (size_t i = 0; i < regexes->elements.n; i++)
		check_regex(r, regexes->elements.at[i]);
	for (size_t i = 0; i < regexes->full.n; i++)
		if (can_be_empty(r, &regexes->full.at[i]))
			diag_error(r->diag, spot_place(regexes->full.at[i].spot), CODE(EMPTY), "something in it must not be optional",
			        "this matches nothing at all");
}
