#include "output/output.h"

#include <string.h>
#include <strings.h>

#include "output/formats.h"
#include "output/layout.h"

#define FORMAT_ROW(suffix, name, help, picture, whole, write) { suffix, name, help, picture, whole, write },
static const struct output_format formats[] = { OUTPUT_FORMATS(FORMAT_ROW) };

const struct output_format *output_formats(size_t *n)
{
	*n = sizeof formats / sizeof formats[0];
	return formats;
}

static bool ends_with(const char *text, const char *suffix)
{
	size_t text_len = strlen(text), len = strlen(suffix);
	return text_len >= len && strcasecmp(text + text_len - len, suffix) == 0;
}

const struct output_format *output_for(const char *path_or_name)
{
	const struct output_format *found = NULL;
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		if (strcasecmp(path_or_name, formats[i].name) == 0)
			return &formats[i];
		if (!formats[i].suffix || !ends_with(path_or_name, formats[i].suffix))
			continue;
		if (!found || strlen(formats[i].suffix) > strlen(found->suffix))
			found = &formats[i];
	}
	return found;
}

const char *output_options_check(const struct output_options *options)
{
	if (options->layout && !layout_known(options->layout))
		return "--layout is one of auto, dot, neato, sfdp, circo, twopi";
	if (!options->csv_for || strcmp(options->csv_for, "plain") == 0 || strcmp(options->csv_for, "excel") == 0)
		return NULL;
	return "--csv-for is plain or excel";
}

const char *output_write(const struct output_format *format, const struct facts *facts, const struct selection *selection,
        const struct output_options *options, struct file_output *output)
{
	const char *why = output_options_check(options);
	return why ? why : format->write(facts, selection, options, output);
}
