/* cause: why a rule found what it found in a sentence, or why it found nothing. */
#ifndef KGRAPH_EXPLAIN_CAUSE_H
#define KGRAPH_EXPLAIN_CAUSE_H

#include "explain/probe.h"

enum cause_kind {
	CAUSE_FOUND,
	CAUSE_STATUS,       /* found, and not asserted */
	CAUSE_OFF,          /* the rule is switched off */
	CAUSE_WORD,         /* the words of the line do not stand in the sentence */
	CAUSE_SPELLING,     /* a word looks like the one that the line wants */
	CAUSE_FORM,         /* the verb stands in a form that the line, or `forms`, leaves out */
	CAUSE_NO_NAME,      /* words stand where a name is wanted */
	CAUSE_ALIAS,        /* the same, and they look like a name that the rules have */
	CAUSE_TYPE,         /* a name of another type */
	CAUSE_BETWEEN,      /* words stand between what has to stand together, or more than a gap takes */
	CAUSE_CLAUSE,       /* a gap would have to cross the end of a clause */
	CAUSE_NAME_BETWEEN, /* a gap would have to cross another name */
	CAUSE_OTHER_WORD,   /* another word stands where the line has this one */
	CAUSE_UNLESS,       /* an `unless` line matches as well */
	CAUSE_ENDS,         /* the line matches, but not what the relation takes: another type, or the same entity twice */
	CAUSE_IN_NAME,      /* a word of the line is part of a name */
	CAUSE_LIST,         /* a {X+} takes names, and asides between them, that the rest of the line would need */
	CAUSE_PART,         /* a name stands there that is an attribute of something else, or a complement */
	CAUSE_WITHIN,       /* the rule reads other parts of a page */
	CAUSE_OPEN,         /* a word stands there that stands for a name, and it is open for which */
	CAUSE_COUNT,
};

/* All texts live in the probe's arena or in the ruleset. */
struct cause {
	enum cause_kind kind;
	unsigned score; /* how near it came, of 1,000 */
	bool bare;      /* nothing but names, marks and everyday words of the line stands in the sentence */
	const struct ast_rule *rule;
	const struct ast_find *find; /* the line that came nearest; NULL for a rule without one */
	struct slice variant;
	struct slice matched;          /* the words that the line matched, as far as it got */
	struct slice wanted;           /* the part of the line that did not match, as it stands there */
	struct slice takes;            /* of a hole: the types that it takes */
	struct slice stood;            /* what stood there instead, or between */
	struct slice near;             /* what it looks like, the word that ends the clause, the cue, the names that may be meant; else empty */
	struct place near_place;       /* where near is declared, if it is */
	const struct finding *finding; /* CAUSE_FOUND, CAUSE_STATUS */
};

typedef ARRAY(struct cause) cause_array;

/* "Y07" and "wrong type". */
const char *cause_code(enum cause_kind kind);
const char *cause_title(enum cause_kind kind);

/* What stands in a line of a rule, cut where it is longer than is read: its place is told beside it. In arena, or pattern itself. */
struct slice cause_shown(struct slice pattern, struct arena *arena);

/* "FILE:LINE FORM: wrong type [Y08]; matched …": a cause that has a line, told on one line; file is what its file is called. In arena. */
struct slice cause_text(const struct cause *cause, struct slice file, struct arena *arena);

/* Searches the lines of a rule, and all forms of each, for the one that comes nearest to matching the sentence of the probe; of equal ones
 * the first. finder was made for the same ruleset. What each form of each line came to is appended to all, which may be NULL. */
struct cause cause_find(struct probe *probe, const struct trigger_finder *finder, const struct ast_rule *rule, cause_array *all);

/* The rules whose words stand in the sentence and that gave nothing, nearest first, at most `most` of them; of those alone that give a relation (an
 * index in ast.relations; ast.relations.n: any). Appended to nearest. */
void cause_nearest(struct probe *probe, const struct trigger_finder *finder, size_t relation, size_t most, cause_array *nearest);

#endif
