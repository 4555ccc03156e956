/* formats: the one table of formats; a new one is a file with a FORMAT_WRITER and a line here. */
#ifndef KGRAPH_OUTPUT_FORMATS_H
#define KGRAPH_OUTPUT_FORMATS_H

#include "output/output.h"

/* Suffix (NULL: none), name after -f, help, whether it is a picture, whether it keeps everything, and the function that writes it. */
#define OUTPUT_FORMATS(FORMAT)                                                                                                                       \
	FORMAT(".csv", "csv", "the edge list, a row an edge", false, false, csv_write_edges)                                                         \
	FORMAT(".nodes.csv", "nodes.csv", "the entities", false, false, csv_write_nodes)                                                             \
	FORMAT(".evidence.csv", "evidence.csv", "every proof of every edge", false, false, csv_write_evidence)                                       \
	FORMAT(".dot", "dot", "the graph for Graphviz", false, false, dot_write)                                                                     \
	FORMAT(".gv", "gv", "the same", false, false, dot_write)                                                                                     \
	FORMAT(".jsonl", "jsonl", "everything, without loss, a line a thing", false, true, jsonl_write)                                              \
	FORMAT(".svg", "svg", "the picture", true, false, picture_write)                                                                             \
	FORMAT(NULL, "text", "lines to read", false, false, lines_write)

/* The head of a function that writes a format; its contract is output_format.write's. */
#define FORMAT_WRITER(name)                                                                                                                          \
	const char *name(                                                                                                                            \
	        const struct facts *facts, const struct selection *selection, const struct output_options *options, struct file_output *output)

#define FORMAT_DECLARE(suffix, name, help, picture, whole, write) FORMAT_WRITER(write);
OUTPUT_FORMATS(FORMAT_DECLARE)
#undef FORMAT_DECLARE

#endif
