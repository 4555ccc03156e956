#include "rules/reach.h"
#include "rules/resolver.h"
#include "rules/vocabulary.h"

/* ---- vocabularies ---- */

static void say_unknown(struct resolver *r, struct slice name, struct place place)
{
	const char *help = resolver_guess(r, name, &r->vocabularies, "<", ">");
	diag_error(r->diag, place, CODE(VOCABULARY), help, "<%.*s> is neither a verb nor a word list", SLICE_ARG(scan_brief(name)));
}

static void note_named(struct resolver *r, struct slice name)
{
	size_t list = map_number(r->words.numbers, name, SIZE_MAX), verb = map_number(r->verbs.numbers, name, SIZE_MAX);
	if (list != SIZE_MAX)
		r->ast->words.at[list].named = true;
	else if (verb != SIZE_MAX)
		r->ast->verbs.at[verb].named = true;
}

static bool has_form(const struct ast_verb *verb, unsigned form)
{
	for (size_t i = 0; i < verb->lines.n; i++)
		if (verb->lines.at[i].forms[form].n)
			return true;
	return false;
}

static void check_forms(struct resolver *r, const struct ast_verb *verb, const struct element *element)
{
	static const char *const names[] = { "base", "third", "past", "participle", "ing", "noun" };
	for (unsigned form = 0; form < FORM_COUNT; form++)
		if ((element->forms >> form & 1) && !has_form(verb, form))
			diag_error(r->diag, spot_place(element->spot), CODE(FORM),
			        form == FORM_NOUN ? "give it in the verb's line: noun overthrow"
			                          : "give it in the verb's line, or load the folder that derives it: uses en",
			        "no verb of <%.*s> has the form %s", SLICE_ARG(element->text), names[form]);
}

/* The one regular expression of a list that only looks around; empty where the list is one of words. */
static struct slice looks(const struct ast_words *words)
{
	const struct pattern *only = words->members.n == 1 ? &words->members.at[0] : NULL;
	bool looking = only && only->n == 1 && only->elements[0].kind == ELEMENT_REGEX && reach_looks_around(only->elements[0].text);
	return looking ? only->elements[0].text : slice_make("", 0);
}

/* What a list that only looks around stands for is put in its place: it has no words, and takes none. */
static void put_look(struct element *element, const struct ast_words *words)
{
	struct slice regex = looks(words);
	if (!regex.len)
		return;
	element->kind = ELEMENT_REGEX;
	element->text = regex;
}

static void check_vocabulary(struct resolver *r, struct element *element)
{
	bool built_in = slice_is(element->text, "status") || slice_is(element->text, "any verb");
	size_t verb = map_number(r->verbs.numbers, element->text, SIZE_MAX);
	size_t list = map_number(r->words.numbers, element->text, SIZE_MAX);
	note_named(r, element->text);
	if (built_in || list != SIZE_MAX) {
		if (element->forms && !slice_is(element->text, "any verb"))
			diag_error(
			        r->diag, spot_place(element->spot), CODE(FORM), NULL, "<%.*s> is no verb and has no forms", SLICE_ARG(element->text));
		else if (list != SIZE_MAX)
			put_look(element, &r->ast->words.at[list]);
	} else if (verb != SIZE_MAX) {
		check_forms(r, &r->ast->verbs.at[verb], element);
	} else {
		say_unknown(r, element->text, spot_place(element->spot));
	}
}

static void check_types(struct resolver *r, const struct element *element)
{
	for (size_t i = 0; i < element->types.n; i++)
		resolver_type(r, element->types.at[i], spot_place(element->spot));
}

static void check_not_in(struct resolver *r, const struct element *element, bool variant)
{
	for (size_t i = 0; i < element->not_in.n; i++) {
		struct slice name = element->not_in.at[i];
		if (variant && name.len == 1)
			continue;
		note_named(r, name);
		if (!slice_is(name, "status") && !slice_is(name, "any verb") && !map_has(r->vocabularies.numbers, name))
			say_unknown(r, name, resolver_bracketed(spot_place(element->spot), name));
		size_t list = map_number(r->words.numbers, name, SIZE_MAX);
		if (list != SIZE_MAX && looks(&r->ast->words.at[list]).len)
			diag_error(r->diag, resolver_bracketed(spot_place(element->spot), name), CODE(ELEMENT), "a list of words",
			        "<%.*s> only looks around: it holds no words", SLICE_ARG(name));
	}
}

/* ---- all of it ---- */

static void check_pattern(struct resolver *r, const struct pattern *pattern, bool variant)
{
	for (size_t i = 0; i < pattern->n; i++) {
		struct element *element = &pattern->elements[i];
		if (element->kind == ELEMENT_VOCABULARY && !(variant && element->text.len == 1))
			check_vocabulary(r, element);
		if (element->kind == ELEMENT_REGEX)
			resolver_regex(r, element);
		if (element->kind == ELEMENT_WORDS)
			check_not_in(r, element, variant);
		else
			check_types(r, element);
		for (size_t k = 0; k < element->choice_count; k++)
			check_pattern(r, &element->choices[k], variant);
	}
}

/* A pattern that has to match something. */
static void check_full(struct resolver *r, const struct pattern *pattern)
{
	check_pattern(r, pattern, false);
	resolver_full(r, pattern);
}

static void check_all(struct resolver *r, const pattern_array *patterns)
{
	for (size_t i = 0; i < patterns->n; i++)
		check_full(r, &patterns->at[i]);
}

/* ---- dates ---- */

/* Lines of dates are matched word for word: their lists hold words alone. */
static void check_date_lists(struct resolver *r, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		struct vocabulary vocabulary = { 0 };
		if (element->kind == ELEMENT_VOCABULARY)
			vocabulary_init(&vocabulary, r->ast, element->text, element->forms, r->arena);
		if (vocabulary.patterns.n)
			diag_error(r->diag, spot_place(element->spot), CODE(ELEMENT), "make a list of the words alone",
			        "<%.*s> holds more than words, which a line of dates cannot use", SLICE_ARG(scan_brief(element->text)));
		vocabulary_fini(&vocabulary);
		for (size_t k = 0; k < element->choice_count; k++)
			check_date_lists(r, &element->choices[k]);
	}
}

static void check_dates(struct resolver *r)
{
	const struct ast_dates *dates = &r->ast->dates;
	for (size_t i = 0; i < dates->lines.n; i++) {
		check_full(r, &dates->lines.at[i].pattern);
		check_date_lists(r, &dates->lines.at[i].pattern);
	}
	check_all(r, &dates->stops);
	check_all(r, &dates->predicates);
	check_all(r, &dates->turns);
	check_all(r, &dates->apart);
}

/* A cue's hole is its speaker: one name. */
static void check_speaker(struct resolver *r, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (element->kind == ELEMENT_HOLE && (element->list || element->phrase))
			diag_error(r->diag, spot_place(element->spot), CODE(ELEMENT), "who speaks is one name: {S}, or {S : person}",
			        "a cue takes neither a list nor a phrase");
		for (size_t k = 0; k < element->choice_count; k++)
			check_speaker(r, &element->choices[k]);
	}
}

static void check_cues(struct resolver *r, const pattern_array *patterns)
{
	check_all(r, patterns);
	for (size_t i = 0; i < patterns->n; i++) {
		resolver_holes(r, &patterns->at[i]);
		check_speaker(r, &patterns->at[i]);
	}
}

/* ---- variants ---- */

static bool stands_in(const struct pattern *pattern, const struct element *wanted)
{
	for (size_t i = 0; i < pattern->n; i++)
		if (pattern->elements[i].kind == wanted->kind &&
		        (wanted->kind == ELEMENT_REST || slice_equal(pattern->elements[i].text, wanted->text)))
			return true;
	return false;
}

/* A hole with types of its own may be one that `from` does not have where free is true. */
static void check_line(struct resolver *r, const struct pattern *from, const struct pattern *to, bool free)
{
	for (size_t i = 0; i < to->n; i++) {
		const struct element *element = &to->elements[i];
		bool hole = element->kind == ELEMENT_HOLE && !(free && (element->types.n || element->phrase));
		bool bound = hole || element->kind == ELEMENT_REST || (element->kind == ELEMENT_VOCABULARY && element->text.len == 1);
		if (bound && !stands_in(from, element))
			diag_error(r->diag, spot_place(element->spot), CODE(HOLE), NULL, "the `from` line has no %.*s", (int)element->spot.length,
			        element->spot.line->source.ptr + element->spot.column - 1);
		for (size_t k = 0; k < element->choice_count; k++)
			check_line(r, from, &element->choices[k], free);
	}
}

static void check_variant(struct resolver *r, const struct ast_variant *variant)
{
	if (!variant->from.source.len || !variant->to.n)
		diag_error(r->diag, variant->place, CODE(MISSING), "a `from` line and one or more `to` lines stand below it",
		        "variant %.*s has no `%s` line", SLICE_ARG(scan_brief(variant->name)), variant->from.source.len ? "to" : "from");
	check_pattern(r, &variant->from, true);
	resolver_holes(r, &variant->from);
	for (size_t i = 0; i < variant->to.n; i++) {
		resolver_holes(r, &variant->to.at[i]);
		check_pattern(r, &variant->to.at[i], true);
		if (variant->from.n)
			check_line(r, &variant->from, &variant->to.at[i], false);
	}
}

static void check_guard(struct resolver *r, const struct ast_guard *guard)
{
	if (!guard->from.n || !guard->unless.n)
		diag_error(r->diag, guard->place, CODE(MISSING), "`from` lines and `unless` lines stand below it", "guard %.*s has no `%s` line",
		        SLICE_ARG(scan_brief(guard->name)), guard->from.n ? "unless" : "from");
	for (size_t i = 0; i < guard->from.n; i++) {
		check_pattern(r, &guard->from.at[i], true);
		resolver_holes(r, &guard->from.at[i]);
	}
	for (size_t i = 0; i < guard->unless.n; i++) {
		const struct pattern *unless = &guard->unless.at[i];
		check_pattern(r, unless, true);
		resolver_holes(r, unless);
		resolver_full(r, unless);
		for (size_t k = 0; k < guard->from.n; k++)
			if (guard->from.at[k].n)
				check_line(r, &guard->from.at[k], unless, true);
	}
}

static void check_rule(struct resolver *r, const struct ast_rule *rule)
{
	for (size_t i = 0; i < rule->finds.n; i++)
		check_full(r, &rule->finds.at[i].pattern);
	for (size_t i = 0; i < rule->unless.n; i++)
		check_full(r, &rule->unless.at[i].pattern);
}

static void check_list(struct resolver *r, const struct ast_sign *sign)
{
	note_named(r, sign->list);
	if (sign->list.len && !map_has(r->words.numbers, sign->list))
		say_unknown(r, sign->list, sign->place);
}

static void check_refer(struct resolver *r, const struct ast_refer *refer)
{
	check_all(r, &refer->words);
	check_all(r, &refer->not_in);
	check_cues(r, &refer->roles);
	check_list(r, &refer->behind);
	check_list(r, &refer->before);
	check_list(r, &refer->inside);
	check_list(r, &refer->titled);
	check_list(r, &refer->ending);
	check_list(r, &refer->several);
	for (size_t i = 0; i < refer->signs.n; i++)
		check_list(r, &refer->signs.at[i]);
}

static void check_titles(struct resolver *r)
{
	for (size_t i = 0; i < r->ast->titles.n; i++) {
		check_list(r, &r->ast->titles.at[i].titles);
		check_list(r, &r->ast->titles.at[i].names);
	}
}

static void check_words(struct resolver *r, const struct ast_words *words)
{
	if (looks(words).len)
		check_pattern(r, &words->members.at[0], false);
	else
		check_all(r, &words->members);
}

static void check_whole(struct resolver *r, const struct ast_whole *whole)
{
	check_all(r, &whole->pattern);
	check_list(r, &whole->list);
}

/* Whether every hole says what it takes, and there is one. */
static bool says_types(const struct pattern *pattern, bool *any)
{
	bool all = true;
	for (size_t i = 0; i < pattern->n && all; i++) {
		const struct element *element = &pattern->elements[i];
		*any |= element->kind == ELEMENT_HOLE;
		all = element->kind != ELEMENT_HOLE || (!element->list && (element->whole || element->types.n));
		for (size_t k = 0; k < element->choice_count && all; k++)
			all = says_types(&element->choices[k], any);
	}
	return all;
}

static void check_further(struct resolver *r, const struct pattern *pattern)
{
	bool any = false;
	check_full(r, pattern);
	resolver_holes(r, pattern);
	if (!says_types(pattern, &any) || !any)
		diag_error(r->diag, spot_place(pattern->spot), CODE(HOLE), "for instance: phrase further and the ~{Y : whole phrase}",
		        "a `phrase further` line has a hole for a whole phrase, or one with types");
}

/* A pair has two holes for names and nothing else that names fill. */
static void check_pair(struct resolver *r, const struct pattern *pattern)
{
	size_t holes = 0;
	bool plain = true;
	check_full(r, pattern);
	resolver_holes(r, pattern);
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (element->kind != ELEMENT_HOLE)
			continue;
		holes++;
		plain &= !element->list && !element->phrase && !element->whole;
	}
	if (holes != 2 || !plain)
		diag_error(r->diag, spot_place(pattern->spot), CODE(HOLE), "for instance: hole pair and {X} {Y}",
		        "a `hole pair` line has two holes for names, outside of brackets");
}

void resolver_patterns(struct resolver *r)
{
	const struct ast *ast = r->ast;
	for (size_t i = 0; i < ast->words.n; i++)
		check_words(r, &ast->words.at[i]);
	for (size_t i = 0; i < ast->variants.n; i++)
		check_variant(r, &ast->variants.at[i]);
	for (size_t i = 0; i < ast->guards.n; i++)
		check_guard(r, &ast->guards.at[i]);
	for (size_t i = 0; i < ast->names.n; i++)
		check_full(r, &ast->names.at[i].pattern);
	for (size_t i = 0; i < ast->holes.n; i++)
		check_pattern(r, &ast->holes.at[i].pattern, false);
	for (size_t i = 0; i < ast->wholes.n; i++)
		check_whole(r, &ast->wholes.at[i]);
	check_full(r, &ast->phrase);
	for (size_t i = 0; i < ast->further.n; i++)
		check_further(r, &ast->further.at[i]);
	for (size_t i = 0; i < ast->pairs.n; i++)
		check_pair(r, &ast->pairs.at[i]);
	for (size_t i = 0; i < ast->refers.n; i++)
		check_refer(r, &ast->refers.at[i]);
	for (size_t i = 0; i < ast->statuses.n; i++) {
		check_cues(r, &ast->statuses.at[i].before);
		check_cues(r, &ast->statuses.at[i].after);
		check_cues(r, &ast->statuses.at[i].quoted);
		check_all(r, &ast->statuses.at[i].not_in);
		check_all(r, &ast->statuses.at[i].stop_at);
	}
	check_dates(r);
	check_titles(r);
	for (size_t i = 0; i < ast->rules.n; i++)
		check_rule(r, &ast->rules.at[i]);
}
