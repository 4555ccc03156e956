/* derive: sorts merged facts and works out what follows from the proofs: ids, weights, degrees, surface forms. */
#ifndef KGRAPH_FACTS_DERIVE_H
#define KGRAPH_FACTS_DERIVE_H

#include "facts/fact.h"

/* facts holds types, relations, documents, and in order of arrival: entities (id, name, type), edges (ends, relation, status) and
 * proofs; rule_orders has the place of each proof's rule among the rules. Sorts all as fact.h says, drops repeated proofs, fills
 * every derived member. n log n. */
void derive_all(struct facts *facts, const uint32_t *rule_orders);
/* The part of it that fills facts.forms and, of each entity, forms, documents and mentions. A span that several proofs use counts once. */
void derive_forms(struct facts *facts);

#endif
