#include "match/likely.h"

#include "base/ascii.h"

static bool equal_words(const char *text, struct slice word)
{
	for (size_t i = 0; i < word.len; i++)
		if (ascii_lower(text[i]) != word.ptr[i])
			return false;
	return true;
}

/* Whether word stands behind the word at byte `at`, nothing but white space between. Where there is another mark the pattern has to look. */
static bool follows(struct slice text, size_t at, struct slice word)
{
	while (at < text.len && ascii_is_word(text.ptr[at]))
		at++;
	size_t start = at;
	while (at < text.len && ascii_is_space(text.ptr[at]))
		at++;
	if (at == start || at == text.len || (unsigned char)text.ptr[at] >= 0x80)
		return at < text.len && (unsigned char)text.ptr[at] >= 0x80;
	return at + word.len <= text.len && equal_words(text.ptr + at, word);
}

static bool precedes(struct slice text, size_t at, struct slice word)
{
	size_t end = at;
	while (at && ascii_is_space(text.ptr[at - 1]))
		at--;
	if (at == end || !at || (unsigned char)text.ptr[at - 1] >= 0x80)
		return at && (unsigned char)text.ptr[at - 1] >= 0x80;
	return at >= word.len && equal_words(text.ptr + at - word.len, word);
}

bool likely_neighbours(const struct trigger *trigger, struct slice text, size_t at)
{
	return (!trigger->after.len || follows(text, at, trigger->after)) && (!trigger->before.len || precedes(text, at, trigger->before));
}

/* Whether bytes start..end of the document may fill hole number `hole` of a variant that a word at byte `at` triggered. */
static bool on_its_side(const struct ruleset_variant *variant, size_t hole, size_t start, size_t end, uint32_t at)
{
	return at == NOWHERE || !variant->trigger.words.n || (hole < variant->needs.before ? start < at : end > at);
}

/* Whether one of these types may stand in the sentence in words that nothing declares. */
static bool may_stand_for(const struct ruleset_variant *variant, const struct type_set *types, const struct outlook *outlook)
{
	return type_set_meets(types, &outlook->possible) || (variant->owns && type_set_meets(types, &outlook->owners));
}

/* Whether the sentence may hold as many names as the variant has holes. */
static bool has_enough(const struct engine *engine, const struct ruleset_variant *variant, const struct outlook *outlook)
{
	size_t found = 0;
	if (may_stand_for(variant, &variant->any_hole, outlook))
		return true;
	for (size_t i = 0; i < outlook->n && found < variant->needs.holes.n; i++) {
		uint32_t entity = outlook->names[i].entity;
		found += entity != LEXICON_BLOCKED && type_set_has(&variant->any_hole, engine->entity_types[entity]);
	}
	return found >= variant->needs.holes.n;
}

static bool may_fill(const struct engine *engine, const struct candidate *candidate, size_t hole, const struct outlook *outlook)
{
	const struct ruleset_variant *variant = &engine->rules->variants.at[candidate->variant];
	const struct type_set *types = &variant->hole_types[hole];
	if (may_stand_for(variant, types, outlook))
		return true;
	if (!type_set_meets(types, &outlook->declared))
		return false;
	for (size_t i = 0; i < outlook->n; i++) {
		const struct sighting *name = &outlook->names[i];
		if (name->entity != LEXICON_BLOCKED && type_set_has(types, engine->entity_types[name->entity]) &&
		        on_its_side(variant, hole, name->start, name->end, candidate->at))
			return true;
	}
	return false;
}

bool likely_match(const struct engine *engine, const struct candidate *candidate, const struct group_set *groups, const struct outlook *outlook)
{
	const struct ruleset_variant *variant = &engine->rules->variants.at[candidate->variant];
	if ((variant->bracket && !outlook->bracket) || !group_set_meets(groups, &variant->needs.words))
		return false;
	for (size_t i = 0; i < variant->needs.holes.n; i++)
		if (!may_fill(engine, candidate, i, outlook))
			return false;
	return has_enough(engine, variant, outlook);
}
