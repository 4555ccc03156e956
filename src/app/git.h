/* git: a folder as it was at a revision, read through the git program itself. */
#ifndef KGRAPH_APP_GIT_H
#define KGRAPH_APP_GIT_H

#include "base/arena.h"
#include "base/diag.h"

/* Whether an argument is REVISION:FOLDER, as git writes it: it has a colon, does not begin as an option does, and there is no file of that name. */
bool git_is_revision(const char *argument);

/* Files of rules and tables, and `default`, of the folder that REVISION:FOLDER names, and of the folders beside it that its `uses` lines ask for, in
 * a new temporary folder. The path of the first within it, in arena; NULL where there is no such folder, or no git: an error goes to
 * diag. *temporary (in arena) is to be given to git_forget either way, where it is not NULL. Signals that end the program are to be put off
 * from before this until after that. */
const char *git_folder(const char *argument, struct arena *arena, const char **temporary, struct diag *diag);
/* Removes the temporary folder and what is in it. */
void git_forget(const char *temporary);

#endif
