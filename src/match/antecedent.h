/* antecedent: which of the names before it a word that refers stands for. */
#ifndef KGRAPH_MATCH_ANTECEDENT_H
#define KGRAPH_MATCH_ANTECEDENT_H

#include "names/mentions.h"
#include "rules/word_maps.h"

/* The first sign of a block, by which its words are told from those of another; empty where it has none. */
struct slice antecedent_sign(const struct ast_refer *refer);

/* The word lists of a `refer` block: of each of its signs, and of what no unknown name may stand behind. */
struct antecedent_signs {
	const struct map **lists;     /* as ast_refer.signs; NULL where a sign has no list */
	const struct map *behind;     /* NULL where the block has none */
	const struct map *titles;     /* the same */
	slice_array endings;          /* ends of words that no name has that is meant */
	const struct map *complement; /* WORDS_COMPLEMENT */
	const struct map *clause;     /* WORDS_CLAUSE */
	const struct map *opening;    /* what begins a sentence with something else than its subject, up to a comma */
	const struct map *determiner; /* WORDS_DETERMINER */
	const struct map *joint;      /* what joins the last two of several names */
	size_t n;
};

/* Lives as long as the maps. */
struct antecedent_signs antecedent_signs(struct word_maps *maps, const struct ast_refer *refer);

/* What is asked of the names. */
struct antecedents {
	const struct ast_refer *refer;
	const struct type_set *types;
	const struct antecedent_signs *signs;
	const struct document *document;
	const struct mentions *mentions; /* knows the table of the document */
	size_t begin;                    /* where the sentence of the names begins, byte of the document */
	const struct mention *other;     /* somebody of whom the document shows that the words do not mean them; NULL where there is nobody */
	struct slice echo;               /* the word that the name must have; empty where it need not */
	bool earlier;                    /* the names are those of a sentence before */
	bool far;  /* the names stand two sentences before or more: no unknown one is meant of which the document shows nothing */
	bool open; /* result: several fit, so that none is meant for sure */
};

/* The one mention among these of one sentence, in their order, that the words can stand for: the only thing of a fitting type, or the first thing of
 * all, which is the subject and does not begin a list; or, where the nearest is meant, the last. NULL where it is open or none fits. */
const struct mention *antecedent_choose(struct antecedents *names, const struct mention *list, size_t n);
/* How many of these mentions, which stand before a word that refers in its own sentence, it can stand for: one that ends a circumstance right before it is not
 * meant, "With the help of Orlov, he", nor is any of those in front that a deed of the subject opens with, "Supported by Orlov and Ruiz, he". */
size_t antecedent_in_sentence(const struct antecedents *names, const struct mention *list, size_t n, size_t start);
/* The same of a word that is no subject: those before the last, if that one is the subject right before the verb, "Orlov fled after Ruiz had accused him", and
 * something ends before it; else none. */
size_t antecedent_before_subject(const struct antecedents *names, const struct mention *list, size_t n, size_t start);
/* What a word that is the object of a second verb stands for: the object of the first, "Orlov arrested Ruiz and killed him". NULL where it is no such word or
 * that verb has no such object; names->open where the one name may be subject or object. */
const struct mention *antecedent_object(struct antecedents *names, const struct mention *list, size_t n, size_t start);
/* Whether a possessive is joined to the last of the mentions before it, and that fits: "Orlov and his". */
bool antecedent_beside(const struct antecedents *names, const struct mention *list, size_t n, size_t start);
/* The name that a possessive at byte `start` leads up to, "After his return, Orlov": one of the mentions from number n on, with a comma before it and none behind.
 * NULL where there is none. */
const struct mention *antecedent_ahead(struct antecedents *names, const mention_array *list, size_t n, size_t start);
/* Whether what one of these mentions of one sentence names stands there somewhere without belonging to something else as in "of Spain". */
bool antecedent_is_free(const struct antecedents *names, const struct mention *list, size_t n, const struct mention *mention);
/* Whether a clause stands before byte `start` of its sentence, be it one that leads up to it: whatever its subject is, it is nearer than the sentence before. */
bool antecedent_behind_clause(const struct antecedents *names, size_t start);
/* Whether a name, in a sentence that begins at byte `begin`, is hardly what is meant if there is another to choose: nothing knows it, and it is no subject, or,
 * where `part`, it only belongs to something else, "of Orlov". */
bool antecedent_weak(const struct antecedents *names, const struct mention *mention, size_t begin, bool part);
/* Whether the words of a block can stand for what a mention names. */
bool antecedent_may_be(const struct antecedents *names, const struct mention *mention);
/* Whether two mentions are plainly of one thing; of short and full names the last word is the same. */
bool antecedent_same(const struct document *document, const struct mention *a, const struct mention *b);
/* Whether a name ends as another one in full does, and begins as that one or has only this word: "Lee" and "Ann Lee" of Ann Mary Lee. */
bool antecedent_short_for(const struct document *document, const struct mention *name, const struct mention *full);
/* Whether a name has a title or a first name before it somewhere in the document. */
bool antecedent_shown(const struct antecedents *names, struct slice text);
/* Whether a name that begins at byte `start` stands behind a word of a list, its title or article between them. */
bool antecedent_behind(const struct antecedents *names, const struct map *list, size_t start);
/* The name that a mention names or stands for. */
struct mention antecedent_name(const struct mention *mention);

#endif
