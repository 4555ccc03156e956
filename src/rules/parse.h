/* parse: rule files -> ast; every mistake of every file is reported in one run. */
#ifndef KGRAPH_RULES_PARSE_H
#define KGRAPH_RULES_PARSE_H

#include "rules/ast.h"

/* Reads the *.rules files of folder (byte order of paths, and those of folders in it) into ast. `entities from` files are read as well.
 * Errors go to diag with code, carets, help. */
void parse_folder(struct ast *ast, struct slice folder, struct diag *diag);
/* One file's text, named path in messages. */
void parse_text(struct ast *ast, struct slice path, struct slice text, struct diag *diag);
/* The same of a file whose path and text live as long as the ast. */
void parse_kept(struct ast *ast, struct ast_file file, struct diag *diag);

/* A file to read, and what is to be said before that; said may be NULL. */
struct parse_step {
	struct ast_file file;
	struct diag *said;
};

/* Reads so many files as parse_kept does, each as if alone, by so many threads; what they say is the same, and in the same order. */
void parse_files(struct ast *ast, const struct parse_step *steps, size_t n, unsigned threads, struct diag *diag);

/* Folders to load in order: those asked for, each preceded by the folders that its `uses` lines name: siblings, or else those
 * of ast->library. Cycles and unknown names are errors. So many threads (at least one) read the files. */
void parse_uses(struct ast *ast, const char *const *folders, size_t n, unsigned threads, struct diag *diag);

struct ast *ast_new(void);
void ast_free(struct ast *ast);

#endif
