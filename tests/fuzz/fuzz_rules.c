/* The reader of rules: any bytes give blocks or messages. */
#include "fuzz.h"
#include "rules/parse.h"
#include "rules/resolve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = fuzz_copy(data, size);
	struct diag *diag = diag_new();
	struct ast *ast = ast_new();
	parse_text(ast, slice_of("fuzz.rules"), slice_make(bytes, size), diag);
	resolve_verbs(ast, diag);
	resolve_check(ast, 1, diag);
	if (diag_errors(diag) == 0)
		resolve_lint(ast, diag);
	ast_free(ast);
	diag_free(diag);
	free(bytes);
	return 0;
}
