/* places: where in a masked sentence the members of the rules' word classes begin, for the tests that patterns ask by number. */
#ifndef KGRAPH_NAMES_PLACES_H
#define KGRAPH_NAMES_PLACES_H

#include "base/array.h"
#include "base/regex.h"
#include "names/shared_places.h"
#include "rules/needs.h"
#include "rules/program.h"

/* The classes of a ruleset, compiled; shared by all threads. */
struct class_programs {
	const struct word_classes *classes;
	struct program programs[REGEX_TESTS]; /* members of several words */
	struct program partitive;             /* WORDS_PARTITIVE */
	struct word_groups words;             /* group n: the single words of class n */
	struct arena *arena;
};

void class_programs_init(struct class_programs *programs, const struct word_classes *classes, const struct ast *ast);
void class_programs_fini(struct class_programs *programs);

/* One sentence's places, class by class when a pattern asks. Zeroed is empty; freed with class_places_fini. */
struct class_places {
	struct regex_tests tests;
	struct class_programs *programs;
	struct program_compiler *compiler;
	struct regex_scratch *scratch; /* of its own: it is asked in the midst of a match */
	struct shared_places parts;
	struct slice subject;       /* 16 bytes behind it are readable */
	ARRAY(unsigned char) bytes; /* class after class */
	struct group_set classes;   /* of one word */
	bool words_known;           /* whether the single words of all classes were looked up */
};

/* Gets the tests ready for the classes of subject, until the next call: matches ask them in whose scratch they are put. */
void class_places_find(struct class_places *places, struct class_programs *programs, struct program_compiler *compiler, struct slice subject);
void class_places_fini(struct class_places *places);

#endif
