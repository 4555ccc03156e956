/* page_source: a page's HTML made fit for libxml2. */
#ifndef KGRAPH_TEXT_PAGE_SOURCE_H
#define KGRAPH_TEXT_PAGE_SOURCE_H

#include "base/arena.h"
#include "base/slice.h"

/* A copy of UTF-8 text, of the same length, padded with zeros, in arena: without controls, noncharacters, and what overlong tags hold. */
struct slice page_source(struct arena *arena, struct slice text);

#endif
