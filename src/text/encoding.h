/* encoding: bytes of a known encoding -> text with a map of offsets; the only user of iconv. */
#ifndef KGRAPH_TEXT_ENCODING_H
#define KGRAPH_TEXT_ENCODING_H

#include "text/document.h"

/* Reads raw as document->encoding (not AUTO; encoding_name for OTHER) from byte `mark`, the end of its byte order mark, on. Asks no
 * questions: document_decode does before it calls this. NULL, or "unknown encoding". */
const char *encoding_decode(struct document *document, struct arena *arena, struct slice raw, size_t mark);

#endif
