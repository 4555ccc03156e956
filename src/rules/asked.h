/* asked: the word lists that the program asks for by name. A language says in them what the program cannot know; each may be missing. */
#ifndef KGRAPH_RULES_ASKED_H
#define KGRAPH_RULES_ASKED_H

#include "base/slice.h"

#define WORDS_CLAUSE "clause"                /* words that end a gap */
#define WORDS_FINITE "finite"                /* behind a name, show that it is the subject of a clause of its own: no gap goes over it */
#define WORDS_JOIN "list-joint"              /* between the last two members of a list */
#define WORDS_JOIN_INNER "list-comma"        /* between the others */
#define WORDS_PAIRWISE "pairwise"            /* join the members of two lists one by one: "respectively" */
#define WORDS_LIST_END "list-end"            /* closes a list with somebody who has no name */
#define WORDS_LIST_BREAK "list-break"        /* behind a name, show that it is no member but begins a clause whose verb is left out */
#define WORDS_SHARED_NOUN "shared-noun"      /* what adjectives share that stand in a list */
#define WORDS_POSSESSIVE "possessive"        /* glued to a name, make it a mere attribute of what follows */
#define WORDS_COMPLEMENT "complement"        /* before a name, show that it is no subject */
#define WORDS_PARTITIVE "partitive"          /* before a name, stand for it: of WORDS_COMPLEMENT or not */
#define WORDS_FUNCTION "function"            /* never part of a capitalised name */
#define WORDS_PARTICLE "particle"            /* in lower case inside a capitalised name */
#define WORDS_PREFIX "prefix"                /* glued before a capitalised name by a hyphen or an apostrophe */
#define WORDS_NAME_END "name-end"            /* behind a hyphen, no part of the name before it: "-led" */
#define WORDS_SUFFIX "suffix"                /* the last word of a name, with its full stop: "Jr." */
#define WORDS_NUMERAL "numeral"              /* numbers behind a name: "II" */
#define WORDS_BYNAME "byname"                /* behind an article, close a name: "the Younger" */
#define WORDS_STOPPED "name-stopped"         /* short for a word that a name goes on over, with its full stop: "Louis St. Laurent" */
#define WORDS_LINK "name-link"               /* what a name with an article goes on over: "the Sons of Liberty" */
#define WORDS_MANY "many-owners"             /* their possessive is part of a name: "People's" */
#define WORDS_DETERMINER "determiner"        /* may stand between a cue and its subject */
#define WORDS_ARTICLE "article"              /* make no difference to a name wherever they stand in it */
#define WORDS_TITLE "title"                  /* before a name, no part of it */
#define WORDS_OFFICE_PART "office-part"      /* what a title is of, where a name may follow: "Secretary of State" */
#define WORDS_FIRST_NAME "first-name"        /* a person's name begins here, whatever capitalised words stand before: "Republican Warren Harding" */
#define WORDS_LAST_NAME "last-name"          /* titles and offices that are last names as well: "Rodney King" */
#define WORDS_LAST_FIRST "last-name-first"   /* last names that stand first: "Mao Zedong" is Mao */
#define WORDS_NOT_NAME "not-a-name"          /* capitalised and yet no name: months, demonyms */
#define WORDS_AFTER_NAME "after-name"        /* behind a sentence's first word, show that it is a name */
#define WORDS_OPENING "opening"              /* begins a sentence right before a name and is no part of it: "Fearing Orlov" */
#define WORDS_OPENING_DEED "opening-deed"    /* a deed of the subject that begins a sentence, in the form it has there */
#define WORDS_KIN "kin"                      /* before a name in full, show that it is a relative of whom the text speaks: "his wife, Ana Poe" */
#define WORDS_PLACED "placed"                /* behind these a name of one word is that of a place: "in Saigon" */
#define WORDS_NARROWER "narrower"            /* make of a name that of another thing: "East" in "East Jerusalem", which no "Jerusalem" stands for */
#define WORDS_ABBREVIATION "abbreviation"    /* end no sentence with their full stop */
#define WORDS_MAY_END "abbreviation-may-end" /* but these of them may */
#define WORDS_COMMON "common"                /* frequent words, that say little */
#define WORDS_AUXILIARY "auxiliary"          /* help a verb: "has been" */
#define WORDS_ADVERB "adverb"
#define WORDS_NUMBER "number"
#define WORDS_PAST "past-tense" /* pasts of verbs that the rules may not know */

/* Whether a list of this name is one of them. */
bool asked_for(struct slice name);

#endif
