/* status: what a text says of a relation besides that it is so. */
#ifndef KGRAPH_RULES_STATUS_H
#define KGRAPH_RULES_STATUS_H

#include <stdbool.h>

#include "base/slice.h"

enum status { STATUS_ASSERTED, STATUS_DENIED, STATUS_PLANNED, STATUS_ATTEMPTED, STATUS_SUPPOSED, STATUS_REPORTED, STATUS_COUNT };

/* "asserted", "denied" … */
const char *status_name(enum status status);

/* The status of this name in *status; false where there is none. */
bool status_find(struct slice name, enum status *status);

#endif
