#include "base/unicode.h"
#include "rules/resolver.h"

struct place resolver_part(struct place place, struct slice part)
{
	uintptr_t from = (uintptr_t)place.source.ptr, at = (uintptr_t)part.ptr;
	if (part.len && at >= from && at + part.len <= from + place.source.len) {
		place.column = (uint32_t)(at - from) + 1;
		place.length = (uint32_t)part.len;
	}
	return place;
}

struct place resolver_bracketed(struct place place, struct slice name)
{
	struct place part = resolver_part(place, name);
	if (part.length == name.len && part.column > 1) {
		part.column--;
		part.length += 2;
	}
	return part;
}

const char *resolver_guess(struct resolver *r, struct slice wrong, const struct index *index, const char *open, const char *close)
{
	if (diag_errors(r->diag) >= RESOLVE_GUESSES_MAX)
		return NULL;
	return parser_guess(r->arena, wrong, index->names.at, index->names.n, open, close);
}

static void index_init(struct index *index)
{
	*index = (struct index){ .numbers = map_new() };
}

static void index_fini(struct index *index)
{
	map_free(index->numbers);
	array_fini(&index->names);
}

static void say_twice(struct resolver *r, const char *kind, struct slice name, struct place place, struct place first)
{
	diag_error(r->diag, place, CODE(TWICE), NULL, "%s %.*s is declared already at %.*s:%u", kind, SLICE_ARG(scan_brief(name)),
	        SLICE_ARG(first.file), first.line);
}

/* Adds a name; where it is there already, its number is in *other and the result false. */
static bool declare(struct index *index, struct slice name, size_t number, size_t *other)
{
	*other = map_number(index->numbers, name, SIZE_MAX);
	if (*other != SIZE_MAX || !name.len)
		return !name.len;
	map_put_number(index->numbers, name, number);
	array_push(&index->names, name);
	return true;
}

static void declare_types(struct resolver *r)
{
	size_t other;
	for (size_t i = 0; i < r->ast->types.n; i++) {
		const struct ast_type *type = &r->ast->types.at[i];
		if (!declare(&r->types, type->name, i, &other))
			say_twice(r, "type", type->name, type->place, r->ast->types.at[other].place);
	}
}

/* Word lists and verbs share their names: the index of vocabularies holds the places of both, the lists first. */
static struct place vocabulary_place(const struct ast *ast, size_t number)
{
	return number < ast->words.n ? ast->words.at[number].place : ast->verbs.at[number - ast->words.n].place;
}

static bool declare_vocabulary(struct resolver *r, struct slice name, size_t number)
{
	struct place place = vocabulary_place(r->ast, number);
	size_t other;
	if (unicode_count(name) == 1)
		diag_error(r->diag, place, CODE(NAME), "name it with two letters or more", "one letter stands for a verb in `from` and `to` lines");
	else if (slice_is(name, "status"))
		diag_error(r->diag, place, CODE(TWICE), NULL, "<status> stands for the cues of all `status` blocks");
	else if (declare(&r->vocabularies, name, number, &other))
		return true;
	else
		say_twice(r, "vocabulary", name, place, vocabulary_place(r->ast, other));
	return false;
}

static void declare_vocabularies(struct resolver *r)
{
	const struct ast *ast = r->ast;
	size_t other;
	for (size_t i = 0; i < ast->words.n; i++)
		if (declare_vocabulary(r, ast->words.at[i].name, i))
			declare(&r->words, ast->words.at[i].name, i, &other);
	for (size_t i = 0; i < ast->verbs.n; i++)
		if (declare_vocabulary(r, ast->verbs.at[i].name, ast->words.n + i))
			declare(&r->verbs, ast->verbs.at[i].name, i, &other);
	array_push(&r->vocabularies.names, slice_of("status"));
	array_push(&r->vocabularies.names, slice_of("any verb"));
}

static void declare_relations(struct resolver *r)
{
	size_t other;
	for (size_t i = 0; i < r->ast->relations.n; i++) {
		const struct ast_relation *relation = &r->ast->relations.at[i];
		if (!declare(&r->relations, relation->name, i, &other))
			say_twice(r, "relation", relation->name, relation->place, r->ast->relations.at[other].place);
		if (relation->inverse.len && !declare(&r->relations, relation->inverse, i, &other))
			say_twice(r, "relation", relation->inverse, relation->place, r->ast->relations.at[other].place);
	}
}

/* One variant may stand in several blocks: each has a `from` of its own. */
static void declare_variants(struct resolver *r)
{
	size_t other;
	for (size_t i = 0; i < r->ast->variants.n; i++)
		declare(&r->variants, r->ast->variants.at[i].name, i, &other);
}

void resolve_check(struct ast *ast, unsigned threads, struct diag *diag)
{
	struct resolver r = { .ast = ast, .diag = diag, .arena = ast->arena, .said = map_new(), .regexes = { .numbers = map_new() } };
	struct index *all[] = { &r.types, &r.words, &r.verbs, &r.vocabularies, &r.relations, &r.variants };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		index_init(all[i]);
	declare_types(&r);
	declare_vocabularies(&r);
	declare_relations(&r);
	declare_variants(&r);
	unsigned before = diag_errors(diag);
	resolver_types(&r);
	r.types_wrong = diag_errors(diag) > before;
	resolver_words(&r);
	resolver_patterns(&r);
	resolver_rules(&r);
	resolver_entities(&r);
	resolver_infers(&r);
	resolver_corrections(&r);
	resolver_regexes(&r, threads);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		index_fini(all[i]);
	map_free(r.said);
	map_free(r.regexes.numbers);
	array_fini(&r.regexes.read);
	array_fini(&r.regexes.elements);
	array_fini(&r.regexes.full);
}
