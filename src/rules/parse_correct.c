/* What a reader of the results corrects: `reject` and `distinct`. */
#include "rules/parser.h"

static const char reject_help[] = "reject FOLDER/FILE.txt \"A | overthrew | B\" because the text is wrong";

/* What stands in quotation marks at the start of *rest, cut off; false where they do not close. */
static bool read_quoted(struct parser *p, struct slice *rest, struct slice *text)
{
	const char *end = rest->len > 1 ? memchr(rest->ptr + 1, '"', rest->len - 1) : NULL;
	if (!end) {
		parser_error(p, *rest, CODE(BRACKET), reject_help, "a quotation mark does not close");
		return false;
	}
	size_t len = (size_t)(end - rest->ptr);
	*text = slice_part(*rest, 1, len);
	*rest = slice_trim(slice_part(*rest, len + 1, rest->len));
	return true;
}

static bool read_document(struct parser *p, struct slice *rest, struct slice *document)
{
	if (rest->len && rest->ptr[0] == '"')
		return read_quoted(p, rest, document);
	*document = scan_word(rest);
	return true;
}

static void read_because(struct parser *p, struct slice rest, struct ast_reject *reject)
{
	struct slice word = scan_word(&rest);
	if (!word.len)
		return;
	reject->because = rest;
	if (!slice_is(word, "because"))
		parser_error(p, word, CODE(EXTRA), reject_help, "`because` and the reason, or nothing, should stand here");
	else if (!rest.len)
		parser_error(p, word, CODE(MISSING), NULL, "the reason is missing");
}

/* reject FILE "A | RELATION | B [| STATUS]" [because TEXT] */
void parse_reject(struct parser *p, struct slice rest)
{
	struct ast_reject reject = { .place = parser_place(p, p->line.body) };
	struct slice edge;
	if (!read_document(p, &rest, &reject.document))
		return;
	if (!reject.document.len || !rest.len || rest.ptr[0] != '"') {
		parser_error(p, rest.len ? rest : p->line.body, CODE(MISSING), reject_help, "%s is missing",
		        reject.document.len ? "the edge, in quotation marks," : "the document");
		return;
	}
	if (!read_quoted(p, &rest, &edge) || !parse_edge(p, slice_trim(edge), reject_help, &reject.edge, &reject.status_given))
		return;
	read_because(p, rest, &reject);
	array_push(&p->ast->rejects, reject);
}

/* distinct A, B */
void parse_distinct(struct parser *p, struct slice rest)
{
	struct ast_distinct distinct = { .place = parser_place(p, p->line.body) };
	parser_texts(p, rest, "a name", &distinct.names);
	if (distinct.names.n == 1)
		parser_error(p, rest, CODE(MISSING), "distinct Ann Lee, Anna Lee", "two names are kept apart, or more; here is one");
	else if (distinct.names.n)
		array_push(&p->ast->distincts, distinct);
}
