/* blocks: memory for arenas, in pieces of one size cut out of huge pages: such a page takes one page fault where small ones take 512. */
#ifndef KGRAPH_BASE_BLOCKS_H
#define KGRAPH_BASE_BLOCKS_H

enum { BLOCK_BYTES = 64 * 1024 };

/* BLOCK_BYTES that are not cleared, aligned to as many as a cache line; never NULL. Safe from several threads, as is block_give, which takes
 * them back: memory whose blocks were all given back goes back to the system. */
void *block_take(void);
void block_give(void *block);

#endif
