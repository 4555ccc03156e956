/* regex: compiled patterns with bounded matching; the only user of pcre2. */
#ifndef KGRAPH_BASE_REGEX_H
#define KGRAPH_BASE_REGEX_H

#include "base/array.h"
#include "base/slice.h"

struct regex;
/* One a thread: match data, JIT stack, counters. */
struct regex_scratch;

enum regex_flags {
	REGEX_CASELESS = 1,
	REGEX_COUNTED = 2,              /* may try very many ways: bounded by a count of callouts (100,000 a match call) */
	REGEX_FREE = 4 | REGEX_COUNTED, /* an author's own regular expression, read for what it may not hold */
	REGEX_UNRUN = 16,               /* of a free one: compiled to be asked what it is, and never matched */
	REGEX_PLAIN_GROUPS = 8,         /* (…) captures no more than (?:…) does; so it is inside (?n:…) */
};

/* Why compiling failed. */
struct regex_error {
	char text[160];
	size_t offset; /* byte of the pattern */
};

/* UTF and UCP, JIT where the system allows it; limits on length (64 KiB for free patterns) and nesting. Refused in free patterns: a leading
 * (*…), \C, callouts, recursion and subroutine calls. NULL with *error set. Freed with regex_free. */
struct regex *regex_compile(struct slice pattern, unsigned flags, struct regex_error *error);
void regex_free(struct regex *regex);
/* The same pattern once more, to be given parts of its own; freed by itself. Safe from several threads. */
struct regex *regex_share(const struct regex *regex);
/* What the pattern's parts are, by number, as regex_tests.ends knows them. Borrowed; before the first match. */
void regex_parts(struct regex *regex, void *const *parts);
/* Whether the pattern has a group that captures. */
bool regex_captures(const struct regex *regex);
/* Whether the pattern can match the empty text. */
bool regex_matches_empty(const struct regex *regex);

struct regex_scratch *regex_scratch_new(void);
void regex_scratch_free(struct regex_scratch *scratch);

/* Tests that a pattern asks by number, as (?C1) to (?C32): places[n - 1][byte of the subject] != 0 makes test n fail there. What a long list of words
 * forbids is cheaper to look up once than to compile into every pattern. */
enum { REGEX_TESTS = 32 };

/* Ends of what begins at one byte, ascending, each behind that byte; valid until the next are asked for. */
struct regex_ends {
	const uint32_t *at;
	size_t n;
	bool gave_up;
};

typedef ARRAY(uint32_t) regex_end_array;

/* Adds an end to those from number `first` on: they stay ascending, none twice. */
void regex_end_add(regex_end_array *ends, size_t first, uint32_t end);

struct regex_tests {
	const unsigned char *places[REGEX_TESTS]; /* NULL: not looked up yet */
	size_t len;                               /* bytes in each */
	/* Returns places[n], made when a pattern first asks for it; it may not match in the scratch that is asking. */
	const unsigned char *(*look_up)(size_t n, void *data);
	/* Where matches of a part that begin at byte `start` end; it may not match in the scratch that is asking. */
	struct regex_ends (*ends)(void *part, size_t start, void *data);
	void *data;
};

/* Parts that a pattern leaves out: a long list that many patterns share is looked for once a sentence instead of being compiled into each.
 * "()(?:(?Ca)(?>\\w+|\\W))+(?Cb)" with a = REGEX_PART + 2n, b = a + 1 stands for part n of the pattern: the empty group marks its start, (?Ca) fails
 * where no match of the part that begins there goes on, (?Cb) where none ends. */
enum { REGEX_PART = REGEX_TESTS + 1, REGEX_PARTS = 100 };

/* For all matches in scratch from here on; NULL for none. Borrowed. */
void regex_scratch_tests(struct regex_scratch *scratch, struct regex_tests *tests);

enum regex_result { REGEX_NONE, REGEX_MATCH, REGEX_GAVE_UP };

/* Searches valid UTF-8 subject from byte `from`; anchored: only there. Empty matches do not count. One compiled pattern may serve
 * many threads, each with its own scratch. */
enum regex_result regex_match(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t from, bool anchored);
/* The same, of a match that begins at byte `last` at the latest. */
enum regex_result regex_match_within(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t from, size_t last);
/* Appends to ends where matches that begin at byte `from` can end, the empty one left out, ascending, none twice: REGEX_NONE where none was added.
 * The pattern has to close with REGEX_EVERY_END, and matches nothing otherwise. */
#define REGEX_EVERY_END "(?C254)"
enum regex_result regex_ends(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t from, regex_end_array *ends);
/* Bytes of a group of the last match in scratch; false where it took no part (or its end lies before its start). Group 0 is the whole. */
bool regex_span(const struct regex_scratch *scratch, int group, size_t *start, size_t *end);
/* The next match behind byte *end, which is 0 at first: its bytes. false where none is left, or regex is NULL. */
bool regex_next(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t *start, size_t *end);
/* Replaces the first match of regex in text by replacement ($1 …) into out (room bytes); false where it does not match or fit. */
bool regex_replace(
        const struct regex *regex, struct regex_scratch *scratch, struct slice text, const char *replacement, char *out, size_t room, size_t *len);
#endif
