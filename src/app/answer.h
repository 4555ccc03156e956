/* answer: standard output, for the commands that answer a question. */
#ifndef KGRAPH_APP_ANSWER_H
#define KGRAPH_APP_ANSWER_H

#include "base/diag.h"
#include "base/file.h"

struct answer {
	struct file_outputs *outputs;
	struct file_output *output; /* written to by the put_ functions */
};

void answer_open(struct answer *answer);
/* Gives status back, or EXIT_OUTPUT with an error where not all of it could be written. */
int answer_close(struct answer *answer, int status, struct diag *diag);

#endif
