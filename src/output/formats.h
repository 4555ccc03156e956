/* formats: the writers that the table of formats names; their contract is output_format.write's. */
#ifndef KGRAPH_OUTPUT_FORMATS_H
#define KGRAPH_OUTPUT_FORMATS_H

#include "output/output.h"

#define FORMAT_WRITER(name) \
	const char *name(const struct facts *facts, const struct selection *selection, const struct output_options *options, \
			struct file_output *output)

FORMAT_WRITER(csv_write_edges);
FORMAT_WRITER(csv_write_nodes);
FORMAT_WRITER(csv_write_evidence);
FORMAT_WRITER(dot_write);
FORMAT_WRITER(jsonl_write);
FORMAT_WRITER(lines_write);
FORMAT_WRITER(picture_write);

#endif
