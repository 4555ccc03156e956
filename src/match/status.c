#include "match/status.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "rules/vocabulary.h"

/* A quotation of fewer words that holds neither end of an edge quotes a term, not a statement. */
enum { QUOTED_WORDS = 4 };

/* What may lead up to a name: as many words and bytes at most. */
enum { LEADING_WORDS = 4, LEADING_BYTES = 64 };

static struct status_cues cues_of(enum program_kind kind, const pattern_array *patterns, struct ruleset_cues words)
{
	return (struct status_cues){ .program = { .source = { .kind = kind, .cues = patterns } }, .words = words };
}

static void add_leading(struct status_programs *programs, const struct ast *ast, const char *words)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, ast, slice_of(words), 0, programs->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		map_put_number(programs->leading, vocabulary.texts.at[i], i);
	vocabulary_fini(&vocabulary);
}

static void init_leading(struct status_programs *programs, const struct ast *ast)
{
	programs->arena = arena_new();
	programs->leading = map_new();
	add_leading(programs, ast, WORDS_DETERMINER);
	add_leading(programs, ast, WORDS_TITLE);
}

void status_programs_init(struct status_programs *programs, const struct ruleset *rules, struct program_compiler *compiler)
{
	const struct ast *ast = rules->ast;
	*programs = (struct status_programs){ .rules = rules, .compiler = compiler };
	programs->blocks = alloc_new((ast->statuses.n + 1) * sizeof *programs->blocks);
	for (size_t i = 0; i < ast->statuses.n; i++) {
		const struct ast_status *block = &ast->statuses.at[i];
		const struct ruleset_status *words = &rules->statuses[i];
		programs->blocks[i] = (struct status_program){ cues_of(PROGRAM_SPEECH, &block->before, words->before),
			cues_of(PROGRAM_SPEECH, &block->after, words->after), cues_of(PROGRAM_SPEECH, &block->quoted, words->quoted),
			cues_of(PROGRAM_SPEECH, &block->not_in, words->not_in), cues_of(PROGRAM_SPEECH, &block->stop_at, words->stop_at) };
	}
	init_leading(programs, ast);
	const struct ast_words *clause = ast_find_words(ast, slice_of(WORDS_CLAUSE));
	if (clause)
		programs->clause = cues_of(PROGRAM_SPEECH, &clause->members, (struct ruleset_cues){ .anywhere = true });
}

void status_programs_fini(struct status_programs *programs)
{
	for (size_t i = 0; i < programs->rules->ast->statuses.n; i++) {
		struct status_program *block = &programs->blocks[i];
		struct status_cues *all[] = { &block->before, &block->after, &block->quoted, &block->not_in, &block->stop_at };
		for (size_t k = 0; k < sizeof all / sizeof *all; k++)
			program_fini(&all[k]->program);
	}
	program_fini(&programs->clause.program);
	map_free(programs->leading);
	arena_free(programs->arena);
	free(programs->blocks);
}

void status_init(struct status_reader *reader, struct status_programs *programs, struct regex_scratch *scratch)
{
	*reader = (struct status_reader){ .programs = programs, .scratch = scratch };
	reader->found = alloc_new((programs->rules->ast->statuses.n + 1) * sizeof *reader->found);
}

void status_fini(struct status_reader *reader)
{
	for (size_t i = 0; i < reader->programs->rules->ast->statuses.n; i++) {
		array_fini(&reader->found[i].before);
		array_fini(&reader->found[i].after);
		array_fini(&reader->found[i].quoted);
		array_fini(&reader->found[i].stops);
	}
	array_fini(&reader->clauses);
	array_fini(&reader->marks);
	array_fini(&reader->quotations);
	group_set_fini(&reader->words);
	free(reader->found);
}

void status_document(struct status_reader *reader, const struct document *document)
{
	reader->document = document;
	reader->quotes_of = NULL;
}

void status_sentence(struct status_reader *reader, const struct mentions *mentions, const struct block *block)
{
	reader->mentions = mentions;
	reader->block = block;
	reader->subject = buffer_slice(&mentions->mask.text);
	reader->read = false;
}

/* ---- what stands in the sentence ---- */

/* The mention that fills the hole of the cue that was matched last. */
static long speaker_of(const struct status_reader *reader, const struct emitted *emitted)
{
	size_t start, end;
	for (size_t i = 0; i < emitted->holes.n; i++)
		if (regex_span(reader->scratch, emitted->holes.at[i].group, &start, &end) && end > start)
			return mask_mention(&reader->mentions->mask, start);
	return MASK_NONE;
}

static bool may_stand(const struct ruleset_cues *cues, const struct group_set *words)
{
	bool may = cues->anywhere;
	for (size_t i = 0; i < cues->n && !may; i++)
		may = group_set_meets(words, &cues->words[i]);
	return may;
}

/* All places where one of the cues stands. */
static void find_all(struct status_reader *reader, struct status_cues *cues, status_spans *spans)
{
	array_clear(spans);
	if (!cues->program.source.cues || !cues->program.source.cues->n)
		return;
	if (!may_stand(&cues->words, &reader->words))
		return;
	const struct compiled *compiled = program_get(&cues->program, reader->programs->compiler);
	struct status_span span = { .end = 0 };
	while (regex_next(compiled->regex, reader->scratch, reader->subject, &span.start, &span.end)) {
		span.speaker = speaker_of(reader, &compiled->emitted);
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

static void find_marks(struct status_reader *reader)
{
	struct slice text = reader->subject;
	array_clear(&reader->marks);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool dash = c == '-' && i && text.ptr[i - 1] == ' ' && i + 1 < text.len && text.ptr[i + 1] == ' ';
		if (c == ';' || c == ':' || dash)
			array_push(&reader->marks, ((struct status_span){ i, i + 1, MASK_NONE }));
	}
}

static void read_sentence(struct status_reader *reader)
{
	struct status_programs *programs = reader->programs;
	status_spans not_in = { 0 };
	group_set_text(&reader->words, &programs->rules->groups, reader->subject);
	for (size_t i = 0; i < programs->rules->ast->statuses.n; i++) {
		struct status_program *block = &programs->blocks[i];
		struct status_found *found = &reader->found[i];
		find_all(reader, &block->before, &found->before);
		find_all(reader, &block->after, &found->after);
		find_all(reader, &block->quoted, &found->quoted);
		array_clear(&found->stops);
		if (!found->before.n && !found->after.n && !found->quoted.n)
			continue;
		find_all(reader, &block->not_in, &not_in);
		find_all(reader, &block->stop_at, &found->stops);
		drop_false_cues(&found->before, &not_in);
		drop_false_cues(&found->after, &not_in);
	}
	array_fini(&not_in);
	find_all(reader, &programs->clause, &reader->clauses);
	find_marks(reader);
	reader->read = true;
}

static void read_quotations(struct status_reader *reader)
{
	if (reader->quotes_of == reader->block)
		return;
	array_clear(&reader->quotations);
	quotation_find(reader->document, reader->block, &reader->quotations);
	reader->quotes_of = reader->block;
}

/* ---- cues ---- */

static bool stands_between(const status_spans *spans, size_t from, size_t to)
{
	for (size_t i = 0; i < spans->n; i++)
		if (spans->at[i].start >= from && spans->at[i].end <= to)
			return true;
	return false;
}

/* The last word of a stop may be one of what follows: "and overthrew". */
static bool begins_between(const status_spans *spans, size_t from, size_t to)
{
	for (size_t i = 0; i < spans->n; i++)
		if (spans->at[i].start >= from && spans->at[i].start < to)
			return true;
	return false;
}

bool status_leads(const struct status_programs *programs, struct slice words)
{
	char lower[LEADING_BYTES];
	if (!words.len || words.len > sizeof lower)
		return false;
	for (size_t i = 0; i < words.len; i++)
		lower[i] = ascii_is_space(words.ptr[i]) ? ' ' : ascii_lower(words.ptr[i]);
	return map_has(programs->leading, slice_make(lower, words.len));
}

/* Whether a text begins with a determiner or title. */
static bool begins_name(const struct status_reader *reader, struct slice text)
{
	size_t words = 0;
	for (size_t at = 0; at <= text.len && words < LEADING_WORDS; at++) {
		if (at < text.len && text.ptr[at] != ' ')
			continue;
		if (status_leads(reader->programs, slice_part(text, 0, at)))
			return true;
		words++;
	}
	return false;
}

/* Whether what was masked as one name ends with a title: "President", "French President". */
static bool is_titled_office(const struct status_reader *reader, struct slice masked)
{
	long token = masked.len == MASK_TOKEN_LEN ? mask_mention(&reader->mentions->mask, (size_t)(masked.ptr - reader->subject.ptr)) : MASK_NONE;
	if (token == MASK_NONE)
		return false;
	const struct mention *mention = &reader->mentions->list.at[token];
	struct slice text = slice_part(reader->document->text, mention->start, mention->end);
	size_t last = text.len;
	while (last && !ascii_is_space(text.ptr[last - 1]))
		last--;
	return status_leads(reader->programs, slice_part(text, last, text.len));
}

/* Whether nothing, a comma, or a determiner or title and what belongs to a name, stands between a cue and the name behind it. */
static bool leads_to(const struct status_reader *reader, size_t from, size_t subject)
{
	struct slice between = slice_trim(slice_part(reader->subject, from, subject));
	if (memchr(between.ptr, ',', between.len))
		return between.len == 1;
	return !between.len || begins_name(reader, between) || is_titled_office(reader, between);
}

/* Whether nothing ends the reach of a block's cues between two places. */
static bool reaches(const struct status_reader *reader, size_t block, size_t from, size_t to)
{
	return !begins_between(&reader->found[block].stops, from, to) && !stands_between(&reader->marks, from, to) &&
	        !stands_between(&reader->clauses, from, to);
}

bool status_clause_ends(struct status_reader *reader, size_t from, size_t to)
{
	if (!reader->read)
		read_sentence(reader);
	return stands_between(&reader->marks, from, to) || stands_between(&reader->clauses, from, to);
}

/* Where the last of the spans before `at` ends, or start. */
static size_t last_end(const status_spans *spans, size_t at, size_t start)
{
	for (size_t i = 0; i < spans->n; i++)
		if (spans->at[i].end <= at && spans->at[i].end > start)
			start = spans->at[i].end;
	return start;
}

size_t status_clause_start(struct status_reader *reader, size_t at)
{
	size_t start = 0;
	if (!reader->read)
		read_sentence(reader);
	start = last_end(&reader->clauses, at, start);
	return last_end(&reader->marks, at, start);
}

static bool follows_comma(struct slice text, size_t at)
{
	while (at && text.ptr[at - 1] == ' ')
		at--;
	return at && text.ptr[at - 1] == ',';
}

/* Whether as many commas open an aside as close one. */
static bool is_even(struct slice text, size_t from, size_t to)
{
	bool even = true;
	for (size_t at = from; at < to; at++)
		even ^= text.ptr[at] == ',';
	return even;
}

/* Whether a cue stands in an aside between commas that ends before `to`: "Orlov, not Markov, overthrew", "Orlov, who had not fled, overthrew".
 * A comma right behind the cue begins another aside, and ends none. */
static bool is_aside(struct slice text, const struct status_span *cue, const struct status_place *place)
{
	if (text.ptr[cue->end] == ',' || cue->end >= place->anchor)
		return false;
	if (!follows_comma(text, cue->start) && (place->subject >= cue->start || is_even(text, place->subject, cue->start)))
		return false;
	return memchr(text.ptr + cue->end, ',', place->anchor - cue->end);
}

/* Whether the relation's words stand in an aside behind its subject, which the cue leads up to: "unless Orlov, who overthrew Ruiz, …". */
static bool in_aside_of(const struct status_reader *reader, const struct status_span *cue, const struct status_place *place)
{
	/* "…, not Orlov, overthrew Ruiz": here the comma ends the aside that the cue opens. */
	if (follows_comma(reader->subject, cue->start) && place->object > place->anchor)
		return false;
	size_t comma = place->subject + MASK_TOKEN_LEN;
	if (comma >= place->anchor || reader->subject.ptr[comma] != ',')
		return false;
	return !memchr(reader->subject.ptr + comma + 1, ',', place->anchor - comma - 1);
}

/* Whether a cue stands in brackets that hold more than it, the relation's words outside: "the League (named for an attempt to …) attacked". */
static bool is_in_brackets(struct slice text, const struct status_span *cue, const struct status_place *place)
{
	size_t open = cue->start, close = cue->end;
	while (open && !strchr("()", text.ptr[open - 1]))
		open--;
	while (close < text.len && !strchr("()", text.ptr[close]))
		close++;
	bool enclosed = open && text.ptr[open - 1] == '(' && close < text.len && text.ptr[close] == ')';
	bool alone = open == cue->start && close == cue->end;
	return enclosed && !alone && (place->anchor < open || place->anchor >= close);
}

static bool is_before(const struct status_reader *reader, size_t block, const struct status_span *cue, const struct status_place *place)
{
	if (is_in_brackets(reader->subject, cue, place))
		return false;
	enum status_reach reach = reader->programs->rules->ast->statuses.at[block].reach;
	if (place->anchor_end > place->anchor && cue->start == place->anchor_end + 1 && cue->end < place->object)
		return reaches(reader, block, cue->end, place->object);
	if (cue->end > place->anchor || !reaches(reader, block, cue->end, place->anchor))
		return false;
	/* The words of a carried subject's line may begin with the stop itself: "and was elected". */
	if (begins_between(&reader->found[block].stops, place->anchor, place->anchor_end))
		return false;
	if (cue->end > place->subject)
		return !is_aside(reader->subject, cue, place);
	if (reach == REACH_COMMA)
		return !memchr(reader->subject.ptr + cue->end, ',', place->subject - cue->end);
	return reach == REACH_CLAUSE || (leads_to(reader, cue->end, place->subject) && !in_aside_of(reader, cue, place));
}

/* Whether what begins at `from` leaves the clause before it as it is: its end, or a comma and a clause of its own. */
static bool ends_clause(const struct status_reader *reader, size_t from)
{
	struct slice text = reader->subject;
	size_t at = from;
	while (at < text.len && text.ptr[at] != ',' && text.ptr[at] != ';' && text.ptr[at] != ':')
		at++;
	if (at == text.len || text.ptr[at] != ',')
		return true;
	for (size_t i = 0; i < reader->clauses.n; i++)
		if (reader->clauses.at[i].start == at + 2)
			return true;
	return false;
}

static bool is_behind(const struct status_reader *reader, size_t block, const struct status_span *cue, const struct status_place *place)
{
	if (is_in_brackets(reader->subject, cue, place))
		return false;
	size_t end = place->object > place->anchor_end ? place->object : place->anchor_end;
	if (cue->start < end || stands_between(&reader->found[block].stops, end, cue->start) || stands_between(&reader->marks, end, cue->start))
		return false;
	return ends_clause(reader, cue->end);
}

/* ---- quotations ---- */

static size_t origin(const struct status_reader *reader, size_t at)
{
	return reader->mentions->mask.origin.at[at];
}

static bool is_within(const struct status_reader *reader, const struct quotation *quotation, size_t start, size_t end)
{
	return origin(reader, start) > quotation->start && origin(reader, end) < quotation->end;
}

static bool has_words(const struct status_reader *reader, const struct quotation *quotation, size_t n)
{
	struct slice text = slice_part(reader->document->text, quotation->start, quotation->end), rest = text, word;
	size_t words = 0;
	while (words < n && slice_split(&rest, ' ', &word))
		words += slice_trim(word).len > 1;
	return words >= n;
}

/* The widest quotation that states the relation: a single word in quotation marks, or a term, belongs to the sentence around it. */
static const struct quotation *quotation_of(const struct status_reader *reader, const struct status_place *place)
{
	const struct quotation *widest = NULL;
	for (size_t i = 0; i < reader->quotations.n; i++) {
		const struct quotation *quotation = &reader->quotations.at[i];
		if (!is_within(reader, quotation, place->anchor, place->anchor_end))
			continue;
		bool end = is_within(reader, quotation, place->first, place->first) || is_within(reader, quotation, place->object, place->object);
		if (has_words(reader, quotation, end ? 2 : QUOTED_WORDS) && (!widest || quotation->start < widest->start))
			widest = quotation;
	}
	return widest;
}

/* Whether a cue stands in a quotation that does not hold the relation's words. */
static bool is_quoted_apart(const struct status_reader *reader, const struct status_span *cue, const struct status_place *place)
{
	for (size_t i = 0; i < reader->quotations.n; i++) {
		const struct quotation *quotation = &reader->quotations.at[i];
		if (is_within(reader, quotation, cue->start, cue->end) && !is_within(reader, quotation, place->anchor, place->anchor))
			return true;
	}
	return false;
}

static bool only_marks(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr(" ,:;.!?-\"'", text.ptr[i]) || !text.ptr[i])
			return false;
	return true;
}

/* Whether nothing but marks stands between a cue and the quotation. */
static bool introduces(const struct status_reader *reader, const struct status_span *cue, const struct quotation *quotation)
{
	size_t start = mask_place(&reader->mentions->mask, quotation->start), end = mask_place(&reader->mentions->mask, quotation->end);
	bool begins = origin(reader, 0) <= quotation->start;
	if (begins && cue->end <= start)
		return only_marks(slice_part(reader->subject, cue->end, start));
	return cue->start >= end && only_marks(slice_part(reader->subject, end, cue->start));
}

static long quoted_speaker(const struct status_reader *reader, const struct quotation *quotation)
{
	for (size_t i = 0; quotation && i < reader->programs->rules->ast->statuses.n; i++)
		for (size_t k = 0; k < reader->found[i].quoted.n; k++)
			if (introduces(reader, &reader->found[i].quoted.at[k], quotation))
				return reader->found[i].quoted.at[k].speaker;
	return MASK_NONE;
}

/* ---- all of it ---- */

/* Which cues govern a relation so far. */
struct judgement {
	struct status_verdict verdict;
	bool found;
	size_t nearest; /* end of the cue that named the speaker */
};

static void take(struct judgement *judgement, enum status status, const struct status_span *cue)
{
	if (!judgement->found)
		judgement->verdict.status = status;
	judgement->found = true;
	if (cue->speaker == MASK_NONE || (judgement->verdict.speaker != MASK_NONE && cue->end <= judgement->nearest))
		return;
	judgement->verdict.speaker = cue->speaker;
	judgement->nearest = cue->end;
}

static void judge_block(const struct status_reader *reader, size_t block, const struct status_place *place, struct judgement *judgement)
{
	const struct status_found *found = &reader->found[block];
	enum status status = reader->programs->rules->ast->statuses.at[block].status;
	for (size_t i = 0; i < found->before.n; i++)
		if (is_before(reader, block, &found->before.at[i], place) && !is_quoted_apart(reader, &found->before.at[i], place))
			take(judgement, status, &found->before.at[i]);
	for (size_t i = 0; i < found->after.n; i++)
		if (is_behind(reader, block, &found->after.at[i], place) && !is_quoted_apart(reader, &found->after.at[i], place))
			take(judgement, status, &found->after.at[i]);
}

static bool quotes_matter(const struct ast *ast, enum status *status)
{
	for (size_t i = 0; i < ast->statuses.n; i++) {
		*status = ast->statuses.at[i].status;
		if (ast->statuses.at[i].quoted.n)
			return true;
	}
	return false;
}

struct status_verdict status_of(struct status_reader *reader, const struct status_place *place)
{
	const struct ast *ast = reader->programs->rules->ast;
	struct judgement judgement = { .verdict = { STATUS_ASSERTED, MASK_NONE } };
	enum status quoted;
	if (!reader->read)
		read_sentence(reader);
	bool quotes = quotes_matter(ast, &quoted);
	if (quotes)
		read_quotations(reader);
	for (size_t i = 0; i < ast->statuses.n; i++)
		judge_block(reader, i, place, &judgement);
	const struct quotation *quotation = quotes ? quotation_of(reader, place) : NULL;
	if (quotation && !judgement.found)
		judgement.verdict.status = quoted;
	if (quotation && judgement.verdict.speaker == MASK_NONE)
		judgement.verdict.speaker = quoted_speaker(reader, quotation);
	return judgement.verdict;
}
