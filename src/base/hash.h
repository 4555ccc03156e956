/* hash: a hash of text for tables whose keys documents may choose: nobody who does not know the run's key can make texts that collide. */
#ifndef KGRAPH_BASE_HASH_H
#define KGRAPH_BASE_HASH_H

#include "base/slice.h"

/* Draws a key for this run. To be called before there are tables and threads; without it the key is the same in each run. No output may depend
 * on it: tables are walked in the order of arrival. */
void hash_draw_key(void);
void hash_set_key(uint64_t key);
uint64_t hash_text(struct slice text);

#endif
