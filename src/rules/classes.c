#include "rules/classes.h"

#include "rules/emit.h"

int classes_number(const struct word_classes *classes, struct slice name)
{
	for (size_t i = 0; i < classes->n; i++)
		if (slice_equal(classes->names[i], name))
			return (int)i;
	return -1;
}

static void add(struct word_classes *classes, struct slice name)
{
	if (classes_number(classes, name) < 0 && classes->n < REGEX_TESTS)
		classes->names[classes->n++] = name;
}

static void add_pattern(struct word_classes *classes, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		for (size_t k = 0; element->kind == ELEMENT_WORDS && k < element->not_in.n; k++)
			add(classes, element->not_in.at[k]);
		for (size_t k = 0; k < element->choice_count; k++)
			add_pattern(classes, &element->choices[k]);
	}
}

void classes_find(const struct ast *ast, struct word_classes *classes)
{
	*classes = (struct word_classes){ 0 };
	if (ast_find_words(ast, slice_of(WORDS_CLAUSE)))
		add(classes, slice_of(WORDS_CLAUSE));
	if (ast_find_words(ast, slice_of(WORDS_FUNCTION)))
		add(classes, slice_of(WORDS_FUNCTION));
	if (ast_find_words(ast, slice_of(WORDS_NAME_END)))
		add(classes, slice_of(WORDS_NAME_END));
	if (ast_find_words(ast, slice_of(WORDS_COMPLEMENT)))
		add(classes, slice_of(WORDS_COMPLEMENT));
	for (size_t i = 0; i < ast->holes.n; i++)
		add_pattern(classes, &ast->holes.at[i].pattern);
	for (size_t i = 0; i < ast->wholes.n; i++)
		if (ast->wholes.at[i].pattern.n)
			add_pattern(classes, &ast->wholes.at[i].pattern.at[0]);
	add_pattern(classes, &ast->phrase);
	for (size_t i = 0; i < ast->further.n; i++)
		add_pattern(classes, &ast->further.at[i]);
	for (size_t i = 0; i < ast->pairs.n; i++)
		add_pattern(classes, &ast->pairs.at[i]);
	for (size_t i = 0; i < ast->variants.n; i++)
		for (size_t k = 0; k < ast->variants.at[i].to.n; k++)
			add_pattern(classes, &ast->variants.at[i].to.at[k]);
	for (size_t i = 0; i < ast->rules.n; i++)
		for (size_t k = 0; k < ast->rules.at[i].finds.n; k++)
			add_pattern(classes, &ast->rules.at[i].finds.at[k].pattern);
}
