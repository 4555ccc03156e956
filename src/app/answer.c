#include "app/answer.h"

#include "app/command.h"

void answer_open(struct answer *answer)
{
	const char *why; /* standard output is always open */
	answer->outputs = file_outputs_new();
	answer->output = file_output_open(answer->outputs, "-", &why);
}

int answer_close(struct answer *answer, int status, struct diag *diag)
{
	const char *why = file_output_close(answer->output);
	file_outputs_free(answer->outputs);
	if (!why)
		return status;
	diag_error(diag, (struct place){ .file = slice_of("standard output") }, NULL, NULL, "cannot be written: %s", why);
	return EXIT_OUTPUT;
}
