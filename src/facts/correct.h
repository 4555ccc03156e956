/* correct: what `reject` lines take out of documents, and what came of them and of `distinct` lines in a run. */
#ifndef KGRAPH_FACTS_CORRECT_H
#define KGRAPH_FACTS_CORRECT_H

#include "facts/fact.h"
#include "match/extract.h"

/* The `reject` lines, found by the documents that they name; shared by all threads. */
struct corrections;

/* rules outlive it; the caller frees it with corrections_free. */
struct corrections *corrections_new(const struct ruleset *rules);
void corrections_free(struct corrections *corrections);

/* An edge that was taken out. */
struct corrected {
	uint32_t line;     /* number in ast.rejects */
	struct slice edge; /* "A | relation | B | status" */
};

/* What happens to one document; its lists are emptied by corrector_start and freed by corrector_fini. */
struct corrector {
	const struct corrections *corrections;
	struct arena *arena;           /* of the document: for the edges in taken */
	ARRAY(uint32_t) lines;         /* of ast.rejects that name the document */
	ARRAY(struct corrected) taken; /* each edge once */
};

void corrector_start(struct corrector *corrector, const struct corrections *corrections, struct slice document, struct arena *arena);
void corrector_fini(struct corrector *corrector);
/* Whether a line takes this edge out of the document; notes it in taken. */
bool corrector_takes(
        struct corrector *corrector, const struct finding_end *source, uint32_t relation, const struct finding_end *target, enum status status);
/* The line that takes this finding out of the document, or NULL. Nothing is noted. */
const struct ast_reject *corrector_line(const struct corrector *corrector, const struct finding *finding);
/* Takes out of findings what the lines name. */
void corrector_apply(struct corrector *corrector, struct findings *findings);

/* What a run did with the corrections; zeroed, freed with correction_tally_fini. */
struct correction_tally {
	uint64_t *read, *taken; /* by line of ast.rejects: documents that it names, edges that it took out */
	uint64_t *apart;        /* by line of ast.distincts: documents in which it kept names apart */
};

void correction_tally_init(struct correction_tally *tally, const struct ast *ast);
void correction_tally_fini(struct correction_tally *tally);
/* Warns of lines that met nothing: a `reject` whose document was read, a `distinct` one of whose names the facts hold. */
void correction_tally_stale(const struct correction_tally *tally, const struct ast *ast, const struct facts *facts, struct diag *diag);

#endif
