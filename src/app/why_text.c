#include "app/why_text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "names/homonyms.h"
#include "names/resolve.h"
#include "output/put.h"
#include "rules/status.h"

/* ---- names ---- */

void why_print_line(struct why_page *page, const char *format, ...)
{
	struct buffer text = { 0 };
	va_list arguments;
	va_start(arguments, format);
	buffer_vformat(&text, format, arguments);
	va_end(arguments);
	put_shown(page->output, buffer_slice(&text));
	put_text(page->output, "\n");
	buffer_fini(&text);
}

static struct slice place_text(struct why_page *page, struct place place)
{
	return place.file.len ? arena_format(page->arena, "%.*s:%" PRIu32, SLICE_ARG(place.file), place.line) : slice_of("");
}

/* What nothing knows may be an alias that needs a word near it. */
static struct slice by_capitals(struct why_page *page, struct slice text)
{
	const struct ast_entity *entity = homonyms_undecided(page->rules->ast, text, page->arena);
	if (!entity)
		return slice_of("by its capitals alone");
	struct slice place = place_text(page, entity->place);
	return arena_format(page->arena, "by its capitals alone; an alias of %.*s, but no `near` word decides for it here: %.*s",
	        SLICE_ARG(entity->name), SLICE_ARG(place));
}

static struct slice origin_of(struct why_page *page, const struct mention *mention, struct slice text)
{
	const struct ast *ast = page->rules->ast;
	switch (mention->kind) {
	case MENTION_ENTITY:
		return place_text(page, ast->entities.at[mention->entity].place);
	case MENTION_NAMED:
	case MENTION_DESCRIBED:
		return place_text(page, spot_place(ast->names.at[mention->order].pattern.spot));
	case MENTION_REFER:
		return place_text(page, ast->refers.at[mention->refer].place);
	default:
		return by_capitals(page, text);
	}
}

/* What a word that stands for a name stands for; else empty. */
static struct slice meant(struct why_page *page, const struct extract_view *view, const struct mention *mention)
{
	if (mention->kind != MENTION_REFER)
		return slice_of("");
	return unicode_normal(page->arena, slice_part(view->document->text, mention->of.start, mention->of.end));
}

/* Who that is, where the words do not say it themselves. */
static struct slice who(struct why_page *page, const struct extract_view *view, const struct mention *mention, struct slice text)
{
	const struct name_table *table = view->mentions->table(view->mentions->data);
	struct identity identity = resolve_mention(mention, view->document, &page->rules->types, table, page->arena);
	return slice_equal(identity.name, text) ? slice_of("") : identity.name;
}

static void print_name(struct why_page *page, const struct extract_view *view, const struct mention *mention)
{
	const struct types *types = &page->rules->types;
	struct slice text = unicode_normal(page->arena, slice_part(view->document->text, mention->start, mention->end));
	struct slice type = mention->type < types->n ? types->ast->types.at[mention->type].name : slice_of("of no known type");
	struct slice origin = origin_of(page, mention, text), name = meant(page, view, mention);
	struct slice entity = who(page, view, mention, name.len ? name : text);
	why_print_line(page, "    %.*s%s%.*s%s%.*s  (%.*s, %.*s)", SLICE_ARG(text), name.len ? ", which stands for " : "", SLICE_ARG(name),
	        entity.len ? ": " : "", SLICE_ARG(entity), SLICE_ARG(type), SLICE_ARG(origin));
}

void why_print_names(struct why_page *page, const struct extract_view *view)
{
	why_print_line(page, "  names seen:");
	for (size_t i = 0; i < view->mentions->list.n; i++)
		print_name(page, view, &view->mentions->list.at[i]);
	if (!view->mentions->list.n)
		why_print_line(page, "    none: `entity` and `name` lines make names known");
}

/* Each line of page furniture as the rules read it, with a | behind it. */
static struct slice rows_of(struct why_page *page, struct slice text)
{
	struct buffer rows = { 0 };
	struct slice line;
	while (slice_split(&text, '\n', &line)) {
		line = unicode_normal(page->arena, line);
		if (line.len)
			buffer_format(&rows, "%s%.*s", rows.n ? " | " : "", SLICE_ARG(line));
	}
	struct slice kept = arena_copy(page->arena, buffer_slice(&rows));
	buffer_fini(&rows);
	return kept;
}

void why_print_sentence(struct why_page *page, const struct extract_view *view)
{
	struct slice text = slice_part(view->document->text, view->sentence->start, view->sentence->end);
	text = view->within & WITHIN_FURNITURE ? rows_of(page, text) : unicode_normal(page->arena, text);
	why_print_line(page, "\"%.*s\"", SLICE_ARG(text));
	why_print_line(page, "%s", "");
}

/* ---- causes ---- */

static const char *advice(const struct cause *cause)
{
	static const char *const texts[CAUSE_COUNT] = {
		[CAUSE_OFF] = "take the word `off` out of the rule to use it",
		[CAUSE_WORD] = "if the sentence says the same in other words, add a `find` line, or the word to the verb or the list",
		[CAUSE_SPELLING] = "if it is the same word, add the spelling to the verb or the list",
		[CAUSE_FORM] = "name the verb in < > without a form, and let `forms` allow this one",
		[CAUSE_NO_NAME] = "an `entity` line, or a `name` line for many of its kind, makes it known",
		[CAUSE_ALIAS] = "if they are the same, add this spelling to the entity's `also` line",
		[CAUSE_TYPE] = "let the relation or the hole take this type, or correct the type of the name",
		[CAUSE_BETWEEN] = "write ... where words may stand between, [word] for one that may; several words that are one verb stand in its "
		                  "block: bring down, brought down",
		[CAUSE_CLAUSE] = "a gap never crosses the end of a clause: write the words out, if the relation really reaches over it",
		[CAUSE_NAME_BETWEEN] = "a gap never crosses a name: write a hole for it",
		[CAUSE_OTHER_WORD] = "write (this|that) where either may stand",
		[CAUSE_UNLESS] = "change the `unless` line if this sentence should be found",
		[CAUSE_PART] = "a line that names what it belongs to, or the word before it, finds it",
		[CAUSE_ENDS] = "the two names must be two entities, of types that the relation takes",
		[CAUSE_LIST] = "a list goes as far as it can, over asides too: write {X} for one name, with a line of its own if need be",
		[CAUSE_IN_NAME] = "no line sees into a name: write a hole for the whole of it",
		[CAUSE_OPEN] = "what a word stands for is not guessed: nothing is found where several names could be meant",
		[CAUSE_WITHIN] = "an `in` line says which parts a rule reads (text, heading, furniture); without one it reads text, heading",
	};
	return texts[cause->kind];
}

static void print_field(struct why_page *page, const char *label, struct slice text)
{
	if (text.len)
		why_print_line(page, "  %-10s %.*s", label, SLICE_ARG(text));
}

static void print_wanted(struct why_page *page, const struct cause *cause)
{
	if (cause->wanted.len && cause->takes.len)
		why_print_line(page, "  %-10s %.*s, which takes %.*s", "wanted", SLICE_ARG(cause->wanted), SLICE_ARG(cause->takes));
	else
		print_field(page, "wanted", cause_shown(cause->wanted, page->arena));
	struct slice place = cause->kind == CAUSE_UNLESS ? place_text(page, cause->near_place) : slice_of("");
	print_field(page, "", place);
}

static void print_near(struct why_page *page, const struct cause *cause)
{
	static const char *const labels[CAUSE_COUNT] = {
		[CAUSE_STATUS] = "cue",
		[CAUSE_SPELLING] = "looks like",
		[CAUSE_FORM] = "verb",
		[CAUSE_ALIAS] = "looks like",
		[CAUSE_TYPE] = "its type",
		[CAUSE_CLAUSE] = "ended by",
		[CAUSE_NAME_BETWEEN] = "the name",
		[CAUSE_IN_NAME] = "the name",
		[CAUSE_PART] = "shown by",
		[CAUSE_OPEN] = "may be",
	};
	if (!labels[cause->kind] || (!cause->near.len && !cause->near_place.file.len))
		return;
	bool open = cause->kind == CAUSE_OPEN && !cause->near.len;
	const char *label = open ? "see" : labels[cause->kind];
	const char *unsaid = open ? "its `refer` block" : "the rule's own `status` line";
	struct slice place = place_text(page, cause->near_place), near = cause->near.len ? cause->near : slice_of(unsaid);
	if (place.len)
		why_print_line(page, "  %-10s %.*s  (%.*s)", label, SLICE_ARG(near), SLICE_ARG(place));
	else
		print_field(page, label, near);
}

static void print_rejection(struct why_page *page, const struct finding *finding)
{
	const struct ast_reject *line = corrector_line(page->corrector, finding);
	if (!line)
		return;
	struct slice place = place_text(page, line->place);
	why_print_line(page, "  %-10s by %.*s%s%.*s", "taken out", SLICE_ARG(place), line->because.len ? ": " : "", SLICE_ARG(line->because));
}

void why_print_edge(struct why_page *page, const struct finding *finding)
{
	struct slice relation = page->rules->ast->relations.at[finding->relation].name;
	print_field(page, "matched", document_decoded(page->document, page->arena, (size_t)finding->start, (size_t)finding->end));
	why_print_line(page, "  %-10s %.*s | %.*s | %.*s | %s", "edge", SLICE_ARG(finding->source.name), SLICE_ARG(relation),
	        SLICE_ARG(finding->target.name), status_name(finding->status));
	print_rejection(page, finding);
	why_print_line(page, "  %-10s %u of 100", "sure", finding->sure);
	why_print_line(page, "  %-10s %.*s and %.*s, bytes %" PRIu64 " to %" PRIu64 "", "proof", SLICE_ARG(finding->source.text),
	        SLICE_ARG(finding->target.text), finding->start, finding->end);
	print_field(page, "as", finding->as);
	print_field(page, "speaker", finding->speaker);
	print_field(page, "resolved", finding->resolved);
}

static void print_find(struct why_page *page, const struct cause *cause)
{
	if (!cause->find)
		return;
	struct slice place = place_text(page, cause->find->place);
	print_field(page, "line", cause_shown(cause->find->pattern.source, page->arena));
	why_print_line(page, "  %-10s %.*s, %.*s", "", SLICE_ARG(place), SLICE_ARG(cause->variant));
}

void why_print_cause(struct why_page *page, const struct cause *cause)
{
	why_print_line(page, "%.*s: %s [%s]", SLICE_ARG(cause->rule->name), cause_title(cause->kind), cause_code(cause->kind));
	print_find(page, cause);
	if (cause->finding)
		why_print_edge(page, cause->finding);
	print_field(page, "matched", cause->finding ? slice_of("") : cause->matched);
	print_wanted(page, cause);
	print_field(page, "there is", cause->stood);
	print_near(page, cause);
	if (advice(cause))
		why_print_line(page, "  %-10s %s", "help", advice(cause));
	why_print_line(page, "%s", "");
}

static int by_score(const void *a, const void *b)
{
	const struct cause *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->find->place.line != y->find->place.line)
		return x->find->place.line < y->find->place.line ? -1 : 1;
	return slice_compare(x->variant, y->variant);
}

static bool same_story(const struct cause *a, const struct cause *b)
{
	return a->find == b->find && a->kind == b->kind && slice_equal(a->variant, b->variant) && slice_equal(a->matched, b->matched) &&
	        slice_equal(a->wanted, b->wanted);
}

/* A line for each other form of each line of the rule, nearest first; those whose words are missing are counted. */
void why_print_others(struct why_page *page, cause_array *all, const struct cause *best)
{
	size_t missing = 0, shown = 0;
	if (all->n > 1)
		qsort(all->at, all->n, sizeof *all->at, by_score);
	for (size_t i = 0; i < all->n; i++) {
		const struct cause *cause = &all->at[i];
		if (same_story(cause, best) || (i && same_story(cause, cause - 1)))
			continue;
		if (cause->matched.len && !shown++)
			why_print_line(page, "  the other forms:");
		struct slice text = cause_text(cause, cause->find->place.file, page->arena);
		if (cause->matched.len)
			why_print_line(page, "    %.*s", SLICE_ARG(text));
		else
			missing++;
	}
	if (missing)
		why_print_line(page, "  %zu other form%s of its lines: the words do not stand in the sentence", missing, missing == 1 ? "" : "s");
	why_print_line(page, "%s", "");
}
