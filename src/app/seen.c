#include "app/seen.h"

#include <inttypes.h>

#include "base/unicode.h"

struct seeing {
	const struct ruleset *rules;
	struct arena *arena;
	size_t begin, n;
	struct slice text;
};

static struct place place_of(const struct ast *ast, const struct mention *mention)
{
	switch (mention->kind) {
	case MENTION_ENTITY:
		return ast->entities.at[mention->entity].place;
	case MENTION_NAMED:
	case MENTION_DESCRIBED:
		return spot_place(ast->names.at[mention->order].pattern.spot);
	case MENTION_REFER:
		return ast->refers.at[mention->refer].place;
	default:
		return (struct place){ .line = 0 };
	}
}

static struct slice told(const struct seeing *seeing, const struct document *document, const struct mention *mention)
{
	const struct types *types = &seeing->rules->types;
	struct slice name = unicode_normal(seeing->arena, slice_part(document->text, mention->start, mention->end));
	struct slice type = mention->type < types->n ? types->ast->types.at[mention->type].name : slice_of("no known type");
	struct place place = place_of(types->ast, mention);
	if (!place.line)
		return arena_format(seeing->arena, "%.*s (%.*s)", SLICE_ARG(name), SLICE_ARG(type));
	return arena_format(seeing->arena, "%.*s (%.*s, %.*s:%" PRIu32 ")", SLICE_ARG(name), SLICE_ARG(type), SLICE_ARG(place.file), place.line);
}

static void see(const struct extract_view *view, void *data)
{
	struct seeing *seeing = data;
	for (size_t i = 0; i < view->mentions->list.n; i++) {
		const struct mention *mention = &view->mentions->list.at[i];
		if (mention->start < seeing->begin || seeing->n++ >= SEEN_MOST)
			continue;
		struct slice name = told(seeing, view->document, mention);
		seeing->text = arena_format(seeing->arena, "%.*s%s%.*s", SLICE_ARG(seeing->text), seeing->text.len ? ", " : "", SLICE_ARG(name));
	}
}

struct slice seen_names(
        struct engine *engine, const struct ruleset *rules, struct document *document, size_t begin, unsigned within, struct arena *arena, size_t *n)
{
	struct seeing seeing = { .rules = rules, .arena = arena, .begin = begin, .text = slice_make("", 0) };
	struct extract_watch watch = { .sentence = see, .data = &seeing };
	struct extract_options options = { .all_names = true, .watch = &watch };
	struct extractor *extractor = extractor_new(engine, &options);
	struct findings findings = { 0 };
	struct diag *heard = diag_new();
	extractor_read_as(extractor, within);
	extract_document(extractor, document, arena, &findings, heard);
	diag_free(heard);
	findings_fini(&findings);
	extractor_free(extractor);
	*n = seeing.n;
	return seeing.text;
}
