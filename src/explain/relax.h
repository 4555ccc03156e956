/* relax: loosens one demand of a line after the other, to learn which of them a sentence does not meet. */
#ifndef KGRAPH_EXPLAIN_RELAX_H
#define KGRAPH_EXPLAIN_RELAX_H

#include "explain/cause.h"

/* The trigger's word does not stand in the sentence: another spelling of it may. */
void relax_word(struct probe *probe, const struct pattern *pattern, const struct trigger *trigger, struct cause *cause);
/* Elements first..end stand in the sentence, and no longer stretch does. */
void relax_stretch(
        struct probe *probe, const struct trigger_finder *finder, const struct pattern *pattern, size_t first, size_t end, struct cause *cause);

#endif
