#include "explain/probe.h"

#include "base/unicode.h"
#include "rules/emit.h"
#include "rules/inflect.h"

void probe_init(struct probe *probe, const struct ruleset *rules, const struct extract_view *view, struct arena *arena)
{
	*probe = (struct probe){ .rules = rules, .view = view, .arena = arena, .work = arena_new() };
	mentions_place(view->mentions);
}

void probe_fini(struct probe *probe)
{
	inflector_free(probe->inflector);
	if (probe->words)
		map_free(probe->words);
	arena_free(probe->work);
}

struct slice probe_subject(const struct probe *probe)
{
	return buffer_slice(&probe->view->mentions->mask.text);
}

static void types_of_hole(struct slice hole, struct type_set *set, const void *data)
{
	const struct probe *probe = data;
	if (probe->any.len && slice_equal(hole, probe->any))
		memset(set, 0xff, sizeof *set);
	else
		ruleset_hole_types(probe->rules, probe->rule, hole, set);
}

static int group_of(const struct emitted *emitted, const struct element *element)
{
	for (size_t i = 0; i < emitted->holes.n; i++)
		if (emitted->holes.at[i].element == element)
			return emitted->holes.at[i].group;
	return emitted->anchor;
}

bool probe_stands(struct probe *probe, const struct element *elements, size_t n, struct probe_span *whole, size_t number, struct probe_span *part)
{
	struct emitter emitter = {
		.ast = probe->rules->ast, .types = &probe->rules->types, .hole_types = types_of_hole, .data = probe, .classes = &probe->rules->classes
	};
	struct pattern pattern = { .elements = (struct element *)(uintptr_t)elements, .n = n };
	struct emitted emitted;
	struct regex_scratch *scratch = probe->view->mentions->scratch;
	struct regex *regex = program_once(probe->view->mentions->naming->compiler, &emitter, &pattern, part ? number : n, probe->work, &emitted);
	bool found = regex && regex_match(regex, scratch, probe_subject(probe), probe->from, false) == REGEX_MATCH;
	if (found && whole)
		found = regex_span(scratch, 0, &whole->start, &whole->end);
	if (found && part && !regex_span(scratch, group_of(&emitted, &elements[number]), &part->start, &part->end))
		part->start = part->end = 0;
	regex_free(regex);
	emit_fini(&emitted);
	arena_reset(probe->work);
	return found;
}

size_t probe_place(const struct probe *probe, uint64_t at)
{
	struct slice subject = probe_subject(probe);
	size_t place = 0;
	while (place < subject.len && probe->view->mentions->mask.origin.at[place] < at)
		place++;
	return place;
}

static struct probe_span trim(struct slice subject, struct probe_span span)
{
	while (span.start < span.end && subject.ptr[span.start] == ' ')
		span.start++;
	while (span.start < span.end && subject.ptr[span.end - 1] == ' ')
		span.end--;
	return span;
}

struct slice probe_text(struct probe *probe, struct probe_span span)
{
	span = trim(probe_subject(probe), span);
	if (span.start >= span.end)
		return slice_make("", 0);
	const struct mentions *mentions = probe->view->mentions;
	size_t start = mentions->mask.origin.at[span.start], end = mentions_document_end(mentions, probe->view->document->text, span.end);
	return unicode_normal(probe->arena, slice_part(probe->view->document->text, start, end));
}

struct slice probe_words_before(struct probe *probe, size_t at, size_t most)
{
	struct slice subject = probe_subject(probe);
	size_t start = at;
	while (start && subject.ptr[start - 1] == ' ')
		start--;
	for (size_t words = 0; start && words < most; words++) {
		while (start && subject.ptr[start - 1] == ' ')
			start--;
		while (start && subject.ptr[start - 1] != ' ')
			start--;
	}
	return probe_text(probe, (struct probe_span){ start, at });
}

struct slice probe_words_behind(struct probe *probe, size_t at, size_t most)
{
	struct slice subject = probe_subject(probe);
	size_t end = at;
	for (size_t words = 0; end < subject.len && words < most; words++) {
		while (end < subject.len && subject.ptr[end] == ' ')
			end++;
		while (end < subject.len && subject.ptr[end] != ' ')
			end++;
	}
	return probe_text(probe, (struct probe_span){ at, end });
}

const struct mention *probe_mention(const struct probe *probe, struct probe_span span)
{
	const struct mask *mask = &probe->view->mentions->mask;
	for (size_t i = 0; i < mask->tokens.n; i++)
		if (mask->tokens.at[i].at >= span.start && mask->tokens.at[i].at < span.end)
			return &probe->view->mentions->list.at[mask->tokens.at[i].mention];
	return NULL;
}

struct type_set probe_hole_set(const struct probe *probe, const struct element *hole)
{
	struct type_set set = { { 0 } };
	for (size_t i = 0; i < hole->types.n; i++)
		types_accept(&probe->rules->types, hole->types.at[i], &set);
	if (!hole->types.n)
		ruleset_hole_types(probe->rules, probe->rule, hole->text, &set);
	return set;
}

struct slice probe_hole_types(struct probe *probe, const struct element *hole)
{
	const struct ast *ast = probe->rules->ast;
	struct type_set set = probe_hole_set(probe, hole);
	struct slice names = { "", 0 };
	for (size_t i = 0; i < hole->types.n; i++)
		names = arena_format(probe->arena, "%.*s%s%.*s", SLICE_ARG(names), i ? ", " : "", SLICE_ARG(hole->types.at[i]));
	for (uint32_t i = 0; !hole->types.n && i < ast->types.n; i++)
		if (type_set_has(&set, i) && !ast->types.at[i].any_of.n)
			names = arena_format(probe->arena, "%.*s%s%.*s", SLICE_ARG(names), names.len ? ", " : "", SLICE_ARG(ast->types.at[i].name));
	return names;
}

struct slice probe_source(const struct element *element)
{
	const struct spot *spot = &element->spot;
	struct slice source = spot_place(*spot).source;
	if (spot->column && spot->column - 1 + spot->length <= source.len && spot->length)
		return slice_part(source, spot->column - 1, spot->column - 1 + spot->length);
	return element->text;
}
