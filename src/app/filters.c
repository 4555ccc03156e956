#include "app/filters.h"

#include <string.h>

#include "base/date.h"

static const struct place nowhere;

static unsigned read_statuses(const struct options *options, struct diag *diag)
{
	unsigned bits = 0;
	for (size_t i = 0; i < options->statuses.n; i++) {
		enum status status;
		struct slice word = options->statuses.at[i];
		if (slice_is(word, "all"))
			bits |= FILTER_EVERYTHING;
		else if (status_find(word, &status))
			bits |= 1u << status;
		else
			diag_error(diag, nowhere, NULL, "asserted, denied, planned, attempted, supposed, reported, or all",
			        "there is no status \"%.*s\"", SLICE_ARG(word));
	}
	return bits;
}

/* A date and nothing behind it. */
static bool is_date(const char *text)
{
	struct date date;
	char same[DATE_TEXT];
	return date_read(slice_of(text), &date) && date_write(date, same) == strlen(text);
}

static struct slice read_date(const char *option, const char *text, struct diag *diag)
{
	if (!text)
		return slice_make("", 0);
	if (!is_date(text))
		diag_error(diag, nowhere, NULL, "1973, 1973-09 or 1973-09-11", "--%s wants a date, not \"%s\"", option, text);
	return slice_of(text);
}

static struct slice text_of(const char *text)
{
	return text ? slice_of(text) : slice_make("", 0);
}

void filters_read(struct filter *filter, const struct options *options, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	*filter = (struct filter){
		.top = (size_t)options->top,
		.all = options->all,
		.min_documents = (uint32_t)options->min_documents,
		.min_sure = (uint8_t)options->min_sure,
		.statuses = read_statuses(options, diag),
		.relations = options->relations.at,
		.relation_count = options->relations.n,
		.types = options->types.at,
		.type_count = options->types.n,
		.hidden = options->hidden.at,
		.hidden_count = options->hidden.n,
		.from = read_date("from", options->from, diag),
		.to = read_date("to", options->to, diag),
		.focus = text_of(options->focus),
		.hops = (uint32_t)options->hops,
		.path_from = text_of(options->path[0]),
		.path_to = text_of(options->path[1]),
	};
	if (diag_errors(diag) == before && filter->from.len && filter->to.len && filter_compare_dates(filter->from, filter->to) > 0)
		diag_error(diag, nowhere, NULL, NULL, "--from %s is after --to %s", options->from, options->to);
	if (options->hops && !options->focus)
		diag_error(diag, nowhere, NULL, "--focus NAME --hops K", "--hops says how near --focus means, and there is no --focus");
	if (options->all && options->top)
		diag_error(diag, nowhere, NULL, NULL, "--all and --top are two limits of one picture: choose one");
}

const char *filters_given(const struct options *options)
{
	const struct {
		const char *name;
		bool given;
	} filters[] = {
		{ "top", options->top },
		{ "min-docs", options->min_documents },
		{ "min-sure", options->min_sure },
		{ "relation", options->relations.n },
		{ "type", options->types.n },
		{ "status", options->statuses.n },
		{ "from", options->from },
		{ "to", options->to },
		{ "focus", options->focus },
		{ "path", options->path[0] },
		{ "hide", options->hidden.n },
	};
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
		if (filters[i].given)
			return filters[i].name;
	return NULL;
}
