/* ruleset: folders of rules -> one compiled, read-only set that all threads share. */
#ifndef KGRAPH_RULES_RULESET_H
#define KGRAPH_RULES_RULESET_H

#include "base/diag.h"
#include "rules/emit.h"
#include "rules/inference.h"
#include "rules/types.h"
#include "rules/variant.h"

/* A variant and what it takes to run it. */
struct ruleset_variant {
	struct variant variant;
	struct trigger trigger;
	struct needs needs;
	struct type_set *hole_types; /* as needs.holes */
	struct type_set any_hole;    /* all of them together */
	uint32_t order;              /* number of its find line, over all rules */
	bool owns;                   /* it has a hole with a possessive behind it */
	bool bracket;                /* a bracket has to stand there */
	bool opens;                  /* its rule reads some names as words */
};

/* What it takes to run a `name` line. */
struct ruleset_name {
	struct trigger trigger;
	struct needs needs;
	size_t lead; /* as trigger_lead has it */
	uint32_t type;
};

/* What the words of a `refer` block may stand for. */
struct ruleset_refer {
	struct type_set types;
	struct type_set owned; /* of what the words are taken together with */
	uint32_t only;         /* the type that the block names; the unknown one where it names several */
	uint32_t words;        /* the group of which one has to stand in a sentence where they do */
	bool anywhere;         /* some of them have no such word */
};

/* The cues of one list of a `status` block. */
struct ruleset_cues {
	group_array *words; /* for each cue: groups of which one word has to stand in a sentence where it does */
	size_t n;
	bool anywhere; /* one of them has no such group */
};

struct ruleset_status {
	struct ruleset_cues before, after, quoted, not_in, stop_at;
};

struct ruleset_relation {
	struct type_set from, to; /* the types of its ends */
};

struct ruleset {
	struct arena *arena;
	ARRAY(struct arena *) line_arenas; /* of the threads that read the lines of rules */
	struct ast *ast;
	struct types types;
	struct word_classes classes;
	struct map *relations;                  /* name or inverse -> index in ast.relations */
	struct ruleset_relation *ends;          /* as ast.relations */
	ARRAY(struct ruleset_variant) variants; /* of the rules that are not off, in their order */
	ARRAY(struct ruleset_variant) unless;   /* by rule, in their order */
	struct ruleset_name *names;             /* as ast.names */
	struct ruleset_refer *refers;           /* as ast.refers */
	struct ruleset_status *statuses;        /* as ast.statuses */
	struct word_groups groups;
	struct type_set opened; /* the types of what rules read as words */
	struct inferences inferences;
	uint32_t finds;      /* find lines of rules that are not off: orders from here on are those of inferences */
	struct slice digest; /* 16 hexadecimal digits that depend on the text of the rules alone */
	size_t rules;        /* that are not off */
};

/* Loads folders (paths; each pulls the folders that its `uses` lines name: siblings, or else those of library where that is not
 * NULL) in order, every problem going to diag in one run. NULL where diag counted an error. The caller frees it with ruleset_free. */
struct ruleset *ruleset_load_with(const char *const *folders, size_t n, const char *library, struct diag *diag);
/* The same with rules that stand in no file, read last; the text outlives the ruleset. So many threads (at least one) share the work. */
struct ruleset *ruleset_load_more(
        const char *const *folders, size_t n, const char *library, struct slice more, unsigned threads, struct diag *diag);
/* Rules that were read already. */
struct ruleset_texts {
	ARRAY(struct ast_file) files;  /* in the order in which they are to be read; their `uses` lines load nothing */
	ARRAY(struct ast_file) tables; /* stand for the tables of these paths */
};
/* The same of texts, which may end with the call. */
struct ruleset *ruleset_load_texts(const struct ruleset_texts *texts, struct diag *diag);
/* ruleset_load_with without a library. */
struct ruleset *ruleset_load(const char *const *folders, size_t n, struct diag *diag);
void ruleset_free(struct ruleset *rules);
/* Lint: warnings on what is legal and yet doubtful. */
void ruleset_lint(const struct ruleset *rules, struct diag *diag);
/* Index of a relation by its name or its inverse (*inverse is set); ast.relations.n where there is none. */
size_t ruleset_relation(const struct ruleset *rules, struct slice name, bool *inverse);
/* The types that hole `name` of a rule takes by the relations of its `gives` lines. */
void ruleset_hole_types(const struct ruleset *rules, const struct ast_rule *rule, struct slice name, struct type_set *set);

#endif
