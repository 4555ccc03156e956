/* gaps: what the command's parts share: what is shown of the groups, and how a rule is made of one. */
#ifndef KGRAPH_APP_GAPS_H
#define KGRAPH_APP_GAPS_H

#include "app/study.h"
#include "base/file.h"
#include "explain/gaps.h"

/* A relation that could join the pairs of a group. */
struct gap_fit {
	size_t relation;   /* in ast.relations */
	uint64_t forward;  /* pairs that it joins as they stand, the first name being its subject */
	uint64_t backward; /* the other way round; of a symmetric one 0 */
	uint64_t given[2]; /* how often the same words gave it: the other way round, and as they stand */
	uint64_t words;    /* how near the words of its rules are */
	uint64_t edges;    /* that it has in the documents */
};

typedef ARRAY(struct gap_fit) gap_fit_array;

struct gap_report {
	const struct options *options;
	const struct study *study;
	const struct gaps *gaps;
	const bool *wanted; /* as ast.relations; NULL: all */
	size_t shown;       /* groups, from the first */
	struct folder *folder;
	struct map *words; /* stem of a word of rules -> uint64_t per relation */
	uint64_t *edges;   /* as ast.relations: how many the documents gave */
	struct arena *arena;
	struct file_output *output;
};

/* Fills in words: which relations' rules say which words; and edges. */
void gap_report_words(struct gap_report *report);
void gap_report_edges(struct gap_report *report);
/* The relations that fit, the likeliest first. */
void gap_report_fits(const struct gap_report *report, const struct gap_group *group, gap_fit_array *fits);
/* The words of a group as its best example has them. In arena. */
struct slice gap_report_title(const struct gap_report *report, const struct gap_group *group);
void gap_report_text(const struct gap_report *report);
void gap_report_json(const struct gap_report *report);
/* Writes rules for groups from..to. */
void gap_suggest(const struct gap_report *report, size_t from, size_t to, struct diag *diag);

#endif
