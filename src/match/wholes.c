#include "match/wholes.h"

#include <stdlib.h>
#include <string.h>

#include "base/word.h"

/* Words that a line may take before a thing. */
enum { WHOLE_WORDS = 5 };

void whole_programs_init(struct whole_programs *wholes, const struct ruleset *rules, struct word_maps *maps)
{
	const struct ast *ast = rules->ast;
	wholes->n = ast->wholes.n;
	wholes->prepositions = word_maps_get(maps, slice_of(WORDS_COMPLEMENT));
	wholes->lines = alloc_new((wholes->n + 1) * sizeof *wholes->lines);
	for (size_t i = 0; i < wholes->n; i++) {
		const struct ast_whole *whole = &ast->wholes.at[i];
		struct whole_program *line = &wholes->lines[i];
		line->line = whole;
		if (whole->side == WHOLE_AGAIN)
			line->again = word_maps_get(maps, whole->list.list);
		else
			line->program.source = (struct program_source){ .kind = PROGRAM_SPEECH, .cues = &whole->pattern };
		line->phrases = whole->phrases;
		line->any = !whole->types.n && !whole->phrases;
		for (size_t k = 0; k < whole->types.n; k++)
			types_accept(&rules->types, whole->types.at[k], &line->types);
	}
}

void whole_programs_fini(struct whole_programs *wholes)
{
	for (size_t i = 0; i < wholes->n; i++)
		program_fini(&wholes->lines[i].program);
	free(wholes->lines);
}

/* Where a match that begins at byte `from` ends; `from` where there is none. */
static size_t match_end(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t from)
{
	size_t start, end;
	bool found = regex && regex_match(regex, scratch, subject, from, true) == REGEX_MATCH && regex_span(scratch, 0, &start, &end);
	return found ? end : from;
}

/* The first of the words before byte `at` from which a match reaches right up to it; what stands from there on is not looked at, as a phrase is words
 * too. */
static size_t widest_before(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t at)
{
	size_t widest = at, word = at;
	struct slice before = slice_part(subject, 0, at);
	for (size_t n = 0; n < WHOLE_WORDS && word && subject.ptr[word - 1] == ' '; n++) {
		size_t next = word_begin(subject, word - 1, " ,;:()\"");
		if (next == word - 1)
			break;
		word = next;
		if (match_end(regex, scratch, before, word) == at - 1)
			widest = word;
	}
	return widest;
}

static bool takes(const struct whole_program *line, const struct mention *mention)
{
	return line->any || (mention->kind == MENTION_PHRASE ? line->phrases : type_set_has(&line->types, mention->type));
}

bool whole_again(const struct whole_programs *wholes, const struct mention *mention, struct slice word)
{
	for (size_t i = 0; i < wholes->n; i++)
		if (takes(&wholes->lines[i], mention) && name_words_has(wholes->lines[i].again, word))
			return true;
	return false;
}

/* One reading of the masked sentence. */
struct reading {
	struct program_compiler *compiler;
	struct regex_scratch *scratch;
	struct slice subject;
	size_t first, last; /* of the thing */
};

static void widen_by(const struct reading *reading, struct whole_program *line, size_t *start, size_t *end)
{
	const struct regex *regex = program_get(&line->program, reading->compiler)->regex;
	size_t last = reading->last, at;
	if (line->line->side == WHOLE_BEFORE) {
		at = widest_before(regex, reading->scratch, reading->subject, reading->first);
		if (at < *start)
			*start = at;
	} else if (last < reading->subject.len && reading->subject.ptr[last] == ' ') {
		at = match_end(regex, reading->scratch, reading->subject, last + 1);
		if (at > last + 1 && at > *end)
			*end = at;
	}
}

static void widen(
        const struct whole_programs *wholes, const struct reading *reading, const struct mention *mention, bool alone, size_t *start, size_t *end)
{
	for (size_t i = 0; i < wholes->n; i++) {
		struct whole_program *line = &wholes->lines[i];
		if (!line->again && line->line->alone == alone && takes(line, mention))
			widen_by(reading, line, start, end);
	}
}

void whole_widen(const struct whole_programs *wholes, struct program_compiler *compiler, struct regex_scratch *scratch, struct slice subject,
        const struct mention *mention, bool alone, size_t *start, size_t *end)
{
	struct reading reading = { compiler, scratch, subject, *start, *end };
	widen(wholes, &reading, mention, false, start, end);
	if (alone && *start == reading.first && *end == reading.last)
		widen(wholes, &reading, mention, true, start, end);
}
