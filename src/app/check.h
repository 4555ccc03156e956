/* check: what kgraph check has to say, for people and for programs. */
#ifndef KGRAPH_APP_CHECK_H
#define KGRAPH_APP_CHECK_H

#include "app/examples.h"
#include "base/file.h"

/* examples and rules are NULL where the rules have errors. */
struct checked {
	const struct ruleset *rules;
	const struct examples *examples;
	const struct diag *diag;
	int status;
};

/* Writes one JSON document: status, counts, messages (those that diag keeps), examples. */
void check_json(const struct checked *checked, struct file_output *output);

#endif
