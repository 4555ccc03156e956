/* shard: which documents a run takes, where several runs share a corpus. */
#ifndef KGRAPH_APP_SHARD_H
#define KGRAPH_APP_SHARD_H

#include "base/slice.h"

enum { SHARDS_MAX = 1000000 };

/* Number `number` (from 1) of `of`; of 0: no shard, everything is taken. */
struct shard {
	uint32_t number, of;
};

/* "3/8"; NULL is no shard. False where it is none. */
bool shard_read(const char *text, struct shard *shard);
/* Whether the document of that name is taken: its FNV-1a hash (64 bits; Fowler, Noll, Vo) modulo `of`, plus 1, is the number. Each document
 * belongs to one shard, by its name alone. */
bool shard_takes(const struct shard *shard, struct slice key);

#endif
