#include "rules/emit_work.h"
#include "rules/glue.h"

void emit_name_inline(struct work *work, bool lead)
{
	emit_capitalised(work, ANY_NAME "|", lead);
}

static size_t name_begins(const struct pattern *pattern)
{
	size_t i = 0;
	while (i + 1 < pattern->n &&
	        (glue_may_be_absent(&pattern->elements[i]) ||
	                (pattern->elements[i].kind == ELEMENT_VOCABULARY && slice_is(pattern->elements[i].text, WORDS_TITLE))))
		i++;
	return i;
}

/* What the library can look for without trying the pattern at every byte: where a name may begin. */
static void begin_name(struct work *work, const struct element *element)
{
	if (element->kind == ELEMENT_NAME)
		emit_text(work, "(?=(?-i:[A-Z]|[^\\x00-\\x7F]))");
}

/* Optional words before the name bind nothing: they are left out. */
static void emit_name_elements(struct work *work, const struct pattern *pattern)
{
	size_t from = name_begins(pattern);
	bool open = true, first = true;
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (glue_may_be_absent(element) && open)
			continue;
		bool tight = open || element->glued;
		if (i == from || element->kind != ELEMENT_CHOICE)
			emit_separator(work, element, tight);
		if (first)
			begin_name(work, element);
		if (i == from) {
			work->emitted->whole = ++work->groups;
			emit_text(work, "(");
		}
		if (element->kind == ELEMENT_NAME) {
			work->emitted->name = ++work->groups;
			emit_text(work, "(");
			if (element->types.n)
				emit_any_name(work, element);
			else if (!emit_asks_shared(work, SHARED_NAME, slice_of(""), !first))
				emit_name_inline(work, !first);
			emit_text(work, ")");
		} else if (glue_may_be_absent(element)) {
			emit_optional(work, element, pattern, i, element->glued);
		} else if (element->kind == ELEMENT_CHOICE) {
			emit_choice(work, element, tight || i == from, false);
		} else {
			emit_one(work, pattern, i, tight || first);
		}
		first = false;
		open = element->kind == ELEMENT_MARK && mark_opens(element->text);
	}
	emit_text(work, ")");
}

void emit_name(const struct emitter *emitter, const struct pattern *pattern, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	emit_begin(&work, emitter, arena, emitted);
	work.opening = true;
	emit_text(&work, "(?<![\\w-])");
	emit_name_elements(&work, pattern);
	emit_text(&work, "(?!\\w)");
	emit_finish(&work);
}

void emit_capitals(const struct emitter *emitter, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	emit_begin(&work, emitter, arena, emitted);
	emit_text(&work, "(?<!\\w)");
	emit_capitalised(&work, "", false);
	emit_text(&work, "(?!\\w)");
	emit_finish(&work);
}
