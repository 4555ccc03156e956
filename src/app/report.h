/* report: the account of a run: the whole of it as JSON, and the line with which a run ends. */
#ifndef KGRAPH_APP_REPORT_H
#define KGRAPH_APP_REPORT_H

#include "base/diag.h"
#include "base/file.h"
#include "facts/fact.h"

/* Writes the account as JSON; the same run gives the same bytes. Always NULL. */
const char *report_write(const struct facts *facts, struct file_output *output);
/* The closing line. */
void report_close(const struct facts *facts, double seconds, struct diag *diag);
/* Which files of the folders were no documents: how many, verbose each. */
void report_ignored(const struct facts *facts, bool verbose, struct diag *diag);
/* What was dropped or given up, where something was; what `reject` lines took out, verbose with all of it; and where no relation was found, why. */
void report_losses(const struct facts *facts, bool verbose, struct diag *diag);
void report_rejections(const struct facts *facts, bool verbose, struct diag *diag);
void report_nothing(const struct facts *facts, struct diag *diag);

#endif
