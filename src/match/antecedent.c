#include "match/antecedent.h"

#include "base/unicode.h"
#include "base/word.h"
#include "rules/asked.h"
#include "rules/list.h"
#include "rules/vocabulary.h"

static slice_array list_texts(const struct ast *ast, struct slice name, struct arena *arena)
{
	slice_array texts = { 0 };
	struct vocabulary vocabulary;
	if (!name.len)
		return texts;
	vocabulary_init(&vocabulary, ast, name, 0, arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		list_push(arena, &texts, vocabulary.texts.at[i]);
	vocabulary_fini(&vocabulary);
	return texts;
}

struct antecedent_signs antecedent_signs(struct word_maps *maps, const struct ast_refer *refer)
{
	struct antecedent_signs signs = { .n = refer->signs.n };
	signs.behind = word_maps_get(maps, refer->behind.list);
	signs.before = word_maps_get(maps, refer->before.list);
	signs.inside = word_maps_get(maps, refer->inside.list);
	signs.titles = word_maps_get(maps, refer->titled.list);
	signs.joint = word_maps_get(maps, refer->several.list.len ? refer->several.list : slice_of(WORDS_JOIN));
	signs.determiner = word_maps_get(maps, slice_of(WORDS_DETERMINER));
	signs.endings = list_texts(maps->ast, refer->ending.list, maps->arena);
	signs.complement = word_maps_get(maps, slice_of(WORDS_COMPLEMENT));
	signs.clause = word_maps_get(maps, slice_of(WORDS_CLAUSE));
	signs.helping = word_maps_get(maps, slice_of(WORDS_AUXILIARY));
	signs.adverb = word_maps_get(maps, slice_of(WORDS_ADVERB));
	signs.opening = word_maps_get(maps, slice_of(WORDS_OPENING_DEED));
	signs.lists = arena_alloc(maps->arena, (signs.n + 1) * sizeof *signs.lists);
	for (size_t i = 0; i < signs.n; i++)
		signs.lists[i] = word_maps_get(maps, refer->signs.at[i].list);
	return signs;
}

struct slice antecedent_sign(const struct ast_refer *refer)
{
	return refer->signs.n ? refer->signs.at[0].tag : slice_make("", 0);
}

struct mention antecedent_name(const struct mention *mention)
{
	struct mention name = *mention;
	if (mention->kind == MENTION_REFER) {
		name.start = mention->of.start;
		name.end = mention->of.end;
		name.kind = mention->of.kind;
	}
	return name;
}

bool antecedent_same(const struct document *document, const struct mention *a, const struct mention *b)
{
	struct mention x = antecedent_name(a), y = antecedent_name(b);
	if (x.kind == MENTION_ENTITY && y.kind == MENTION_ENTITY)
		return x.entity == y.entity;
	struct slice first = word_last(slice_part(document->text, x.start, x.end)), second = word_last(slice_part(document->text, y.start, y.end));
	bool capitals = !unicode_has_lower(first) || !unicode_has_lower(second);
	return slice_equal(first, second) || (capitals && slice_alike(first, second));
}

bool antecedent_short_for(const struct document *document, const struct mention *name, const struct mention *full)
{
	struct mention x = antecedent_name(name), y = antecedent_name(full);
	struct slice text = slice_part(document->text, x.start, x.end), first = word_first(text),
	             whole = word_first(slice_part(document->text, y.start, y.end));
	return antecedent_same(document, name, full) && (first.len == text.len || slice_alike(first, whole));
}
