/* patch: the lines of a graph (.jsonl), and of a diff of it -> the lines of the newer graph, to the byte. */
#ifndef KGRAPH_FACTS_PATCH_H
#define KGRAPH_FACTS_PATCH_H

#include "base/buffer.h"
#include "base/diag.h"

enum { PATCH_VERSION = 1, PATCH_DIGEST = 17 };

/* 16 hexadecimal digits and a NUL: FNV-1a (Fowler, Noll, Vo), 64 bits, of all bytes. */
void patch_digest(struct slice text, char digest[PATCH_DIGEST]);

/* A diff file that was read. */
struct patch;

/* Reads text, called file in messages: a header, then changes for people, which are passed over, then what is dropped from the older lines and put
 * between them, in order. NULL where it is no diff that can be applied: diag says why, with file and line. text outlives the patch. The
 * caller frees it with patch_free. */
struct patch *patch_read(struct slice file, struct slice text, struct diag *diag);
void patch_free(struct patch *patch);

/* Appends the newer graph to out. False where the patch is of another graph, or leads to another one than it says: diag says so; out is of no use
 * then. */
bool patch_apply(const struct patch *patch, struct slice older, struct buffer *out, struct diag *diag);

#endif
