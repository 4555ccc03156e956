#include "match/wholes.h"

#include <stdlib.h>
#include <string.h>

/* Words that a line may take before a thing. */
enum { WHOLE_WORDS = 5 };

void whole_programs_init(struct whole_programs *wholes, const struct ruleset *rules)
{
	const struct ast *ast = rules->ast;
	wholes->n = ast->wholes.n;
	wholes->lines = alloc_new((wholes->n + 1) * sizeof *wholes->lines);
	for (size_t i = 0; i < wholes->n; i++) {
		const struct ast_whole *whole = &ast->wholes.at[i];
		struct whole_program *line = &wholes->lines[i];
		line->program.source = (struct program_source){ .kind = PROGRAM_SPEECH, .cues = &whole->pattern };
		line->any = !whole->types.n;
		line->after = whole->after;
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

static size_t word_before(struct slice subject, size_t at)
{
	while (at && subject.ptr[at - 1] != ' ' && !memchr(",;:()\"", subject.ptr[at - 1], 6))
		at--;
	return at;
}

/* The first of the words before byte `at` from which a match reaches right up to it. */
static size_t widest_before(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t at)
{
	size_t widest = at, word = at;
	for (size_t n = 0; n < WHOLE_WORDS && word && subject.ptr[word - 1] == ' '; n++) {
		size_t next = word_before(subject, word - 1);
		if (next == word - 1)
			break;
		word = next;
		if (match_end(regex, scratch, subject, word) == at - 1)
			widest = word;
	}
	return widest;
}

static bool takes(const struct whole_program *line, const struct mention *mention)
{
	return line->any || (mention->kind == MENTION_DESCRIBED && type_set_has(&line->types, mention->type));
}

void whole_widen(const struct whole_programs *wholes, struct program_compiler *compiler, struct regex_scratch *scratch, struct slice subject,
        const struct mention *mention, size_t *start, size_t *end)
{
	size_t first = *start, last = *end;
	for (size_t i = 0; i < wholes->n; i++) {
		struct whole_program *line = &wholes->lines[i];
		if (!takes(line, mention))
			continue;
		const struct regex *regex = program_get(&line->program, compiler)->regex;
		size_t at = line->after && last < subject.len && subject.ptr[last] == ' ' ? match_end(regex, scratch, subject, last + 1) : 0;
		if (line->after && at > last + 1 && at > *end)
			*end = at;
		at = line->after ? first : widest_before(regex, scratch, subject, first);
		if (at < *start)
			*start = at;
	}
}
