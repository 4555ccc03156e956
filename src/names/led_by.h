/* led_by: which words of a document stand behind a first name or a title, with no more than the middle of a name between. */
#ifndef KGRAPH_NAMES_LED_BY_H
#define KGRAPH_NAMES_LED_BY_H

#include "names/name_words.h"
#include "rules/ast.h"

/* Of one document; a zeroed one knows nothing yet. Ended, and made ready for the next document, by led_by_clear. */
struct led_by {
	slice_array words; /* those that do, each with what follows it, in byte order; once read */
	bool read;
	unsigned asked; /* before that */
};

/* Whether a name, which has no space, is one of them or begins one; never for one of more than 64 bytes. */
bool led_by_person(struct led_by *led, struct slice text, const struct name_words *words, struct slice name);
void led_by_clear(struct led_by *led);

#endif
