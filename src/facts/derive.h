/* derive: sorts merged facts and works out what follows from the proofs: ids, weights, degrees, surface forms. */
#ifndef KGRAPH_FACTS_DERIVE_H
#define KGRAPH_FACTS_DERIVE_H

#include "facts/fact.h"

/* facts holds types, relations, and in any order: documents, entities (id, name, type), edges (ends, relation, status), proofs and
 * rejections. Sorts all as fact.h says, drops repeated proofs, fills every derived member: the same facts in another order give the same
 * result. n log n. */
void derive_all(struct facts *facts);
/* The part of it that sorts facts.rejections and drops repeated ones. */
void derive_rejections(struct facts *facts);
/* The part of it that fills facts.account. */
void derive_account(struct facts *facts);
/* The part of it that fills facts.forms and, of each entity, forms, documents and mentions. A span that several proofs use counts once. */
void derive_forms(struct facts *facts);

#endif
