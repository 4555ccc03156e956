/* rulesets: which folders of rules a run uses. */
#ifndef KGRAPH_APP_RULESETS_H
#define KGRAPH_APP_RULESETS_H

#include "app/options.h"
#include "base/arena.h"
#include "rules/ruleset.h"

/* The folders of -r; without it those that the file `default` in the folder of rules lists, and those that a `.kgraph` file in one of
 * the roots asks for by `use NAME`. NULL where diag counted an error; the caller frees it with ruleset_free. */
struct ruleset *rulesets_load(const struct options *options, const text_array *roots, struct arena *arena, struct diag *diag);
/* The -r options as one types them again, " -r en -r 'my rules'"; empty without any. In arena. */
struct slice rulesets_chosen(const struct options *options, struct arena *arena);
/* rulesets_load with rules that stand in no file, read last; the text outlives the ruleset. */
struct ruleset *rulesets_load_more(const struct options *options, const text_array *roots, struct slice more, struct arena *arena, struct diag *diag);

/* Of one folder, whatever -r says: with a file `default` in it, it is a folder of rule folders, of which those are loaded that `default` lists and
 * that the roots ask for; else it holds rules itself. */
struct ruleset *rulesets_load_folder(const char *folder, const text_array *roots, struct arena *arena, struct diag *diag);

#endif
