/* status: which cues and quotation marks of a sentence govern the words of a relation, and who speaks. */
#ifndef KGRAPH_MATCH_STATUS_H
#define KGRAPH_MATCH_STATUS_H

#include "names/mentions.h"
#include "text/quotation.h"

struct status_cues {
	struct program program;
	struct ruleset_cues words;
};

/* The lists of one status block. */
struct status_program {
	struct status_cues before, after, quoted, not_in, stop_at;
};

/* The cues of all status blocks, shared by all threads. */
struct status_programs {
	const struct ruleset *rules;
	struct program_compiler *compiler;
	struct status_program *blocks; /* as ast.statuses */
	struct status_cues clause;
	struct map *leading; /* words that lead up to a name: determiners, titles */
	struct arena *arena;
};

void status_programs_init(struct status_programs *programs, const struct ruleset *rules, struct program_compiler *compiler);
void status_programs_fini(struct status_programs *programs);
/* Whether a word leads up to a name: a determiner, a title. */
bool status_leads(const struct status_programs *programs, struct slice word);

/* Bytes of the masked sentence. */
struct status_span {
	size_t start, end;
	long speaker; /* number of the mention that fills the hole of a cue, or MASK_NONE */
};

typedef ARRAY(struct status_span) status_spans;

/* What one block's lists found in the sentence. */
struct status_found {
	status_spans before, after, quoted, stops;
};

/* One sentence's cues, found when first asked for; reset with status_sentence for the next. Freed with status_fini. */
struct status_reader {
	struct status_programs *programs;
	struct regex_scratch *scratch;
	const struct mentions *mentions;
	const struct document *document;
	const struct block *block;
	struct slice subject;
	bool read;
	struct group_set words;      /* of the sentence */
	struct status_found *found;  /* as ast.statuses */
	status_spans clauses, marks; /* words that begin a clause; marks that end one */
	quotation_array quotations;
	const struct block *quotes_of; /* the block that the quotations are of; NULL: none yet */
};

void status_init(struct status_reader *reader, struct status_programs *programs, struct regex_scratch *scratch);
void status_fini(struct status_reader *reader);
/* Before the sentences of a new document. */
void status_document(struct status_reader *reader, const struct document *document);
/* The sentence whose names are mentions; it lies in block. Both are borrowed until the next call. */
void status_sentence(struct status_reader *reader, const struct mentions *mentions, const struct block *block);

/* The words of a relation in the masked sentence. */
struct status_place {
	size_t anchor, anchor_end; /* its trigger */
	size_t subject;            /* where the first of the match's names begins, or anchor where none stands before it */
	size_t first, object;      /* where the earlier and the later name of the edge begin */
};

struct status_verdict {
	enum status status;
	long speaker; /* number of the mention that names who says so, or MASK_NONE */
};

/* The status of an edge: that of the first status block one of whose cues governs the relation's words; else that of the first block with a `quoted`
 * list, where the words stand in a quotation; else asserted. A cue governs what stands behind it in its clause, or right before it ("overthrown not
 * by Orlov"). A cue before the subject speaks of something else ("did not resign, and Orlov overthrew"), unless it stands right before it ("denied
 * that the old Orlov overthrew") or its block reaches over the whole clause. An aside between commas or in brackets keeps its cues to itself. */
struct status_verdict status_of(struct status_reader *reader, const struct status_place *place);
/* Whether a clause ends (a mark, a word of WORDS_CLAUSE) between two bytes of the masked sentence. */
bool status_clause_ends(struct status_reader *reader, size_t from, size_t to);
/* Where the clause of a byte of the masked sentence begins, behind what ended the one before. */
size_t status_clause_start(struct status_reader *reader, size_t at);

#endif
