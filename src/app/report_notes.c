/* What a run says of itself on the terminal. */
#include <inttypes.h>
#include <stdio.h>

#include "app/report.h"
#include "base/array.h"
#include "output/put.h"

static const char *ending(uint64_t n)
{
	return n == 1 ? "" : "s";
}

void report_close(const struct facts *facts, double seconds, struct diag *diag)
{
	const struct fact_account *account = &facts->account;
	uint64_t read = account->files - account->skipped;
	diag_note(diag,
	        "%" PRIu64 " document%s, %" PRIu64 " sentence%s examined, %zu entit%s, %zu relation%s, %" PRIu64 " skipped file%s, %.2f seconds",
	        read, ending(read), account->sentences, ending(account->sentences), facts->entities.n, facts->entities.n == 1 ? "y" : "ies",
	        facts->edges.n, ending(facts->edges.n), account->skipped, ending(account->skipped), seconds);
}

/* The suffix of a file's name, with the point. */
static struct slice suffix_of(struct slice file)
{
	const char *point = memrchr(file.ptr, '.', file.len);
	return point ? slice_part(file, (size_t)(point - file.ptr), file.len) : slice_part(file, file.len, file.len);
}

static int compare_slices(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* " (.csv, .pdf)": the suffixes of n files, each once, as many as are soon read; cut to room. */
static void list_suffixes(struct slice *suffixes, size_t n, char *text, size_t room)
{
	enum { MOST = 6, LONGEST = 12 };
	size_t len = 0, shown = 0;
	qsort(suffixes, n, sizeof *suffixes, compare_slices);
	for (size_t i = 0; i < n && shown <= MOST; i++) {
		if (i && slice_equal(suffixes[i], suffixes[i - 1]))
			continue;
		struct slice suffix = shown < MOST ? suffixes[i] : slice_of("...");
		len += (size_t)snprintf(text + len, room - len, "%s%.*s", shown++ ? ", " : "",
		        (int)(suffix.len < LONGEST ? suffix.len : LONGEST), suffix.ptr);
	}
}

/* Hidden files are told of only where all are: nobody expects them to be read. */
static void note_unwanted(const struct facts *facts, bool verbose, struct diag *diag)
{
	ARRAY(struct slice) suffixes = { 0 };
	char text[128] = "";
	for (size_t i = 0; i < facts->ignored.n; i++)
		if (slice_is(facts->ignored.at[i].why, FILE_UNWANTED))
			array_push(&suffixes, suffix_of(facts->ignored.at[i].file));
	size_t n = suffixes.n;
	if (n) {
		list_suffixes(suffixes.at, n, text, sizeof text);
		diag_note(diag, "%zu file%s no document%s by %s name%s and %s not read (%s)%s", n, n == 1 ? " is" : "s are", ending(n),
		        n == 1 ? "its" : "their", ending(n), n == 1 ? "was" : "were", text, verbose ? "" : "; -v names each");
	}
	array_fini(&suffixes);
}

void report_ignored(const struct facts *facts, bool verbose, struct diag *diag)
{
	note_unwanted(facts, verbose, diag);
	for (size_t i = 0; verbose && i < facts->ignored.n; i++)
		diag_note(diag, "  %.*s: not read: %.*s", SLICE_ARG(facts->ignored.at[i].file), SLICE_ARG(facts->ignored.at[i].why));
}

void report_rejections(const struct facts *facts, bool verbose, struct diag *diag)
{
	size_t n = facts->rejections.n;
	if (n)
		diag_note(diag, "%zu relation%s taken out by `reject`%s", n, n == 1 ? " was" : "s were", verbose ? ":" : "; -v says which");
	for (size_t i = 0; verbose && i < n; i++) {
		const struct fact_rejection *rejection = &facts->rejections.at[i];
		diag_note(diag, "  %.*s:%" PRIu32 ": %.*s in %.*s", SLICE_ARG(rejection->rule_file), rejection->rule_line, SLICE_ARG(rejection->edge),
		        SLICE_ARG(rejection->document));
	}
}

static void note_selves(const struct facts *facts, bool verbose, struct diag *diag)
{
	uint64_t n = facts->account.self_edges;
	if (n)
		diag_note(diag, "%" PRIu64 " relation%s left out: both ends are the same entity%s", n, n == 1 ? " was" : "s were",
		        verbose ? ":" : "; -v says which");
	for (size_t i = 0; verbose && i < facts->selves.n; i++) {
		const struct fact_self *self = &facts->selves.at[i];
		diag_note(diag, "  %.*s:%" PRIu32 ": %.*s | %.*s | %.*s, by %.*s/%.*s, %.*s:%" PRIu32,
		        SLICE_ARG(self->document), self->line, SLICE_ARG(self->name),
		        SLICE_ARG(self->relation), SLICE_ARG(self->name), SLICE_ARG(self->rule), SLICE_ARG(self->variant),
		        SLICE_ARG(put_rule_file(self->rule_file)), self->rule_line);
	}
}

void report_losses(const struct facts *facts, bool verbose, struct diag *diag)
{
	const struct fact_account *account = &facts->account;
	if (account->gave_up)
		diag_note(diag, "%" PRIu64 " sentence%s given up: a pattern took too long on %s", account->gave_up,
		        account->gave_up == 1 ? " was" : "s were", account->gave_up == 1 ? "it" : "them");
	if (account->cut)
		diag_note(diag, "%" PRIu64 " sentence%s cut at the limit of length", account->cut, account->cut == 1 ? " was" : "s were");
	note_selves(facts, verbose, diag);
	if (account->unproved)
		diag_note(diag, "%" PRIu64 " relation%s dropped: the proof did not hold both names", account->unproved,
		        account->unproved == 1 ? " was" : "s were");
}

void report_nothing(const struct facts *facts, struct diag *diag)
{
	const struct fact_account *account = &facts->account;
	if (account->files == account->skipped)
		diag_note(diag, "no relation was found: no document was read");
	else if (account->self_edges || account->unproved || facts->rejections.n)
		diag_note(diag, "no relation is left: what was found was left out, as the lines above say");
	else if (facts->rules == 0)
		diag_note(diag, "no relation was found: there is no rule; kgraph check says what the rules hold");
	else if (account->names_seen == 0)
		diag_note(diag,
		        "no relation was found: none of the names that the rules know was seen (%" PRIu64 " places where a rule could begin); "
		        "kgraph check says what the rules hold, -r chooses others",
		        account->rules_triggered);
	else if (account->rules_triggered == 0)
		diag_note(diag,
		        "no relation was found: %" PRIu64 " name%s seen, but no words that a rule looks for; kgraph check shows what the rules match",
		        account->names_seen, account->names_seen == 1 ? " was" : "s were");
	else
		diag_note(diag,
		        "no relation was found: %" PRIu64 " name%s and %" PRIu64
		        " place%s where a rule could begin were seen, but no sentence matched; "
		        "kgraph check shows what the rules match",
		        account->names_seen, ending(account->names_seen), account->rules_triggered, ending(account->rules_triggered));
}
