/* antecedent: which of the names before it a word that refers stands for. */
#ifndef KGRAPH_MATCH_ANTECEDENT_H
#define KGRAPH_MATCH_ANTECEDENT_H

#include "names/mentions.h"

/* The word lists of a `refer` block: of each of its signs, and of what no unknown name may stand behind. */
struct antecedent_signs {
	struct map **lists; /* as ast_refer.signs; NULL where a sign has no list */
	struct map *behind; /* NULL where the block has none */
	struct map *titles; /* the same */
	size_t n;
};

struct antecedent_signs antecedent_signs(const struct ast *ast, const struct ast_refer *refer, struct arena *arena);
void antecedent_signs_fini(struct antecedent_signs *signs);

/* What is asked of the names. */
struct antecedents {
	const struct ast_refer *refer;
	const struct type_set *types;
	const struct antecedent_signs *signs;
	const struct document *document;
	const struct mentions *mentions; /* knows the table of the document */
	bool open;                       /* result: several fit, so that none is meant for sure */
};

/* The one mention among these of one sentence, in their order, that the words can stand for: the only thing of a fitting type, or the first thing of
 * all, which is the subject; or, where the nearest is meant, the last. NULL where it is open or none fits. */
const struct mention *antecedent_choose(struct antecedents *names, const struct mention *list, size_t n);
/* The name that a mention names or stands for. */
struct mention antecedent_name(const struct mention *mention);

#endif
