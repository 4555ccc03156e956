/* emit_work: what the files that write PCRE2 share; nobody else includes it. */
#ifndef KGRAPH_RULES_EMIT_WORK_H
#define KGRAPH_RULES_EMIT_WORK_H

#include "rules/emit.h"
#include "rules/vocabulary.h"

/* The characters of mentions, and classes of what is none. Case is switched off in classes: the library would look up the other case of every
 * character in them. */
#define NAMES "\xEE\x80\x80-\xEE\x83\xBF"
#define ANY_NAME "(?-i:[" NAMES "])"
#define NOT_NAME(more) "(?-i:[^ " NAMES more "])"
/* A word of a gap: anything between spaces that is no name, ends no clause and is no dash. Its comma may be left to what follows the gap. */
#define GAP_WORD "(?!-+ )(?:" NOT_NAME(";:,") "|,(?! ))++,?"
/* The same of a gap over names. */
#define OVER_WORD "(?!-+ )(?:(?-i:[^ ;:,])|,(?! ))++,?"
/* A word of a noun phrase. */
#define PLAIN NOT_NAME(",;:.!?|\"'()\\[\\]") "+"
#define PLAIN_WORD "(?!-)" PLAIN "(?:'" PLAIN ")?"
/* A word ends here; behind a mark nothing has to end. */
#define WORD_END "(?!\\w(?<=\\w\\w))"

/* From this many members on a vocabulary is a part. */
enum { SHARED_FROM = 12, DEPTH_LIMIT = 32 };

struct emit_cache {
	struct arena *arena;
	struct map *vocabularies; /* by whether with word classes, forms, name: struct cached */
	struct map *parts;        /* by kind, forms, name: struct emit_shared */
	struct buffer key;
	const struct type_set *asked; /* of the names that `hole before` lines ask for; NULL: not read yet */
};

/* The key of what the name and two small numbers say, until the next is asked for. */
struct slice emit_key(struct emit_cache *cache, unsigned forms, int kind, struct slice name);

/* A pattern being written. */
struct work {
	const struct emitter *emitter;
	struct arena *arena;
	struct buffer out;
	struct emitted *emitted;
	int groups;
	bool inline_only; /* no parts: what is written goes into other patterns, or is one itself */
	bool opening;     /* a `name` line that has no element yet: the library looks for what a pattern begins with, and cannot see that of a part */
	bool followed;    /* something stands behind the element being written, in its pattern or behind the bracket that it ends */
	unsigned depth;
};

/* Appends PCRE2 as it is. */
void emit_text(struct work *work, const char *bytes);
/* (?Cn): asks test n of the sentence. */
void emit_test(struct work *work, int number);
/* Appends text that stands for itself. */
void emit_literal(struct work *work, struct slice literal_text);
/* The space before an element, where it has one. */
void emit_separator(struct work *work, const struct element *element, bool glued);
/* space_behind: each alternative brings the space behind it along. */
void emit_choice(struct work *work, const struct element *element, bool glued, bool space_behind);
/* Capitalised words, with particles between them; `also` is what may stand in a capitalised word's place; lead: they may
 * begin with a particle. */
void emit_capitalised(struct work *work, const char *also, bool lead);
/* One element without its separator. */
void emit_one(struct work *work, const struct pattern *pattern, size_t i, bool glued);
/* An element that may be absent in the middle: it brings the space before it along. */
void emit_optional(struct work *work, const struct element *element, const struct pattern *pattern, size_t i, bool glued);
/* glued: nothing stands between what is before and the first element. Returns whether what follows is to stand glued as well: nothing
 * that must be there was written, or a mark that opens. */
bool emit_elements(struct work *work, const struct pattern *pattern, bool glued, size_t anchor);

/* Whether the rules have a list of this name. */
bool emit_has_words(const struct work *work, const char *name);
/* Always without calls, so that it fits into every pattern. */
void emit_vocabulary_members(struct work *work, const struct vocabulary *vocabulary);
/* Fails behind a word that makes what follows part of something else. */
void emit_not_complement(struct work *work);
/* A vocabulary written out where it stands. */
void emit_vocabulary_inline(struct work *work, struct slice name, unsigned forms);
/* Asks for a part: for words, {Name}, and what may stand before a hole, the longest first; for what may stand behind one the shortest, nothing;
 * of a list all of it. Where patterns
 * look for themselves, it is called, and written behind the pattern. False where it is to stand in place: nothing is written. */
bool emit_asks_shared(struct work *work, enum shared_kind kind, struct slice name, unsigned forms);
/* The same for a part at hand: that of these, the cache's. */
bool emit_asks(struct work *work, struct emit_shared *part);
struct emit_shared *emit_shared_get(const struct work *work, enum shared_kind kind, struct slice name, unsigned forms);
/* One member of the vocabulary, up to the end of its last word. */
void emit_vocabulary(struct work *work, struct slice name, unsigned forms);
/* The same, of one of the lists that the program asks for by name. */
void emit_words_named(struct work *work, const char *name);

/* {Name}, or {Name : type}. */
void emit_any_name(struct work *work, const struct element *element);
/* {Name} of a `name` line; lead as emit_capitalised takes it. */
void emit_name_inline(struct work *work, bool lead);
/* What fills a hole, without what may stand around it. */
void emit_core(struct work *work, const struct emitted_hole *hole, bool possessive_follows);
/* `hole before` lines end against the name, `hole after` lines begin against it. */
void emit_around_inline(struct work *work, enum hole_side side);
/* The members of a list behind the first, as far as it goes. */
void emit_list_inline(struct work *work, const struct emitted_hole *hole);
/* The same, as a part. */
void emit_around(struct work *work, bool after);
/* The hole at index i, with what may stand around it. */
void emit_hole(struct work *work, const struct pattern *pattern, size_t i, bool glued);

/* Every pattern is written between these two; emit_finish hands the text over. */
void emit_begin(struct work *work, const struct emitter *emitter, struct arena *arena, struct emitted *emitted);
void emit_finish(struct work *work);

#endif
