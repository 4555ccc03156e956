#include "base/unicode.h"
#include "rules/asked.h"
#include "rules/codes.h"
#include "rules/lint_lists.h"
#include "rules/reach.h"
#include "rules/resolve.h"
#include "rules/scan.h"
#include "rules/vocabulary.h"

struct lint {
	const struct ast *ast;
	struct diag *diag;
	struct arena *arena; /* for the length of one run */
	struct map *aliases; /* folded alias -> its entity */
	struct map *common;  /* members of <common> and <function> that are one word */
	struct place line;   /* the last one in which an alias was looked for */
};

/* ---- rules ---- */

static bool looks_back_for_words(const struct element *element)
{
	struct slice rest = { NULL, 0 }, words;
	bool found = element->kind == ELEMENT_REGEX && !element->optional;
	do
		found = found && reach_words_behind(element->text, &rest, &words);
	while (found && rest.len);
	return found;
}

/* Whether a word, or one of a list of them, must be there; or a bracket, which few sentences have. */
static bool has_word(const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		bool bracket = element->kind == ELEMENT_MARK && slice_is(element->text, "(");
		bool word = element->kind == ELEMENT_WORD || element->kind == ELEMENT_VOCABULARY || bracket || looks_back_for_words(element);
		if (element->kind == ELEMENT_CHOICE && !element->optional) {
			word = true;
			for (size_t k = 0; k < element->choice_count && word; k++)
				word = has_word(&element->choices[k]);
		}
		if (word)
			return true;
	}
	return false;
}

static bool is_given(const struct ast_rule *rule, struct slice hole)
{
	for (size_t i = 0; i < rule->gives.n; i++)
		if (slice_equal(rule->gives.at[i].source, hole) || slice_equal(rule->gives.at[i].target, hole))
			return true;
	return false;
}

static void lint_holes(struct lint *lint, const struct ast_rule *rule, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (element->kind == ELEMENT_HOLE && !element->types.n && !element->phrase && !is_given(rule, element->text))
			diag_warning(lint->diag, spot_place(element->spot), CODE(UNTYPED), "say what it may be: {Z : person}",
			        "{%.*s} has no type: no relation says what it may be", SLICE_ARG(scan_brief(element->text)));
		for (size_t k = 0; k < element->choice_count; k++)
			lint_holes(lint, rule, &element->choices[k]);
	}
}

static bool is_listed(const slice_array *names, struct slice name)
{
	for (size_t i = 0; i < names->n; i++)
		if (slice_equal(names->at[i], name))
			return true;
	return false;
}

/* A hole whose types no unknown name may stand for: the words of the names of these types serve as triggers. */
static bool has_narrow_hole(const struct ast *ast, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		bool narrow = element->kind == ELEMENT_HOLE && element->types.n && !element->phrase;
		for (size_t k = 0; narrow && k < element->types.n; k++)
			narrow = !is_listed(&ast->unknown, element->types.at[k]);
		if (narrow)
			return true;
	}
	return false;
}

static void lint_finds(struct lint *lint, const struct ast_rule *rule)
{
	for (size_t i = 0; i < rule->finds.n; i++) {
		const struct pattern *pattern = &rule->finds.at[i].pattern;
		if (!has_word(pattern) && !has_narrow_hole(lint->ast, pattern))
			diag_warning(lint->diag, spot_place(pattern->spot), CODE(NO_WORD), "such a line is tried on every sentence that holds names",
			        "no word has to be there for this line to match");
		lint_holes(lint, rule, pattern);
	}
}

static void lint_examples(struct lint *lint, const struct ast_rule *rule)
{
	bool yes = false;
	for (size_t i = 0; i < rule->examples.n; i++)
		yes |= rule->examples.at[i].yes;
	if (!yes)
		diag_warning(lint->diag, rule->place, CODE(NO_EXAMPLE), "add a `yes` line with a sentence, and a `no` line", "%s%.*s has no example",
		        slice_starts(rule->name, "infer ") ? "" : "rule ", SLICE_ARG(scan_brief(rule->name)));
}

/* ---- a `no` that no rule could fail ---- */

static bool begins_name(struct slice text, size_t at)
{
	size_t next = at;
	return unicode_is_upper(unicode_next(text, &next));
}

static size_t word_end(struct slice text, size_t at)
{
	while (at < text.len) {
		size_t next = at;
		uint32_t code = unicode_next(text, &next);
		if (!unicode_is_letter(code) && !unicode_is_digit(code) && code != '\'' && code != '-' && code != 0x2019)
			break;
		at = next;
	}
	return at;
}

/* The end of the longest alias that begins at `at`, or 0; aliases of up to eight words are looked for. */
static size_t alias_end(struct lint *lint, struct slice text, size_t at)
{
	size_t found = 0, end = at;
	for (unsigned words = 0; words < 8 && end < text.len; words++) {
		size_t stop = word_end(text, end);
		if (stop == end)
			break;
		if (map_has(lint->aliases, unicode_fold(lint->arena, slice_part(text, at, stop))))
			found = stop;
		end = stop;
		while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '.'))
			end++;
	}
	return found;
}

/* How many things of a sentence could fill a hole: declared names, and runs of capitalised words, of which the sentence's first word
 * is none by itself. */
static size_t count_names(struct lint *lint, struct slice text)
{
	size_t n = 0;
	for (size_t at = 0; at < text.len;) {
		size_t stop = word_end(text, at), alias = stop > at ? alias_end(lint, text, at) : 0;
		if (alias) {
			n++;
			at = alias;
		} else if (stop > at && begins_name(text, at) && at > 0) {
			n++;
			while (at < text.len && (text.ptr[at] == ' ' || (begins_name(text, at) && word_end(text, at) > at)))
				at = text.ptr[at] == ' ' ? at + 1 : word_end(text, at);
		} else if (stop > at) {
			at = stop;
		} else {
			unicode_next(text, &at);
		}
	}
	return n;
}

static bool has_phrase(const struct ast_rule *rule)
{
	for (size_t i = 0; i < rule->finds.n; i++)
		for (size_t k = 0; k < rule->finds.at[i].pattern.n; k++)
			if (rule->finds.at[i].pattern.elements[k].phrase)
				return true;
	return false;
}

/* Names that a `name` line describes in lower case ("the coup") cannot be seen here. */
static bool has_described_names(const struct ast *ast)
{
	for (size_t i = 0; i < ast->names.n; i++) {
		bool name = false;
		for (size_t k = 0; k < ast->names.at[i].pattern.n; k++)
			name |= ast->names.at[i].pattern.elements[k].kind == ELEMENT_NAME;
		if (!name)
			return true;
	}
	return false;
}

static void lint_no(struct lint *lint, const struct ast_rule *rule)
{
	size_t needed = has_described_names(lint->ast) ? 1 : 2;
	for (size_t i = 0; i < rule->examples.n && !has_phrase(rule); i++) {
		const struct ast_example *example = &rule->examples.at[i];
		if (!example->yes && example->text.len && count_names(lint, example->text) < needed)
			diag_warning(lint->diag, example->place, CODE(IDLE_NO), "use names that an `entity` or `name` line knows",
			        "this passes only because its names are unknown");
	}
}

static void lint_rules(struct lint *lint)
{
	for (size_t i = 0; i < lint->ast->rules.n; i++) {
		const struct ast_rule *rule = &lint->ast->rules.at[i];
		if (rule->broken)
			continue;
		lint_examples(lint, rule);
		lint_finds(lint, rule);
		lint_no(lint, rule);
	}
	for (size_t i = 0; i < lint->ast->infers.n; i++)
		if (!lint->ast->infers.at[i].rule.broken)
			lint_examples(lint, &lint->ast->infers.at[i].rule);
}

/* ---- relations ---- */

static void lint_relations(struct lint *lint)
{
	struct map *given = map_new();
	for (size_t i = 0; i < lint->ast->rules.n; i++)
		for (size_t k = 0; k < lint->ast->rules.at[i].gives.n; k++)
			map_put(given, lint->ast->rules.at[i].gives.at[k].relation, lint);
	for (size_t i = 0; i < lint->ast->infers.n; i++)
		for (size_t k = 0; k < lint->ast->infers.at[i].conclusions.n; k++)
			map_put(given, lint->ast->infers.at[i].conclusions.at[k].relation, lint);
	for (size_t i = 0; i < lint->ast->relations.n; i++) {
		const struct ast_relation *relation = &lint->ast->relations.at[i];
		if (!map_has(given, relation->name) && !(relation->inverse.len && map_has(given, relation->inverse)))
			diag_warning(lint->diag, relation->place, CODE(UNUSED_RELATION), NULL, "no rule gives %.*s", SLICE_ARG(relation->name));
	}
	map_free(given);
}

/* ---- entities ---- */

static bool holds(const struct ast_file *file, struct slice part)
{
	uintptr_t from = (uintptr_t)file->text.ptr, at = (uintptr_t)part.ptr;
	return at >= from && at + part.len <= from + file->text.len;
}

/* The line of a file that begins at byte `start`. */
static struct place line_at(const struct ast_file *file, size_t start, uint32_t number)
{
	const char *end = memchr(file->text.ptr + start, '\n', file->text.len - start);
	size_t stop = end ? (size_t)(end - file->text.ptr) : file->text.len;
	return (struct place){ .file = file->path, .line = number, .source = slice_part(file->text, start, stop) };
}

/* Where text stands that is a part of a rule file; otherwise, of a table or with an escape in it, where its entity does. What is asked for one behind
 * the other is found in one pass. */
static struct place place_of(struct lint *lint, struct slice part, struct place entity)
{
	size_t i = 0;
	while (i < lint->ast->files.n && !holds(&lint->ast->files.at[i], part))
		i++;
	if (i == lint->ast->files.n)
		return entity;
	const struct ast_file *file = &lint->ast->files.at[i];
	struct place line = lint->line;
	if (!line.source.ptr || !holds(file, line.source) || line.source.ptr > part.ptr)
		line = line_at(file, 0, 1);
	while (line.source.ptr + line.source.len < part.ptr)
		line = line_at(file, (size_t)(line.source.ptr - file->text.ptr) + line.source.len + 1, line.line + 1);
	lint->line = line;
	if (slice_ends(line.source, "\r"))
		line.source.len--;
	return scan_place(&line, part);
}

/* One in capitals alone is found in capitals alone. */
static void lint_alias(struct lint *lint, const struct ast_entity *entity, struct slice alias)
{
	struct slice folded = unicode_fold(lint->arena, alias);
	const struct ast_entity *other = map_get(lint->aliases, folded);
	if (!other)
		map_put(lint->aliases, folded, (void *)(uintptr_t)entity);
	else if (other != entity && !ast_rare(other)->near.n && !ast_rare(entity)->near.n)
		diag_warning(lint->diag, place_of(lint, alias, entity->place), CODE(SHARED_ALIAS),
		        "give each an alias of its own, or part them by `not` or `near`", "%.*s is an alias of %.*s and of %.*s at %.*s:%u",
		        SLICE_ARG(scan_brief(alias)), SLICE_ARG(scan_brief(entity->name)), SLICE_ARG(scan_brief(other->name)),
		        SLICE_ARG(other->place.file), other->place.line);
	if (unicode_has_lower(alias) && map_has(lint->common, folded))
		diag_warning(lint->diag, place_of(lint, alias, entity->place), CODE(COMMON_ALIAS),
		        begins_name(alias, 0) ? "such an alias is found wherever a sentence begins with the word"
		                              : "an alias in lower case is found at every such word",
		        "the alias %.*s of %.*s is a common word", SLICE_ARG(scan_brief(alias)), SLICE_ARG(scan_brief(entity->name)));
}

static bool reads_roles(const struct ast *ast)
{
	bool reads = false;
	for (size_t i = 0; i < ast->refers.n; i++)
		reads |= ast->refers.at[i].roles.n != 0;
	return reads;
}

static void lint_entities(struct lint *lint)
{
	bool reads = reads_roles(lint->ast);
	struct slice file = { "", 0 };
	for (size_t i = 0; i < lint->ast->entities.n; i++) {
		const struct ast_entity *entity = &lint->ast->entities.at[i];
		lint_alias(lint, entity, entity->name);
		for (size_t k = 0; k < entity->also.n; k++)
			lint_alias(lint, entity, entity->also.at[k]);
		if (reads || !ast_rare(entity)->roles.n || slice_equal(file, entity->place.file))
			continue;
		file = entity->place.file;
		diag_warning(lint->diag, entity->rare->roles.at[0].place, CODE(ROLES), "load the folder that reads them: uses en",
		        "dated roles are not used: no `refer` block has a `role` line");
	}
}

static void read_common(struct lint *lint, const char *name)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, lint->ast, slice_of(name), 0, lint->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		if (!memchr(vocabulary.texts.at[i].ptr, ' ', vocabulary.texts.at[i].len))
			map_put(lint->common, unicode_fold(lint->arena, vocabulary.texts.at[i]), lint);
	vocabulary_fini(&vocabulary);
}

void resolve_lint(const struct ast *ast, struct diag *diag)
{
	struct lint lint = { .ast = ast, .diag = diag, .arena = arena_new(), .aliases = map_new(), .common = map_new() };
	read_common(&lint, WORDS_COMMON);
	read_common(&lint, WORDS_FUNCTION);
	lint_entities(&lint);
	lint_rules(&lint);
	lint_relations(&lint);
	lint_lists(ast, diag);
	map_free(lint.aliases);
	map_free(lint.common);
	arena_free(lint.arena);
}
