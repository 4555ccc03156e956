/* position: what stands right before and behind a name in its sentence. */
#ifndef KGRAPH_MATCH_POSITION_H
#define KGRAPH_MATCH_POSITION_H

#include "match/antecedent.h"

/* Whether a name that begins at byte `start` stands behind a word of a list, its title or article between them. */
bool position_behind(const struct antecedents *names, const struct map *list, size_t start);
/* Whether a comma stands right before `start`. */
bool position_right_behind_comma(struct slice text, size_t start);
/* The same of a name, its title between them. */
bool position_behind_comma(const struct antecedents *names, size_t start);
/* Whether a comma stands right behind a name. */
bool position_ends_aside(const struct antecedents *names, const struct mention *mention);
/* Whether something is glued to a name behind it, "Orlov's", but no comma or the like. */
bool position_is_glued(const struct antecedents *names, const struct mention *mention);
/* Whether a mention only belongs to another, "Orlov's brother", "of Orlov", "anti-Orlov". */
bool position_is_part(const struct antecedents *names, const struct mention *mention);
/* Whether a name is part of a circumstance, "with Orlov", and nothing is glued to it: not "in Orlov's reign". */
bool position_is_circumstance(const struct antecedents *names, const struct mention *mention);
/* Whether a name begins a clause: a comma before it and none behind, or a word that joins or begins one. */
bool position_begins_clause(const struct antecedents *names, const struct mention *mention);

#endif
