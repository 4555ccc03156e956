/* rules_text: for tests: rules from a string, and what was said of them. */
#ifndef KGRAPH_TESTS_RULES_TEXT_H
#define KGRAPH_TESTS_RULES_TEXT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/ast.h"
#include "rules/parse.h"
#include "rules/resolve.h"

struct rules_text {
	struct ast *ast;
	struct diag *diag;
};

static inline struct rules_text rules_parse(struct slice text)
{
	struct rules_text rules = { ast_new(), diag_new() };
	parse_text(rules.ast, slice_of("t.rules"), text, rules.diag);
	return rules;
}

static inline struct rules_text rules_check(const char *text)
{
	struct rules_text rules = rules_parse(slice_of(text));
	resolve_verbs(rules.ast, rules.diag);
	resolve_check(rules.ast, 1, rules.diag);
	return rules;
}

static inline void rules_free(struct rules_text *rules)
{
	ast_free(rules->ast);
	diag_free(rules->diag);
}

/* Whether the only message is one error that begins like this: "3:6: error: …". */
static inline bool rules_say(struct rules_text *rules, const char *start)
{
	struct slice text = diag_text(rules->diag);
	char wanted[256];
	snprintf(wanted, sizeof wanted, "t.rules:%s", start);
	bool good = diag_errors(rules->diag) == 1 && slice_starts(text, wanted);
	if (!good)
		fprintf(stderr, "wanted: %s\nsaid:   %.*s\n", wanted, SLICE_ARG(text));
	return good;
}

#endif
