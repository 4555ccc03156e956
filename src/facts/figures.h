/* figures: counts of rows and edges -> recall, precision and F1. */
#ifndef KGRAPH_FACTS_FIGURES_H
#define KGRAPH_FACTS_FIGURES_H

#include "facts/gold.h"

/* What was counted of a relation, a document, or all. */
struct figures {
	uint32_t rows[GOLD_TIERS][GOLD_READINGS], found[GOLD_TIERS][GOLD_READINGS];
	uint32_t edges, right; /* right: edges that stand in the list */
};

/* Which rows a recall is taken of; allowed rows are in none. */
enum figures_of { FIGURES_CORE, FIGURES_DIRECT_CORE, FIGURES_CORE_AND_HARD, FIGURES_KINDS };

struct ratio {
	uint32_t part, whole; /* whole 0: there is nothing to measure */
};

struct ratio figures_recall(const struct figures *figures, enum figures_of kind);
struct ratio figures_precision(const struct figures *figures);
/* 0 to 1, or negative where whole is 0. */
double ratio_value(struct ratio ratio);
/* The harmonic mean of the precision and that recall: 0 to 1; negative where there is no row to find. */
double figures_f1(const struct figures *figures, enum figures_of kind);

/* Means over relations, each counting the same: of those that have rows (recall, F1) or edges (precision). Negative where none has. */
struct figures_means {
	double recall[FIGURES_KINDS], f1[FIGURES_KINDS], precision;
};
/* stride: bytes from one to the next of n figures. */
struct figures_means figures_means(const struct figures *first, size_t stride, size_t n);

#endif
