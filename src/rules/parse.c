#include "rules/parse.h"

#include "base/unicode.h"
#include "rules/parser.h"

/* Every block of the language. */
static const struct block blocks[] = {
	{ "type", parse_type, parse_type_item },
	{ "words", parse_words, parse_words_item },
	{ "verb", parse_verb, parse_verb_item },
	{ "inflect", parse_inflect, parse_inflect_item },
	{ "variant", parse_variant, parse_variant_item },
	{ "guard", parse_guard, parse_guard_item },
	{ "entity", parse_entity, parse_entity_item },
	{ "entities", parse_entities, NULL },
	{ "name", parse_name, NULL },
	{ "hole", parse_hole, NULL },
	{ "whole", parse_whole, NULL },
	{ "phrase", parse_phrase, NULL },
	{ "unknown", parse_unknown, NULL },
	{ "acronyms", parse_acronyms, NULL },
	{ "title", parse_title, NULL },
	{ "status", parse_status, parse_status_item },
	{ "date", parse_date, parse_date_item },
	{ "relation", parse_relation, parse_relation_item },
	{ "rule", parse_rule, parse_rule_item },
	{ "uses", NULL, NULL },
	{ "refer", parse_refer, parse_refer_item },
	{ "infer", parse_infer, parse_infer_item },
	{ "reject", parse_reject, NULL },
	{ "distinct", parse_distinct, NULL },
};
enum { BLOCK_COUNT = sizeof blocks / sizeof *blocks };

/* Items whose text is prose: a # in it is text unless it stands alone. */
static const char *const prose_items[] = { "why", "yes", "no", "todo", "given", NULL };

static const struct block *find_block(struct slice keyword)
{
	for (size_t i = 0; i < BLOCK_COUNT; i++)
		if (slice_is(keyword, blocks[i].keyword))
			return &blocks[i];
	return NULL;
}

static void unknown_block(struct parser *p, struct slice keyword)
{
	const char *words[BLOCK_COUNT + 1] = { NULL };
	for (size_t i = 0; i < BLOCK_COUNT; i++)
		words[i] = blocks[i].keyword;
	const char *help = parser_guess_word(p->arena, keyword, words);
	parser_error(p, keyword, CODE(BLOCK),
	        help ? help
	             : "a line of a block is indented; a block begins with type, words, verb, entity, "
	               "name, relation, rule …",
	        "no block begins with `%.*s`", SLICE_ARG(scan_brief(keyword)));
}

static void read_head(struct parser *p)
{
	struct slice rest = scan_uncomment(p->line.body, false);
	struct slice keyword = scan_word(&rest);
	const struct block *block = find_block(keyword);
	p->block = NULL;
	p->list = NULL;
	p->date_item = NULL;
	p->skip = !block;
	if (!block) {
		unknown_block(p, keyword);
	} else {
		p->block = block;
		if (block->head)
			block->head(p, rest);
	}
}

static void read_item(struct parser *p)
{
	struct slice rest = p->line.body;
	struct slice word = scan_word(&rest);
	bool examples = p->block && (p->block->item == parse_rule_item || p->block->item == parse_infer_item);
	bool prose = examples && scan_is_one_of(word, prose_items);
	struct slice line = scan_uncomment(p->line.body, prose);
	if (p->block && p->block->item) {
		p->block->item(p, line);
		return;
	}
	p->skip = true;
	if (p->block)
		parser_error(p, line, CODE(STRAY), "begin it at column 1", "`%s` is one line and has no lines below it", p->block->keyword);
	else
		parser_error(p, line, CODE(STRAY), "a block begins at column 1", "this line is indented but belongs to no block");
}

static bool too_long(struct parser *p)
{
	if (p->line.whole.source.len <= SCAN_LINE_MAX)
		return false;
	struct place place = p->line.whole;
	place.source = slice_make("", 0);
	place.column = SCAN_LINE_MAX + 1;
	diag_error(p->diag, place, CODE(LINE), "a list may go on in the next line", "a line of %zu bytes; at most %d are read",
	        p->line.whole.source.len, SCAN_LINE_MAX);
	return true;
}

/* The place of a byte of text, without a source line: what is wrong there may not be printable. */
static struct place place_of_byte(struct slice path, struct slice text, size_t offset)
{
	struct place place = { .file = path, .line = 1, .length = 1 };
	size_t start = 0;
	for (size_t at = 0; at < offset; at++) {
		if (text.ptr[at] == '\n') {
			place.line++;
			start = at + 1;
		}
	}
	place.column = (uint32_t)(offset - start) + 1;
	return place;
}

static bool bad_bytes(struct slice path, struct slice text, struct diag *diag)
{
	const char *nul = memchr(text.ptr, '\0', text.len);
	size_t end = nul ? (size_t)(nul - text.ptr) : text.len;
	size_t valid = unicode_valid(slice_part(text, 0, end));
	if (valid < end)
		diag_error(diag, place_of_byte(path, text, valid), CODE(BYTES), "save the file as UTF-8",
		        "byte 0x%02X is no UTF-8; nothing of this file was read", (unsigned char)text.ptr[valid]);
	else if (nul)
		diag_error(diag, place_of_byte(path, text, end), CODE(BYTES), "rules are plain text in UTF-8",
		        "a NUL byte; nothing of this file was read");
	return valid < end || nul;
}

void parse_text(struct ast *ast, struct slice path, struct slice text, struct diag *diag)
{
	parse_kept(ast, (struct ast_file){ arena_copy(ast->arena, path), arena_copy(ast->arena, text) }, diag);
}

void parse_kept(struct ast *ast, struct ast_file file, struct diag *diag)
{
	struct slice path = file.path, text = file.text;
	array_push(&ast->files, file);
	if (bad_bytes(path, text, diag))
		return;
	struct parser p = { .ast = ast, .arena = ast->arena, .diag = diag };
	scan_init(&p.scan, path, text);
	while (scan_next(&p.scan, &p.line)) {
		if (too_long(&p))
			continue;
		if (!p.line.indented)
			read_head(&p);
		else if (!p.skip)
			read_item(&p);
	}
}
