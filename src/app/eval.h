/* eval: what `kgraph eval` found, on its way to the terminal or to another program. */
#ifndef KGRAPH_APP_EVAL_H
#define KGRAPH_APP_EVAL_H

#include "base/file.h"
#include "app/quotes.h"

struct eval {
	const struct gold *gold;
	const struct facts *facts;
	const struct score *score;
	struct quotes_found *quotes; /* as score.rows: where a row that is missed says that it stands; empty where there is none, and of the others */
	const struct fact_rejection **taken_out; /* as score.rows: what a `reject` line took out that a row is missed for; or NULL */
	size_t left_out;             /* rows whose document was not read */
};

/* The table, what is missed, and what the list does not have. */
void eval_print(const struct eval *eval, struct file_output *output);
/* The same and all rows and edges as one JSON object, a line for each. */
void eval_print_json(const struct eval *eval, struct file_output *output);

#endif
