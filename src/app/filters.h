/* filters: what the options ask of a picture. */
#ifndef KGRAPH_APP_FILTERS_H
#define KGRAPH_APP_FILTERS_H

#include "app/options.h"
#include "graph/filter.h"

/* Mistakes go to diag. The filter borrows from the options. */
void filters_read(struct filter *filter, const struct options *options, struct diag *diag);
/* The name of an option that leaves something out of a picture, if one was given; NULL where none was. */
const char *filters_given(const struct options *options);

#endif
