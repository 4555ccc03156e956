/* merge: findings of documents, one after the other -> sorted facts; the same fact twice is one fact with two proofs. */
#ifndef KGRAPH_FACTS_MERGE_H
#define KGRAPH_FACTS_MERGE_H

#include "facts/fact.h"
#include "match/finding.h"

struct merge;

/* The types and relations are copied. */
struct merge *merge_new(const struct fact_type *types, size_t type_count, const struct fact_relation *relations, size_t relation_count);
/* Adds a document and its findings (copied). A finding between an entity and itself is
 * dropped and counted. The same edge at the same two spans by the same rule is one proof (best sure, then first line). */
void merge_document(struct merge *merge, const struct fact_document *document, const struct finding *findings, size_t n);
/* A proof as the finding that it was, in the numbers of these facts; all borrowed. */
struct finding merge_finding(const struct facts *facts, const struct fact_proof *proof);
/* Sorts, derives and hands over; the caller frees with facts_free. merge is gone. */
struct facts *merge_finish(struct merge *merge);
void facts_free(struct facts *facts);

#endif
