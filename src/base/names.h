/* names: interning, text -> small number; equal texts get equal numbers, counted from 0 in order of arrival. */
#ifndef KGRAPH_BASE_NAMES_H
#define KGRAPH_BASE_NAMES_H

#include "base/slice.h"

struct names;

#define NAMES_NONE UINT32_MAX

/* The caller frees it with names_free; texts are copied. */
struct names *names_new(void);
void names_free(struct names *names);
/* The number of text, a new one where it is not known yet. */
uint32_t names_add(struct names *names, struct slice text);
/* The number of text, or NAMES_NONE. */
uint32_t names_find(const struct names *names, struct slice text);
/* The text of a number; it lives as long as the names. */
struct slice names_text(const struct names *names, uint32_t number);
uint32_t names_count(const struct names *names);

#endif
