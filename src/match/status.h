/* status: which cues of a sentence govern the words of a relation. */
#ifndef KGRAPH_MATCH_STATUS_H
#define KGRAPH_MATCH_STATUS_H

#include "base/array.h"
#include "rules/program.h"

/* The cues of all status blocks, shared by all threads. */
struct status_programs {
	const struct ruleset *rules;
	struct program_compiler *compiler;
	struct program *before, *not_in, *stop_at; /* as ast.statuses */
	struct program clause;
	struct map *determiners;
	struct arena *arena;
};

void status_programs_init(struct status_programs *programs, const struct ruleset *rules, struct program_compiler *compiler);
void status_programs_fini(struct status_programs *programs);

struct status_span {
	size_t start, end;
};

typedef ARRAY(struct status_span) status_spans;

/* One sentence's cues, found when first asked for; reset with status_sentence for the next. Freed with status_fini. */
struct status_reader {
	struct status_programs *programs;
	struct regex_scratch *scratch;
	struct slice subject;
	bool read;
	status_spans *cues, *stops; /* as ast.statuses */
	status_spans clauses;
};

void status_init(struct status_reader *reader, struct status_programs *programs, struct regex_scratch *scratch);
void status_fini(struct status_reader *reader);
void status_sentence(struct status_reader *reader, struct slice subject);
/* The words of a relation in the masked sentence. */
struct status_place {
	size_t anchor, anchor_end; /* its trigger */
	size_t subject;            /* where the first of the match's names begins, or anchor where none stands before it */
	size_t object;             /* where the later name of the edge begins */
};

/* The status of an edge: that of the first status block one of whose cues stands before the relation words in their clause, or right behind
 * them ("overthrown not by Orlov"). A cue before the subject speaks of something else ("did not resign, and Orlov overthrew"), unless it stands right
 * before it ("denied that the old Orlov overthrew") or its block reaches over the whole clause. `otherwise` where no cue governs. */
enum status status_of(struct status_reader *reader, const struct status_place *place, enum status otherwise);
/* Whether a clause ends (a mark, a word of WORDS_CLAUSE) between two bytes of the masked sentence. */
bool status_clause_ends(struct status_reader *reader, size_t from, size_t to);
/* Where the clause of a byte of the masked sentence begins, behind what ended the one before. */
size_t status_clause_start(struct status_reader *reader, size_t at);

#endif
