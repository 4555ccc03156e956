#include "rules/ast.h"

#include "rules/parse.h"

const char *const ast_within_names[] = { "text", "heading", "furniture", NULL };

static const char *const form_names[FORM_COUNT] = { "base", "third", "past", "participle", "ing", "noun" };

unsigned ast_form(struct slice name)
{
	for (unsigned i = 0; i < FORM_COUNT; i++)
		if (slice_is(name, form_names[i]))
			return 1u << i;
	return 0;
}

const struct ast_words *ast_find_words(const struct ast *ast, struct slice name)
{
	for (size_t i = 0; i < ast->words.n; i++)
		if (slice_equal(ast->words.at[i].name, name))
			return &ast->words.at[i];
	return NULL;
}

const struct ast_rare *ast_rare(const struct ast_entity *entity)
{
	static const struct ast_rare none;
	return entity->rare ? entity->rare : &none;
}

const struct ast_verb *ast_find_verb(const struct ast *ast, struct slice name)
{
	for (size_t i = 0; i < ast->verbs.n; i++)
		if (slice_equal(ast->verbs.at[i].name, name))
			return &ast->verbs.at[i];
	return NULL;
}

struct slice ast_spaced(struct arena *arena, struct slice name)
{
	struct slice copy = arena_copy(arena, name);
	char *bytes = (char *)(uintptr_t)copy.ptr;
	for (size_t i = 0; i < copy.len; i++)
		if (bytes[i] == '-')
			bytes[i] = ' ';
	return copy;
}

struct slice ast_label(struct arena *arena, struct slice name, struct slice label)
{
	return label.len ? label : ast_spaced(arena, name);
}

struct ast *ast_new(void)
{
	struct ast *ast = alloc_new(sizeof *ast);
	ast->arena = arena_new();
	return ast;
}

/* What hangs below the blocks lies in the arena; the arrays of blocks themselves do not. */
void ast_free(struct ast *ast)
{
	if (!ast)
		return;
	array_fini(&ast->files);
	array_fini(&ast->types);
	array_fini(&ast->words);
	array_fini(&ast->verbs);
	array_fini(&ast->inflects);
	array_fini(&ast->variants);
	array_fini(&ast->guards);
	array_fini(&ast->entities);
	array_fini(&ast->names);
	array_fini(&ast->holes);
	array_fini(&ast->wholes);
	array_fini(&ast->further);
	array_fini(&ast->pairs);
	array_fini(&ast->refers);
	array_fini(&ast->statuses);
	array_fini(&ast->relations);
	array_fini(&ast->rules);
	array_fini(&ast->infers);
	array_fini(&ast->rejects);
	array_fini(&ast->distincts);
	array_fini(&ast->titles);
	array_fini(&ast->folders);
	for (size_t i = 0; i < ast->arenas.n; i++)
		arena_free(ast->arenas.at[i]);
	array_fini(&ast->arenas);
	arena_free(ast->arena);
	free(ast);
}
