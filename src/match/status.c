#include "match/status.h"

#include <stdlib.h>

#include "rules/vocabulary.h"

static struct program cue_program(const pattern_array *patterns)
{
	return (struct program){ .source = { .kind = PROGRAM_CUES, .cues = patterns } };
}

void status_programs_init(struct status_programs *programs, const struct ruleset *rules, struct program_compiler *compiler)
{
	const struct ast *ast = rules->ast;
	size_t n = ast->statuses.n;
	*programs = (struct status_programs){ .rules = rules, .compiler = compiler };
	programs->before = alloc_new((n + 1) * sizeof *programs->before);
	programs->not_in = alloc_new((n + 1) * sizeof *programs->not_in);
	programs->stop_at = alloc_new((n + 1) * sizeof *programs->stop_at);
	for (size_t i = 0; i < n; i++) {
		programs->before[i] = cue_program(&ast->statuses.at[i].before);
		programs->not_in[i] = cue_program(&ast->statuses.at[i].not_in);
		programs->stop_at[i] = cue_program(&ast->statuses.at[i].stop_at);
	}
	programs->arena = arena_new();
	programs->determiners = map_new();
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, ast, slice_of(WORDS_DETERMINER), 0, programs->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		map_put_number(programs->determiners, vocabulary.texts.at[i], i);
	vocabulary_fini(&vocabulary);
	const struct ast_words *clause = ast_find_words(ast, slice_of(WORDS_CLAUSE));
	if (clause)
		programs->clause = cue_program(&clause->members);
}

void status_programs_fini(struct status_programs *programs)
{
	for (size_t i = 0; i < programs->rules->ast->statuses.n; i++) {
		program_fini(&programs->before[i]);
		program_fini(&programs->not_in[i]);
		program_fini(&programs->stop_at[i]);
	}
	program_fini(&programs->clause);
	map_free(programs->determiners);
	arena_free(programs->arena);
	free(programs->before);
	free(programs->not_in);
	free(programs->stop_at);
}

void status_init(struct status_reader *reader, struct status_programs *programs, struct regex_scratch *scratch)
{
	size_t n = programs->rules->ast->statuses.n;
	*reader = (struct status_reader){ .programs = programs, .scratch = scratch };
	reader->cues = alloc_new((n + 1) * sizeof *reader->cues);
	reader->stops = alloc_new((n + 1) * sizeof *reader->stops);
}

void status_fini(struct status_reader *reader)
{
	for (size_t i = 0; i < reader->programs->rules->ast->statuses.n; i++) {
		array_fini(&reader->cues[i]);
		array_fini(&reader->stops[i]);
	}
	array_fini(&reader->clauses);
	free(reader->cues);
	free(reader->stops);
}

void status_sentence(struct status_reader *reader, struct slice subject)
{
	reader->subject = subject;
	reader->read = false;
}

/* All places where one of the program's cues stands. */
static void find_all(struct status_reader *reader, struct program *program, status_spans *spans)
{
	array_clear(spans);
	if (!program->source.cues || !program->source.cues->n)
		return;
	const struct compiled *compiled = program_get(program, reader->programs->compiler);
	struct status_span span;
	for (size_t from = 0; compiled->regex && from < reader->subject.len; from = span.end) {
		if (regex_match(compiled->regex, reader->scratch, reader->subject, from, false) != REGEX_MATCH)
			return;
		if (!regex_span(reader->scratch, 0, &span.start, &span.end) || span.end <= from)
			return;
		array_push(spans, span);
	}
}

/* A cue that lies in one of the texts in which it means nothing is no cue. */
static void drop_false_cues(status_spans *cues, const status_spans *not_in)
{
	size_t kept = 0;
	for (size_t i = 0; i < cues->n; i++) {
		bool is_false = false;
		for (size_t k = 0; k < not_in->n; k++)
			is_false |= cues->at[i].start < not_in->at[k].end && not_in->at[k].start < cues->at[i].end;
		if (!is_false)
			cues->at[kept++] = cues->at[i];
	}
	cues->n = kept;
}

static void add_marks(struct status_reader *reader)
{
	for (size_t i = 0; i < reader->subject.len; i++) {
		char c = reader->subject.ptr[i];
		bool dash = c == '-' && i && reader->subject.ptr[i - 1] == ' ' && i + 1 < reader->subject.len && reader->subject.ptr[i + 1] == ' ';
		if (c == ';' || c == ':' || dash)
			array_push(&reader->clauses, ((struct status_span){ i, i + 1 }));
	}
}

static void read_sentence(struct status_reader *reader)
{
	struct status_programs *programs = reader->programs;
	status_spans not_in = { 0 };
	for (size_t i = 0; i < programs->rules->ast->statuses.n; i++) {
		find_all(reader, &programs->before[i], &reader->cues[i]);
		find_all(reader, &programs->not_in[i], &not_in);
		find_all(reader, &programs->stop_at[i], &reader->stops[i]);
		drop_false_cues(&reader->cues[i], &not_in);
	}
	array_fini(&not_in);
	find_all(reader, &programs->clause, &reader->clauses);
	add_marks(reader);
	reader->read = true;
}

static bool stands_between(const status_spans *spans, size_t from, size_t to)
{
	for (size_t i = 0; i < spans->n; i++)
		if (spans->at[i].start >= from && spans->at[i].end <= to)
			return true;
	return false;
}

/* Whether nothing, or a determiner and what belongs to a name, stands between a cue and the name behind it. */
static bool leads_to(const struct status_reader *reader, size_t from, size_t subject)
{
	struct slice between = slice_trim(slice_part(reader->subject, from, subject));
	size_t end = 0;
	if (memchr(between.ptr, ',', between.len))
		return false;
	while (end < between.len && between.ptr[end] != ' ')
		end++;
	return !between.len || map_has(reader->programs->determiners, slice_part(between, 0, end));
}

/* Whether nothing ends the reach of a block's cues between two places. */
static bool reaches(const struct status_reader *reader, size_t block, size_t from, size_t to)
{
	return !stands_between(&reader->stops[block], from, to) && !stands_between(&reader->clauses, from, to);
}

bool status_clause_ends(struct status_reader *reader, size_t from, size_t to)
{
	if (!reader->read)
		read_sentence(reader);
	return stands_between(&reader->clauses, from, to);
}

size_t status_clause_start(struct status_reader *reader, size_t at)
{
	size_t start = 0;
	if (!reader->read)
		read_sentence(reader);
	for (size_t i = 0; i < reader->clauses.n; i++)
		if (reader->clauses.at[i].end <= at && reader->clauses.at[i].end > start)
			start = reader->clauses.at[i].end;
	return start;
}

static bool governs(const struct status_reader *reader, size_t block, const struct status_span *cue, const struct status_place *place)
{
	if (place->anchor_end > place->anchor && cue->start == place->anchor_end + 1 && cue->end < place->object)
		return reaches(reader, block, cue->end, place->object);
	if (cue->end > place->anchor || !reaches(reader, block, cue->end, place->anchor))
		return false;
	return cue->end > place->subject || reader->programs->rules->ast->statuses.at[block].reach_clause ||
	        leads_to(reader, cue->end, place->subject);
}

enum status status_of(struct status_reader *reader, const struct status_place *place, enum status otherwise)
{
	const struct ast *ast = reader->programs->rules->ast;
	if (!reader->read)
		read_sentence(reader);
	for (size_t i = 0; i < ast->statuses.n; i++) {
		for (size_t k = 0; k < reader->cues[i].n; k++) {
			if (governs(reader, i, &reader->cues[i].at[k], place))
				return ast->statuses.at[i].status;
		}
	}
	return otherwise;
}
