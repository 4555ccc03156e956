/* roles: "the president" in 1972: who held a dated role (`was`) when the text speaks. */
#ifndef KGRAPH_MATCH_ROLES_H
#define KGRAPH_MATCH_ROLES_H

#include "names/date_scan.h"
#include "names/mentions.h"
#include "text/sentence.h"

/* A `was` line. Texts are folded. */
struct role_holder {
	const struct ast_role *role;
	uint32_t entity;         /* who held it */
	struct slice text, head; /* "president of chile", "president" */
	uint32_t of;             /* the entity that its last words name ("Chile"), or ROLES_NOTHING */
	struct date from, to;    /* the year 0 where it is open */
};

#define ROLES_NOTHING UINT32_MAX

/* The `role` lines of `refer` blocks and what they may mean, shared by all threads. */
struct role_programs {
	const struct ruleset *rules;
	struct program_compiler *compiler;
	const struct date_lines *dates;       /* borrowed */
	struct sentence_words sentence_words; /* borrowed */
	struct arena *arena;
	struct program *lines, *not_in; /* as ast.refers */
	ARRAY(struct role_holder) holders;
	struct map *texts; /* of the holders' roles */
	uint32_t *types;   /* as ast.refers: the type that its hole asks for first; ROLES_NOTHING where it asks for none */
	bool any; /* some block has such a line, and somebody such a role */
};

void role_programs_init(struct role_programs *programs, const struct ruleset *rules, struct program_compiler *compiler, const struct map *function,
        const struct date_lines *dates);
void role_programs_fini(struct role_programs *programs);

/* A sentence that names a time, from its first date to its last. */
struct role_dated {
	size_t start;
	struct date from, to;
};

/* What was read of a block, up to byte `at`; 0 where nothing was. */
struct role_block {
	size_t at;
	ARRAY(struct role_dated) dated;
};

/* A mention that is taken for a role, and the type that it was found with. */
struct role_taken {
	size_t mention;
	uint32_t type;
};

/* One thread's view. Zeroed but for its first members; freed with roles_fini. */
struct roles {
	const struct role_programs *programs;
	/* How often the document has names of an entity. */
	size_t (*count)(uint32_t entity, void *data);
	void *data;
	struct arena *arena; /* for one sentence */
	date_phrases phrases;
	struct mask mask;
	ARRAY(struct role_taken) taken; /* of the sentence at hand */
	struct role_block *blocks; /* as the document's; NULL while none was read */
	size_t block_count;
};

void roles_fini(struct roles *roles);
/* Forgets the document, before another one. */
void roles_clear(struct roles *roles);
/* Takes the names of roles in a sentence for those who held them then, where that is one for sure. When is then: as the sentence says; or the
 * last one before it in the block that says so; or else the document, where it names nobody else who held the role. Whether there were any. */
bool roles_find(struct roles *roles, const struct document *document, const struct sentence *sentence, struct mentions *mentions);

#endif
