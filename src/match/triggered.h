/* triggered: the variants of rules and the `name` lines that the words of a sentence trigger. */
#ifndef KGRAPH_MATCH_TRIGGERED_H
#define KGRAPH_MATCH_TRIGGERED_H

#include "match/likely.h"
#include "text/sentence.h"

struct triggered {
	const struct engine *engine;
	const struct lexicon_hits *hits;  /* of the document */
	struct slice text;                /* of the document */
	unsigned within;                  /* part of the page that the sentence stands in: bits of enum within */
	ARRAY(struct candidate) variants; /* to run on the sentence */
	ARRAY(uint32_t) names;            /* `name` lines to run on it */
};

void triggered_fini(struct triggered *triggered);
/* The first trigger at or behind byte `at` of the document, of those from number `from` on. */
size_t triggered_first(const struct lexicon_hits *hits, size_t from, size_t at);
/* Makes these the variants and `name` lines of the sentence, those that need no word included. How many variants its words triggered. */
size_t triggered_by(struct triggered *triggered, const struct sentence *sentence);
/* Makes these the `name` lines of the sentence alone. */
void triggered_names(struct triggered *triggered, const struct sentence *sentence);
/* Makes these all that there are. */
void triggered_all(struct triggered *triggered);
/* In the order of the rules; one variant may stand there for several places. */
void triggered_sort_variants(struct triggered *triggered);
/* In the order of the rules, none twice. */
void triggered_sort_names(struct triggered *triggered);

#endif
