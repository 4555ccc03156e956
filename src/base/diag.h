/* diag: every message to the user: place, source line, carets, code, help; counted, in a fixed order. */
#ifndef KGRAPH_BASE_DIAG_H
#define KGRAPH_BASE_DIAG_H

#include "base/slice.h"

/* Where a message points. file is empty for none; line and column count from 1 (column in bytes), 0 for none;
 * length (bytes) is how far the carets go; source is the whole source line, without its end, or empty. All borrowed. */
struct place {
	struct slice file;
	uint32_t line, column, length;
	struct slice source;
};

enum diag_severity { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE, DIAG_SEVERITIES };

/* code and help may be empty. */
struct diag_message {
	enum diag_severity severity;
	struct place place;
	struct slice code, help, text;
};

/* A list of messages. The main one prints at once (diag_stream); a worker's keeps them until diag_replay.
 * Only one thread may use one list. */
struct diag;

struct diag *diag_new(void);
/* Prints to standard error at once; colour where it is a terminal and NO_COLOR is not set. After `flood` messages of one
 * severity (0: no limit) further ones are counted only, and diag_close says how many. */
struct diag *diag_stream(unsigned flood, bool quiet);
void diag_free(struct diag *diag);

/* rules/power.rules:9:14: error: TEXT [CODE], the source line with carets, and "= help: HELP" where help is not NULL.
 * code may be NULL. Control characters of the data are escaped as \xNN in what is printed. */
void diag_error(struct diag *diag, struct place place, const char *code, const char *help, const char *format, ...)
        __attribute__((format(printf, 5, 6)));
void diag_warning(struct diag *diag, struct place place, const char *code, const char *help, const char *format, ...)
        __attribute__((format(printf, 5, 6)));
/* A line without severity: "kgraph: TEXT"; not printed where quiet. */
void diag_note(struct diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

unsigned diag_errors(const struct diag *diag);
unsigned diag_warnings(const struct diag *diag);
/* Gives the kept messages of from to to, in their order, and empties from. */
void diag_replay(struct diag *from, struct diag *to);
/* The kept messages in their order, and how many they are; they live until diag says or replays another one. */
const struct diag_message *diag_kept(const struct diag *diag, size_t *n);
/* Says how many messages were not shown, if any. */
void diag_close(struct diag *diag);
/* Each kept message as text, for tests: "place: error: text [code]\n…"; owned by diag. */
struct slice diag_text(struct diag *diag);

/* The word of candidates (n of them) that is nearest to wrong by edit distance, or an empty slice where none is near. */
struct slice diag_nearest(struct slice wrong, const struct slice *candidates, size_t n);

#endif
