#include "names/resolve.h"

#include "base/unicode.h"
#include "names/titled.h"

/* A thing that has no name belongs to its document. */
static struct identity described(struct slice text, const struct document *document, uint32_t type, struct arena *arena)
{
	struct slice slug = unicode_slug(arena, text);
	struct slice id = arena_format(arena, "%.*s@%.*s", SLICE_ARG(slug), SLICE_ARG(document->key));
	return (struct identity){ .id = id, .name = text, .type = type };
}

static struct identity declared(uint32_t number, const struct types *types, struct arena *arena)
{
	const struct ast_entity *entity = &types->ast->entities.at[number];
	return (struct identity){ .id = unicode_slug(arena, entity->name), .name = entity->name, .type = types_number(types, entity->type) };
}

static struct slice reason(struct slice text, const struct full_name *full, struct arena *arena)
{
	return arena_format(arena, "%.*s: %.*s (line %u)", SLICE_ARG(text), SLICE_ARG(full->text), full->line);
}

static struct identity named(const struct mention *mention, const struct document *document, const struct types *types,
        const struct name_table *table, struct arena *arena)
{
	struct slice text = unicode_normal(arena, slice_part(document->text, mention->start, mention->end));
	const struct full_name *full = table ? titled_meant(table, map_get(table->shorts, text), document->text, mention->start) : NULL;
	size_t apart = table && table->apart ? map_number(table->apart, text, SIZE_MAX) + 1 : 0;
	struct identity identity = { .name = text, .type = mention->type };
	if (full && full->entity != LEXICON_BLOCKED) {
		identity = declared(full->entity, types, arena);
		identity.resolved = reason(text, full, arena);
		identity.apart = apart;
		return identity;
	}
	if (full && !slice_equal(full->text, text)) {
		identity.name = full->text;
		identity.resolved = reason(text, full, arena);
	}
	identity.apart = apart;
	identity.id = unicode_slug(arena, identity.name);
	return identity;
}

/* Who held the role that the words name, and when the text speaks. */
static struct identity holder(const struct mention *mention, const struct document *document, const struct types *types, struct arena *arena)
{
	char when[DATE_TEXT];
	const struct ast_role *role = mention->role;
	struct identity identity = declared(mention->entity, types, arena);
	struct slice word = unicode_normal(arena, slice_part(document->text, mention->start, mention->end));
	date_write(mention->when, when);
	identity.resolved = arena_format(arena, "%.*s: %.*s, %.*s %.*s .. %.*s (%s)", SLICE_ARG(word), SLICE_ARG(identity.name),
	        SLICE_ARG(role->text), SLICE_ARG(role->from), SLICE_ARG(role->to), when);
	return identity;
}

/* What the words stand for, and where the text says it. */
static struct identity referred(const struct mention *mention, const struct document *document, const struct types *types,
        const struct name_table *table, struct arena *arena)
{
	struct mention name = *mention;
	name.kind = mention->of.kind;
	name.start = mention->of.start;
	name.end = mention->of.end;
	struct identity identity = resolve_mention(&name, document, types, table, arena);
	if (mention->thing.end) {
		struct slice thing = unicode_normal(arena, slice_part(document->text, mention->thing.start, mention->thing.end));
		identity.name = arena_format(arena, "%.*s%.*s %.*s", SLICE_ARG(identity.name), SLICE_ARG(mention->thing.mark), SLICE_ARG(thing));
		identity.id = unicode_slug(arena, identity.name);
		identity.type = mention->type;
	}
	struct slice word = unicode_normal(arena, slice_part(document->text, mention->start, mention->end));
	struct slice said = unicode_normal(arena, slice_part(document->text, name.start, name.end));
	struct slice why = arena_format(arena, "%.*s: %.*s (line %u)", SLICE_ARG(word), SLICE_ARG(said), document_line(document, name.start));
	identity.resolved = identity.resolved.len ? arena_format(arena, "%.*s; %.*s", SLICE_ARG(why), SLICE_ARG(identity.resolved)) : why;
	return identity;
}

bool resolve_better_name(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return a.len > b.len;
	bool small = unicode_has_lower(a), words = memchr(a.ptr, ' ', a.len);
	return words && small != unicode_has_lower(b) ? small : slice_compare(a, b) < 0;
}

struct identity resolve_mention(const struct mention *mention, const struct document *document, const struct types *types,
        const struct name_table *table, struct arena *arena)
{
	if (mention->kind == MENTION_REFER && mention->role)
		return holder(mention, document, types, arena);
	if (mention->kind == MENTION_REFER)
		return referred(mention, document, types, table, arena);
	if (mention->kind == MENTION_ENTITY)
		return declared(mention->entity, types, arena);
	if (mention->kind == MENTION_NAMED || mention->kind == MENTION_UNKNOWN)
		return named(mention, document, types, table, arena);
	struct slice text = unicode_normal(arena, slice_part(document->text, mention->start, mention->end));
	return described(text, document, mention->type, arena);
}
