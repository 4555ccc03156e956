#include "base/unicode.h"
#include "rules/parser.h"
#include "rules/pattern.h"

/* ---- type ---- */

static const char *const type_items[] = { "is", "colour", NULL };

static void read_is(struct parser *p, struct ast_type *type, struct slice value)
{
	struct slice rest = value, any = scan_word(&rest), of = scan_word(&rest);
	if (slice_is(any, "any") && slice_is(of, "of")) {
		parser_names(p, rest, "a type", &type->any_of);
	} else {
		rest = value;
		if (parser_name(p, &rest, "a type", &type->parent))
			parser_end(p, rest);
	}
}

static void read_colours(struct parser *p, struct ast_type *type, struct slice value)
{
	struct slice rest = value, fill = scan_word(&rest), line = scan_word(&rest);
	if (parser_colour(p, fill, &type->fill) && line.len)
		parser_colour(p, line, &type->line);
	parser_end(p, rest);
}

void parse_type_item(struct parser *p, struct slice line)
{
	struct ast_type *type = array_last(&p->ast->types);
	while (line.len) {
		struct slice word = scan_word(&line);
		struct slice value = parser_until(&line, type_items);
		if (slice_is(word, "is"))
			read_is(p, type, value);
		else if (slice_is(word, "colour"))
			read_colours(p, type, value);
		else
			parser_unknown_item(p, word, "type", type_items);
	}
}

void parse_type(struct parser *p, struct slice rest)
{
	struct ast_type *type = array_add(&p->ast->types);
	*type = (struct ast_type){ 0 };
	type->place = parser_place(p, p->line.body);
	if (!parser_name(p, &rest, "the name of the type", &type->name)) {
		p->ast->types.n--;
		p->skip = true;
		return;
	}
	type->place = parser_place(p, type->name);
	parse_type_item(p, rest);
}

/* ---- words ---- */

void parse_words_item(struct parser *p, struct slice line)
{
	struct ast_words *words = array_last(&p->ast->words);
	if (!parser_patterns(p, line, PATTERN_GAPS, &words->members))
		words->broken = true;
}

void parse_words(struct parser *p, struct slice rest)
{
	const char *equals = memchr(rest.ptr, '=', rest.len);
	struct slice name = slice_trim(equals ? slice_part(rest, 0, (size_t)(equals - rest.ptr)) : rest);
	struct ast_words *words = array_add(&p->ast->words);
	*words = (struct ast_words){ .place = parser_place(p, name) };
	if (!parser_name(p, &name, "the name of the list", &words->name)) {
		p->ast->words.n--;
		p->skip = true;
		return;
	}
	words->broken = !equals;
	if (!equals)
		parser_error(p, slice_make(rest.ptr + rest.len, 0), CODE(MISSING), "words title = general | president | dr",
		        "= is missing after the name of the list");
	parser_end(p, name);
	if (equals && equals + 1 < rest.ptr + rest.len)
		parse_words_item(p, slice_part(rest, (size_t)(equals - rest.ptr) + 1, rest.len));
}

/* ---- verb ---- */

static const char *const form_words[] = { "third", "past", "participle", "ing", "noun", NULL };

/* Lower case, straight apostrophes and hyphens, one space between words. */
static struct slice form_text(struct arena *arena, struct slice text)
{
	char *out = arena_alloc(arena, 2 * text.len + 4);
	size_t len = 0;
	for (size_t at = 0; at < text.len;) {
		uint32_t code = unicode_lower(unicode_next(text, &at));
		if (code == '\t')
			code = ' ';
		if (code == 0x2019)
			code = '\'';
		if (code == 0x2010 || code == 0x2011)
			code = '-';
		if (code != ' ' || (len && out[len - 1] != ' '))
			len += unicode_put(code, out + len);
	}
	return slice_make(out, len);
}

static bool is_form_text(struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t code = unicode_next(text, &at);
		if (!unicode_is_letter(code) && !unicode_is_digit(code) && code != ' ' && code != '\'' && code != '-')
			return false;
	}
	return text.len > 0;
}

static bool add_form(struct parser *p, slice_array *forms, struct slice source)
{
	struct slice text = form_text(p->arena, source);
	if (is_form_text(text))
		list_push(p->arena, forms, text);
	else if (source.len == 0)
		parser_error(p, source, CODE(MISSING), "overthrow, overthrew, overthrown  noun overthrow", "a form of the verb is missing");
	else
		parser_error(p, source, CODE(NAME), "a form is made of words alone", "\"%.*s\" is no form of a verb", SLICE_ARG(scan_brief(source)));
	return text.len > 0;
}

/* base, past, participle */
static void read_main_forms(struct parser *p, struct ast_verb_line *verb, struct slice text)
{
	static const enum verb_form order[] = { FORM_BASE, FORM_PAST, FORM_PARTICIPLE };
	struct slice field, rest = text;
	size_t n = 0;
	for (; slice_split(&rest, ',', &field); n++) {
		if (n == 3) {
			parser_error(p, field, CODE(EXTRA), "other forms follow their names: third, past, participle, ing, noun",
			        "more than three forms: base, past, participle");
			return;
		}
		add_form(p, &verb->forms[order[n]], field);
	}
	if (n == 0)
		parser_error(p, text, CODE(MISSING), NULL, "the base of the verb is missing");
}

static void read_named_forms(struct parser *p, struct ast_verb_line *verb, struct slice rest)
{
	while (rest.len) {
		unsigned bit = ast_form(scan_word(&rest));
		unsigned form = 0;
		while (!(bit >> form & 1))
			form++;
		struct slice value = parser_until(&rest, form_words), field;
		if (!value.len)
			add_form(p, &verb->forms[form], value);
		while (slice_split(&value, ',', &field))
			add_form(p, &verb->forms[form], field);
	}
}

void parse_verb_item(struct parser *p, struct slice line)
{
	struct ast_verb *verb = array_last(&p->ast->verbs);
	struct ast_verb_line *forms = list_add(p->arena, &verb->lines);
	forms->place = parser_place(p, line);
	struct slice main_forms = parser_until(&line, form_words);
	read_main_forms(p, forms, main_forms);
	read_named_forms(p, forms, line);
}

void parse_verb(struct parser *p, struct slice rest)
{
	struct ast_verb *verb = array_add(&p->ast->verbs);
	*verb = (struct ast_verb){ 0 };
	if (!parser_name(p, &rest, "the name of the verb", &verb->name)) {
		p->ast->verbs.n--;
		p->skip = true;
		return;
	}
	verb->place = parser_place(p, verb->name);
	if (rest.len)
		parser_error(p, rest, CODE(EXTRA), "its forms stand in indented lines below it", "the line should end after the verb's name");
}

/* ---- inflect ---- */

/* Whether text is one word or several with commas between. */
static bool are_replacements(struct slice text)
{
	struct slice field;
	bool all = text.len > 0 && text.ptr[text.len - 1] != ',';
	while (slice_split(&text, ',', &field))
		all &= field.len && !memchr(field.ptr, ' ', field.len);
	return all;
}

void parse_inflect_item(struct parser *p, struct slice line)
{
	struct ast_inflect *inflect = array_last(&p->ast->inflects);
	size_t len = line.len && line.ptr[0] == '/' ? scan_regex(line) : 0;
	struct slice replacements = slice_trim(slice_part(line, len, line.len)), field;
	if (len < 3 || !are_replacements(replacements)) {
		parser_error(p, line, CODE(MISSING), "for instance: /(.*[^aeiou])y$/ $1ied",
		        "a line of `inflect` is a /regular expression/ and what replaces its match");
		return;
	}
	struct ast_inflect_line *entry = list_add(p->arena, &inflect->lines);
	entry->regex = slice_part(line, 1, len - 1);
	while (slice_split(&replacements, ',', &field))
		list_push(p->arena, &entry->replacements, arena_copy(p->arena, field));
	entry->place = parser_place(p, slice_part(line, 0, len));
}

void parse_inflect(struct parser *p, struct slice rest)
{
	struct ast_inflect *inflect = array_add(&p->ast->inflects);
	*inflect = (struct ast_inflect){ .place = parser_place(p, p->line.body) };
	struct slice names = rest, field;
	while (slice_split(&names, ',', &field)) {
		unsigned bit = ast_form(field);
		if (!bit || bit == 1u << FORM_BASE)
			parser_error(p, field, CODE(FORM), "the forms that can be derived are third, past, participle, ing and noun",
			        "\"%.*s\" is no form to derive", SLICE_ARG(scan_brief(field)));
		inflect->forms |= bit;
	}
	if (!rest.len)
		parser_error(p, rest, CODE(MISSING), "inflect past, participle", "the form is missing");
}

/* ---- variant ---- */

static const char *const variant_items[] = { "from", "to", NULL };

void parse_variant_item(struct parser *p, struct slice line)
{
	struct ast_variant *variant = array_last(&p->ast->variants);
	struct slice word = scan_word(&line);
	struct pattern pattern;
	if (!scan_is_one_of(word, variant_items)) {
		parser_unknown_item(p, word, "variant", variant_items);
	} else if (slice_is(word, "from") && variant->from.source.len) {
		parser_error(p, word, CODE(TWICE), "a second `from` is a `variant` of its own", "this variant has a `from` already");
	} else {
		parser_pattern(p, line, PATTERN_HOLES | PATTERN_REST | PATTERN_GAPS | PATTERN_COUNTS, &pattern);
		if (slice_is(word, "from"))
			variant->from = pattern;
		else
			list_push(p->arena, &variant->to, pattern);
	}
}

void parse_variant(struct parser *p, struct slice rest)
{
	struct ast_variant *variant = array_add(&p->ast->variants);
	*variant = (struct ast_variant){ 0 };
	if (!parser_name(p, &rest, "the name of the variant", &variant->name)) {
		p->ast->variants.n--;
		p->skip = true;
		return;
	}
	variant->place = parser_place(p, variant->name);
	parser_end(p, rest);
}

/* ---- guard ---- */

static const char *const guard_items[] = { "from", "unless", NULL };

void parse_guard_item(struct parser *p, struct slice line)
{
	struct ast_guard *guard = array_last(&p->ast->guards);
	struct slice word = scan_word(&line);
	struct pattern pattern;
	if (!scan_is_one_of(word, guard_items)) {
		parser_unknown_item(p, word, "guard", guard_items);
	} else if (slice_is(word, "from")) {
		parser_pattern(p, line, PATTERN_HOLES | PATTERN_REST | PATTERN_GAPS | PATTERN_COUNTS, &pattern);
		list_push(p->arena, &guard->from, pattern);
	} else if (parser_pattern(p, line, PATTERN_HOLES | PATTERN_GAPS | PATTERN_COUNTS, &pattern)) {
		list_push(p->arena, &guard->unless, pattern);
	}
}

void parse_guard(struct parser *p, struct slice rest)
{
	struct ast_guard *guard = array_add(&p->ast->guards);
	*guard = (struct ast_guard){ 0 };
	if (!parser_name(p, &rest, "the name of the guard", &guard->name)) {
		p->ast->guards.n--;
		p->skip = true;
		return;
	}
	guard->place = parser_place(p, guard->name);
	parser_end(p, rest);
}
