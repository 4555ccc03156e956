/* dates: which date of a sentence belongs to a relation. */
#ifndef KGRAPH_MATCH_DATES_H
#define KGRAPH_MATCH_DATES_H

#include "names/date_scan.h"
#include "match/status.h"
#include "names/mask.h"
#include "text/sentence.h"

/* The `date` blocks, shared by all threads. */
struct date_programs {
	const struct ast *ast;
	struct program_compiler *compiler;
	const struct date_lines *lines; /* borrowed */
	struct program stops, predicates, turns, apart;
	struct sentence_words sentence_words; /* borrowed */
};

void date_programs_init(
        struct date_programs *programs, const struct ruleset *rules, struct program_compiler *compiler, const struct date_lines *lines);
void date_programs_fini(struct date_programs *programs);

/* The date last named before a place of a document, for "two years later"; the year 0 where that is not sure. */
struct date_anchor {
	size_t block, at; /* where the block begins, and up to where it was read */
	struct date date;
};

/* One sentence's dates, found when first asked for. Zeroed but for its first three members; freed with dates_fini. */
struct dates_reader {
	const struct date_programs *programs;
	struct regex_scratch *scratch;
	struct status_reader *status; /* knows where clauses end */
	const struct document *document;
	struct sentence sentence;
	struct slice subject;
	bool read, apart_read;
	date_phrases phrases, before;
	status_spans stops, predicates, turns, apart;
	struct date_anchor anchor;
	struct mask mask;
};

void dates_fini(struct dates_reader *reader);
/* Begins a document, whose blocks have been found. */
void dates_document(struct dates_reader *reader, const struct document *document);
/* The day that stands alone in one of the first lines of a document, below its headline; the year 0 where none does. */
struct date dates_head(struct dates_reader *reader, const struct document *document);
/* The next sentence, and its masked text. Sentences of a document come in their order. */
void dates_sentence(struct dates_reader *reader, const struct sentence *sentence, struct slice subject);

/* Where a relation stands in the masked sentence. */
struct dates_place {
	size_t start, end;         /* the match */
	size_t anchor, anchor_end; /* its trigger */
	enum when when;            /* of its rule */
};

/* The dates of a relation; the year 0 where the sentence tells none, or does not tell clearly. A date belongs to a relation in whose clause it
 * stands: no end of a clause, no `stop` line and no aside lies between them. Of several the nearest; of two on both sides none, unless one
 * lies in the other. */
void dates_of(struct dates_reader *reader, const struct dates_place *place, struct date *from, struct date *to);

#endif
