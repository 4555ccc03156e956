#include "rules/glue.h"

#include "rules/vocabulary.h"

bool glue_opens(const struct pattern *pattern)
{
	const struct element *last = pattern->n ? &pattern->elements[pattern->n - 1] : NULL;
	return last && last->kind == ELEMENT_MARK && (mark_opens(last->text) || slice_is(last->text, "'") || slice_is(last->text, "\""));
}

bool glue_choice_opens(const struct element *element)
{
	for (size_t i = 0; i < element->choice_count; i++)
		if (!glue_opens(&element->choices[i]))
			return false;
	return true;
}

static bool is_quote(const struct pattern *pattern)
{
	const struct element *first = pattern->n ? &pattern->elements[0] : NULL;
	return first && first->kind == ELEMENT_MARK && (slice_is(first->text, "'") || slice_is(first->text, "\""));
}

bool glue_quotes(const struct pattern *pattern)
{
	const struct element *first = pattern->n ? &pattern->elements[0] : NULL;
	if (!first || first->kind != ELEMENT_CHOICE)
		return is_quote(pattern);
	for (size_t i = 0; i < first->choice_count; i++)
		if (!is_quote(&first->choices[i]))
			return false;
	return first->choice_count != 0;
}

bool glue_mark_follows(const struct pattern *pattern, size_t i)
{
	const struct element *next = i + 1 < pattern->n ? &pattern->elements[i + 1] : NULL;
	return next && next->kind == ELEMENT_MARK && next->glued && !mark_closes(next->text);
}

bool glue_may_be_absent(const struct element *element)
{
	return (element->kind == ELEMENT_CHOICE && element->optional) || (element->kind == ELEMENT_WORDS && element->min == 0);
}
