/* why_name: what a name was taken for in documents. */
#ifndef KGRAPH_APP_WHY_NAME_H
#define KGRAPH_APP_WHY_NAME_H

#include "app/options.h"
#include "facts/fact.h"
#include "explain/called.h"
#include "rules/ruleset.h"

/* The entities of one id: first..first + n of called->found. */
struct why_group {
	size_t first, n;
	enum wording_part part; /* the most of them */
	uint32_t type;          /* the first of theirs in the rules */
	uint64_t count;         /* of mentions that hold the name; where none does, of all */
};

/* All that the answer needs. */
struct why_answer {
	struct slice name;
	const struct options *options;
	const struct ruleset *rules;
	const struct fact_account *account;
	struct called *called;                  /* sorted */
	ARRAY(struct why_group) groups;         /* those that are the name first, then the most frequent, then by id */
	ARRAY(const struct ast_entity *) known; /* declared ones of that name, where no document has it */
	struct slice near;                      /* a name that is there, where this one is not; or empty */
	struct file_output *output;
};

/* The name of a type of names. */
struct slice why_type(const struct why_answer *answer, uint32_t type);
/* Reads options->inputs and says on standard output what name was taken for in each document; where it is that of a rule (and no JSON is wanted),
 * what why_rule says. Returns an exit status. */
int why_name(const char *name, const struct options *options, struct diag *diag);
/* The answer for people, and for programs. */
void why_name_text(const struct why_answer *answer);
void why_name_json(const struct why_answer *answer);

#endif
