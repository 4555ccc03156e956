/* finding: one proof as the matcher gives it, before facts are merged. */
#ifndef KGRAPH_MATCH_FINDING_H
#define KGRAPH_MATCH_FINDING_H

#include "base/slice.h"
#include "rules/status.h"

/* One end of a finding. */
struct finding_end {
	struct slice id, name, text; /* entity's id, its canonical name, the words that stand in the text */
	uint32_t type;
	uint64_t start, end;
};

/* What the matcher gives for one sentence; all slices may die with the document. */
struct finding {
	struct finding_end source, target;
	uint32_t relation, line;
	enum status status;
	uint64_t start, end;
	struct slice sentence, rule, rule_file, variant, resolved, from, to, as;
	struct slice speaker;           /* who says so, as named in the document; empty where the text itself does, or nobody is named */
	uint32_t rule_line, rule_order; /* rule_order: number of the find line in the order of the rules */
	uint8_t sure;
	/* Empty where the sentence states the edge. Else the edge is inferred, this is the id of an edge that it was inferred from, and the
	 * sentence states that one: the texts and spans of the ends are those of its ends. */
	struct slice premise;
};

#endif
