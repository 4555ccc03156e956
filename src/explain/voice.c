#include "explain/voice.h"

#include "base/unicode.h"
#include "explain/guess.h"
#include "explain/spelling.h"

enum { SHORTEST = 4 };

/* A verb that the sentence may have in another form than the line. */
struct wanted_verb {
	struct slice name;
	struct slice shown;
	struct place place;
};

/* One search through the lines of a rule. */
struct voice {
	struct probe *probe;
	const struct ast_rule *rule;
	const struct ast_find *find;
	size_t at;         /* of the element that names a form */
	struct map *words; /* of the sentence */
	struct cause *cause;
};

static bool has_first_word(const struct voice *voice, struct slice form)
{
	struct slice word;
	size_t at = 0;
	return spelling_word(form, &at, &word) && map_has(voice->words, word);
}

static bool has_form_of(const struct voice *voice, const struct ast_verb_line *line)
{
	for (size_t form = 0; form < FORM_COUNT; form++)
		for (size_t i = 0; i < line->forms[form].n; i++)
			if (has_first_word(voice, line->forms[form].at[i]))
				return true;
	return false;
}

/* Whether some form of the verb may stand in the sentence. */
static bool may_stand(const struct voice *voice, const struct ast_verb *verb)
{
	for (size_t i = 0; i < verb->lines.n; i++)
		if (has_form_of(voice, &verb->lines.at[i]))
			return true;
	return false;
}

/* The line with the verb itself instead of a form of it; plainly: without what is optional, so that it fits the wordings of the language. */
static struct pattern line_with(const struct voice *voice, struct slice verb, bool plainly)
{
	const struct pattern *line = &voice->find->pattern;
	struct pattern plain = *line;
	plain.n = 0;
	plain.elements = arena_alloc(voice->probe->arena, line->n * sizeof *plain.elements);
	for (size_t i = 0; i < line->n; i++) {
		struct element *element = &plain.elements[plain.n];
		if (plainly && (line->elements[i].optional || line->elements[i].kind == ELEMENT_GAP))
			continue;
		*element = line->elements[i];
		if (i == voice->at)
			*element = (struct element){ .kind = ELEMENT_VOCABULARY, .text = verb, .spot = line->elements[i].spot };
		plain.n++;
	}
	return plain;
}

static bool matches_so(const struct voice *voice, const struct wanted_verb *verb, bool plainly)
{
	struct ast_rule all = *voice->rule;
	struct ast_find other = *voice->find;
	variant_array variants = { 0 };
	bool found = false;
	memset(&all.forms, 0, sizeof all.forms);
	other.pattern = line_with(voice, verb->name, plainly);
	variant_expand(voice->probe->rules->ast, &all, &other, voice->probe->arena, &variants);
	for (size_t i = 0; i < variants.n && !found; i++) {
		struct probe_span span;
		found = probe_stands(voice->probe, variants.at[i].pattern.elements, variants.at[i].pattern.n, &span, 0, NULL);
		if (!found)
			continue;
		*voice->cause = (struct cause){ .kind = CAUSE_FORM,
			.score = 1000,
			.rule = voice->rule,
			.find = voice->find,
			.variant = variants.at[i].name,
			.matched = probe_text(voice->probe, span),
			.wanted = probe_source(&voice->find->pattern.elements[voice->at]),
			.near = verb->shown,
			.near_place = verb->place };
	}
	array_fini(&variants);
	return found;
}

static bool matches(const struct voice *voice, const struct wanted_verb *verb)
{
	return matches_so(voice, verb, false) || matches_so(voice, verb, true);
}

static bool matches_verb(const struct voice *voice, const struct ast_verb *verb)
{
	struct wanted_verb wanted = { .name = verb->name, .shown = verb->name, .place = verb->place };
	return may_stand(voice, verb) && matches(voice, &wanted);
}

/* The same for a verb that no block has, of one line: the rules get it for as long as it is asked. Its name is none that a file can have. */
static bool matches_made_verb(const struct voice *voice, const struct ast_verb_line *line, struct wanted_verb *wanted)
{
	struct probe *probe = voice->probe;
	const struct ruleset *rules = probe->rules;
	struct ast ast = *rules->ast;
	struct ruleset changed = *rules;
	struct ast_verb made = { 0 };
	wanted->name = made.name = arena_format(probe->arena, "%.*s ", SLICE_ARG(wanted->shown));
	array_push(&made.lines, *line);
	memset(&ast.verbs, 0, sizeof ast.verbs);
	for (size_t i = 0; i < rules->ast->verbs.n; i++)
		array_push(&ast.verbs, rules->ast->verbs.at[i]);
	array_push(&ast.verbs, made);
	changed.ast = &ast;
	probe->rules = &changed;
	bool found = matches(voice, wanted);
	probe->rules = rules;
	array_fini(&ast.verbs);
	array_fini(&made.lines);
	return found;
}

/* A word that no verb has may be a participle: that of a verb of its own. */
static bool matches_participle(const struct voice *voice, struct slice word)
{
	struct ast_verb_line line = { 0 };
	struct wanted_verb wanted = { .shown = word };
	if (word.len < SHORTEST || !map_has(voice->words, word))
		return false;
	array_push(&line.forms[FORM_PAST], word);
	array_push(&line.forms[FORM_PARTICIPLE], word);
	bool found = matches_made_verb(voice, &line, &wanted);
	array_fini(&line.forms[FORM_PAST]);
	array_fini(&line.forms[FORM_PARTICIPLE]);
	return found;
}

/* Or some form of a verb that is inflected as the language does. */
static bool matches_guess(const struct voice *voice, struct slice word)
{
	struct probe *probe = voice->probe;
	struct slice text = slice_part(probe->view->document->text, probe->view->sentence->start, probe->view->sentence->end), other;
	struct ast_verb_line line;
	for (size_t at = 0; spelling_word(text, &at, &other);) {
		if (!guess_verb(probe, unicode_fold(probe->arena, other), word, &line))
			continue;
		struct wanted_verb wanted = { .shown = line.forms[FORM_BASE].at[0] };
		if (matches_made_verb(voice, &line, &wanted))
			return true;
	}
	return false;
}

static bool matches_word(const struct voice *voice, const struct element *element)
{
	const struct ast_verb_line *line;
	struct slice word = unicode_fold(voice->probe->arena, element->text);
	const struct ast_verb *verb = spelling_verb(voice->probe->rules->ast, word, &line);
	if (!verb)
		return matches_participle(voice, word) || matches_guess(voice, word);
	/* Other verbs of the block mean the same, but are no other form of this word. */
	struct wanted_verb wanted = { .shown = verb->name, .place = line->place };
	return has_form_of(voice, line) && matches_made_verb(voice, line, &wanted);
}

static bool matches_element(const struct voice *voice)
{
	const struct element *element = &voice->find->pattern.elements[voice->at];
	if (element->optional)
		return false;
	if (element->kind == ELEMENT_WORD)
		return matches_word(voice, element);
	if (element->kind == ELEMENT_VOCABULARY && element->forms) {
		const struct ast_verb *verb = ast_find_verb(voice->probe->rules->ast, element->text);
		return verb && matches_verb(voice, verb);
	}
	for (size_t i = 0; i < element->choice_count; i++)
		if (element->choices[i].n == 1 && element->choices[i].elements[0].kind == ELEMENT_WORD &&
		        matches_word(voice, &element->choices[i].elements[0]))
			return true;
	return false;
}

void voice_find(struct probe *probe, const struct ast_rule *rule, struct cause *cause)
{
	struct voice voice = { .probe = probe, .rule = rule, .words = spelling_words(probe), .cause = cause };
	bool found = false;
	for (size_t i = 0; i < rule->finds.n && !found; i++) {
		voice.find = &rule->finds.at[i];
		for (voice.at = 0; voice.at < voice.find->pattern.n && !found; voice.at++)
			found = matches_element(&voice);
	}
}
