/* engine: a ruleset made ready for matching: lexicon, triggers, programs; shared by all threads. */
#ifndef KGRAPH_MATCH_ENGINE_H
#define KGRAPH_MATCH_ENGINE_H

#include "match/context.h"
#include "match/dates.h"
#include "match/extract.h"
#include "match/roles.h"
#include "match/status.h"
#include "match/wholes.h"
#include "names/homonyms.h"
#include "names/lexicon.h"
#include "names/mentions.h"

struct engine {
	const struct ruleset *rules;
	struct arena *arena, *lexicon_arena;
	struct program_compiler compiler;
	struct lexicon *lexicon;
	struct homonyms *homonyms;
	uint32_t *entity_types;   /* as ast.entities */
	struct type_set sought;   /* types whose names trigger a variant */
	struct program *variants; /* as ruleset.variants; a trigger's number below ruleset.variants.n is one of these */
	struct program *unless;   /* as ruleset.unless */
	struct naming naming;     /* a trigger's number from ruleset.variants.n on is a `name` line */
	struct status_programs status;
	struct context_programs context;
	struct role_programs roles;
	struct date_programs dates;
	struct whole_programs wholes;
	struct program further;       /* `phrase further` lines, if there are any */
	struct program pairs;         /* `hole pair` lines, if there are any */
	ARRAY(uint32_t) always;       /* variants without a trigger: they run on every sentence */
	ARRAY(uint32_t) always_names; /* `name` lines without one */
	unsigned within;              /* parts of a page that are read: bits of enum within */
	const struct map *abbreviations, *may_end, *complement;
};

#endif
