/* extract: one document -> its findings, by a ruleset; one extractor a thread. */
#ifndef KGRAPH_MATCH_EXTRACT_H
#define KGRAPH_MATCH_EXTRACT_H

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "match/finding.h"
#include "rules/ruleset.h"
#include "names/mentions.h"
#include "text/document.h"
#include "text/sentence.h"

/* A sentence that was read, as long as extract_watch.sentence runs. */
struct extract_view {
	struct document *document;
	const struct sentence *sentence;
	struct mentions *mentions;
	unsigned within;                 /* part of the page: a bit of enum within; in examples those that their rule reads */
	const struct findings *findings; /* of the document so far */
	size_t first;                    /* of the findings, those of this sentence */
};

/* For those who want to see the rules at work; a member may be NULL. */
struct extract_watch {
	void (*sentence)(const struct extract_view *view, void *data);
	/* A word triggered a variant (a number in ruleset.variants). */
	void (*triggered)(uint32_t variant, void *data);
	/* A variant was run on a sentence; it gave so many findings. */
	void (*tried)(uint32_t variant, size_t findings, uint64_t nanoseconds, void *data);
	void *data;
};

struct extract_options {
	bool eager;       /* look at every sentence; gives the same findings, slower */
	bool known_names; /* names that no list or pattern knows are no mentions (--names known) */
	bool no_refer;    /* words that stand for a name are no mentions (--no-refer) */
	bool all_names;   /* find the names of sentences in which no rule triggers, too: for watch->sentence, which sees every sentence then */
	const struct extract_watch *watch; /* or NULL */
};

/* What one document gave; slices live in the arena that extract_document was given (or in the ruleset or document). */
struct findings {
	ARRAY(struct finding) list;
	uint64_t sentences, matched, empty, gave_up, cut; /* sentences == matched + empty + gave_up; cut: at the length limit */
	uint64_t names;                                   /* mentions of declared names seen by the words pass */
	uint64_t triggers;                                /* places where a rule could have begun to match */
	ARRAY(uint32_t) apart;                            /* `distinct` lines that kept a name of the document from being another's, each once */
	uint64_t unproved;                                /* findings whose span did not hold both names: dropped */
};

void findings_clear(struct findings *findings);
/* Adds a line to apart, once. */
void findings_apart(struct findings *findings, uint32_t line);
void findings_fini(struct findings *findings);

/* A ruleset made ready for matching; shared by all threads. */
struct engine;
/* The words and memory of one thread. */
struct extractor;

/* The ruleset outlives the engine; the caller frees it with engine_free. So many threads share the work. */
struct engine *engine_new(const struct ruleset *rules, unsigned threads);
void engine_free(struct engine *engine);
/* Warns of what was asked for and could not be compiled, but for find lines, which say so themselves. */
void engine_say_broken(const struct engine *engine, struct diag *diag);
/* The engine outlives the extractor; the caller frees it with extractor_free. */
struct extractor *extractor_new(struct engine *engine, const struct extract_options *options);
void extractor_free(struct extractor *extractor);
/* Takes every block of the documents to come for a part of a page that rules with these bits of enum within read; 0: for what it looks like. */
void extractor_read_as(struct extractor *extractor, unsigned within);
/* A part of a document, by bytes: number `number` of `of` equal ones. A block is read with the part that it begins in. */
struct extract_part {
	size_t number, of;
};
/* Fills findings (cleared first) in the order of the text. Warnings (a rule that gave up) go to diag with the rule's place. */
void extract_document(struct extractor *extractor, struct document *document, struct arena *arena, struct findings *findings, struct diag *diag);
/* The same part by part: the findings of all parts, one behind the other, are those of the document, and so are their counts together. Between
 * begin and end parts may be read in any order; what they find lives in arena. */
void extract_begin(struct extractor *extractor, struct document *document, struct arena *arena);
void extract_part(struct extractor *extractor, struct extract_part part, struct findings *findings, struct diag *diag);
void extract_end(struct extractor *extractor);

#endif
