#include "match/dates.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "rules/vocabulary.h"
#include "text/blocks.h"

void date_programs_init(
        struct date_programs *programs, const struct ruleset *rules, struct program_compiler *compiler, const struct date_lines *lines)
{
	*programs = (struct date_programs){ .ast = rules->ast, .compiler = compiler, .lines = lines };
	programs->stops.source = (struct program_source){ .kind = PROGRAM_SPEECH, .cues = &rules->ast->dates.stops };
	programs->predicates.source = (struct program_source){ .kind = PROGRAM_SPEECH, .cues = &rules->ast->dates.predicates };
	programs->turns.source = (struct program_source){ .kind = PROGRAM_SPEECH, .cues = &rules->ast->dates.turns };
	programs->apart.source = (struct program_source){ .kind = PROGRAM_SPEECH, .cues = &rules->ast->dates.apart };
}

void date_programs_fini(struct date_programs *programs)
{
	program_fini(&programs->stops);
	program_fini(&programs->predicates);
	program_fini(&programs->turns);
	program_fini(&programs->apart);
}

void dates_fini(struct dates_reader *reader)
{
	array_fini(&reader->phrases);
	array_fini(&reader->before);
	array_fini(&reader->stops);
	array_fini(&reader->predicates);
	array_fini(&reader->turns);
	array_fini(&reader->apart);
	mask_fini(&reader->mask);
}

void dates_document(struct dates_reader *reader, const struct document *document)
{
	reader->document = document;
	reader->anchor = (struct date_anchor){ .block = SIZE_MAX };
}

void dates_sentence(struct dates_reader *reader, const struct sentence *sentence, struct slice subject)
{
	reader->sentence = *sentence;
	reader->subject = subject;
	reader->read = false;
}

/* ---- the date of a document ---- */

/* Cuts the next line that is not empty off *rest; false at the end. */
static bool next_line(struct slice *rest, struct slice *line)
{
	while (rest->len) {
		const char *end = memchr(rest->ptr, '\n', rest->len);
		size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
		*line = slice_trim(slice_part(*rest, 0, len));
		*rest = slice_part(*rest, len + (end != NULL), rest->len);
		if (line->len)
			return true;
	}
	return false;
}

/* Four digits at the least: cheaper to see than a date. */
static bool holds_year(struct slice line)
{
	size_t digits = 0;
	for (size_t i = 0; i < line.len; i++)
		digits += ascii_is_digit(line.ptr[i]);
	return digits >= 4;
}

struct date dates_head(struct dates_reader *reader, const struct document *document)
{
	enum { LINES = 4, LONGEST = 64, HEAD = 4096 };
	if (!reader->programs->ast->dates.lines.n)
		return (struct date){ 0 };
	size_t len = document->text.len < HEAD ? document->text.len : HEAD;
	struct slice rest = slice_part(document->text, 0, len), line;
	for (int i = 0; i < LINES && next_line(&rest, &line); i++) {
		if (line.len > LONGEST || !holds_year(line))
			continue;
		mask_build(&reader->mask, line, 0, line.len, NULL, 0);
		struct slice text = buffer_slice(&reader->mask.text);
		date_scan(reader->programs->lines, text, &reader->before);
		const struct date_phrase *phrase = reader->before.n == 1 ? reader->before.at : NULL;
		bool alone = phrase && phrase->start == 0 && phrase->end == text.len && phrase->kind == DATE_LINE_AT;
		if (alone && phrase->from.day && phrase->from.year)
			return phrase->from;
	}
	return (struct date){ 0 };
}

/* ---- dates that lean on one before them ---- */

static bool leans(const struct date_phrase *phrase)
{
	bool moves = phrase->kind == DATE_LINE_LATER || phrase->kind == DATE_LINE_EARLIER || phrase->kind == DATE_LINE_SAME;
	return moves || (phrase->kind != DATE_LINE_NEVER && phrase->from.month && !phrase->from.year);
}

/* Whether the byte lies in round brackets: which pair, by the byte behind the one that opens it, or 0. */
static size_t bracket_around(struct slice text, size_t at)
{
	unsigned closed = 0;
	while (at-- > 0) {
		if (text.ptr[at] == ')')
			closed++;
		else if (text.ptr[at] == '(' && closed-- == 0)
			return at + 1;
	}
	return 0;
}

/* Nobody counts nine months to the month: of several the year is kept. */
static struct date moved(const struct date_phrase *phrase, struct date anchor)
{
	int count = phrase->kind == DATE_LINE_SAME ? 0 : phrase->kind == DATE_LINE_EARLIER ? -phrase->count : phrase->count;
	struct date date = date_add(anchor, phrase->unit, count);
	if (phrase->unit == DATE_MONTH && phrase->count > 1)
		date.month = 0;
	return date;
}

/* A day or month in the year of the anchor; not before it, for that may be of the next year. */
static struct date in_year_of(struct date date, struct date anchor)
{
	date.year = anchor.year;
	if (!anchor.year || !date_exists(date) || date_compare(date, anchor) < 0)
		date.year = 0;
	return date;
}

/* Works out a phrase that leans on another; where that is not sure, it names no date. */
static void settle(struct date_phrase *phrase, struct date anchor)
{
	if (!leans(phrase))
		return;
	if (phrase->from.month) {
		phrase->from = in_year_of(phrase->from, anchor);
		phrase->to = in_year_of(phrase->to, anchor);
		if (!phrase->from.year || !phrase->to.year)
			phrase->from = phrase->to = (struct date){ 0 };
	} else {
		phrase->from = phrase->to = moved(phrase, anchor);
		phrase->kind = DATE_LINE_AT;
	}
}

/* The date that a phrase leaves behind for those that lean on it: one point of time, or none. */
static struct date left_behind(const struct date_phrase *phrase)
{
	bool one = phrase->kind == DATE_LINE_AT && phrase->from.year && memcmp(&phrase->from, &phrase->to, sizeof phrase->from) == 0;
	return one ? phrase->from : (struct date){ 0 };
}

/* A date that is that of a thing ("the treaty of 1968") belongs to no relation, but what leans on a date may mean it. */
static bool names_no_time(const struct date_phrase *phrase)
{
	return phrase->kind == DATE_LINE_NEVER && !phrase->from.year;
}

/* Whether a clause within the sentence begins before byte `at`: what it dates ("who led it in 1968") is not what the text is at. */
static bool is_subordinate(struct dates_reader *reader, struct slice text, size_t at)
{
	struct program *clause = &reader->status->programs->clause.program;
	size_t start, end, second = 0;
	if (!clause->source.cues)
		return false;
	const struct compiled *compiled = program_get(clause, reader->programs->compiler);
	unicode_next(text, &second);
	return compiled->regex && regex_match(compiled->regex, reader->scratch, text, second, false) == REGEX_MATCH &&
	        regex_span(reader->scratch, 0, &start, &end) && end <= at;
}

/* A sentence before: it leaves a date behind if it names but one outside of brackets. */
static void read_before(struct dates_reader *reader, const struct sentence *sentence)
{
	size_t dates = 0;
	struct date date = { 0 };
	mask_build(&reader->mask, reader->document->text, sentence->start, sentence->end, NULL, 0);
	struct slice text = buffer_slice(&reader->mask.text);
	date_scan(reader->programs->lines, text, &reader->before);
	for (size_t i = 0; i < reader->before.n; i++) {
		struct date_phrase *phrase = &reader->before.at[i];
		if (names_no_time(phrase) || bracket_around(text, phrase->start))
			continue;
		settle(phrase, reader->anchor.date);
		date = left_behind(phrase);
		if (is_subordinate(reader, text, phrase->start))
			date = (struct date){ 0 };
		dates++;
	}
	if (dates)
		reader->anchor.date = dates == 1 ? date : (struct date){ 0 };
}

/* The date that the paragraph left behind before this sentence. */
static struct date anchor_of(struct dates_reader *reader)
{
	struct date_anchor *anchor = &reader->anchor;
	const struct block *block = blocks_at(reader->document, reader->sentence.start);
	struct sentence sentence;
	if (!block)
		return (struct date){ 0 };
	if (anchor->block != block->start)
		*anchor = (struct date_anchor){ block->start, block->start, { 0 } };
	while (sentence_next(reader->document, block, &reader->programs->sentence_words, anchor->at, &sentence) &&
	        sentence.start < reader->sentence.start) {
		read_before(reader, &sentence);
		anchor->at = sentence.end;
	}
	return anchor->date;
}

static bool any_leans(const date_phrases *phrases)
{
	for (size_t i = 0; i < phrases->n; i++)
		if (leans(&phrases->at[i]))
			return true;
	return false;
}

static void settle_all(struct dates_reader *reader)
{
	struct date anchor = anchor_of(reader);
	for (size_t i = 0; i < reader->phrases.n; i++) {
		struct date_phrase *phrase = &reader->phrases.at[i];
		if (names_no_time(phrase))
			continue;
		settle(phrase, anchor);
		if (!bracket_around(reader->subject, phrase->start))
			anchor = left_behind(phrase);
	}
}

/* ---- the sentence ---- */

static void find_spans(const struct dates_reader *reader, const struct program *program, status_spans *spans)
{
	array_clear(spans);
	if (!program->source.cues->n)
		return;
	const struct compiled *compiled = program_get((struct program *)(uintptr_t)program, reader->programs->compiler);
	struct status_span span = { .end = 0 };
	while (regex_next(compiled->regex, reader->scratch, reader->subject, &span.start, &span.end))
		array_push(spans, span);
}

static bool any_begins(const status_spans *spans, size_t from, size_t to)
{
	for (size_t i = 0; i < spans->n; i++)
		if (spans->at[i].start >= from && spans->at[i].start < to)
			return true;
	return false;
}

static bool any_of_kind(const date_phrases *phrases, enum date_line_kind kind)
{
	for (size_t i = 0; i < phrases->n; i++)
		if (phrases->at[i].kind == kind)
			return true;
	return false;
}

static void read_sentence(struct dates_reader *reader)
{
	date_scan(reader->programs->lines, reader->subject, &reader->phrases);
	if (any_leans(&reader->phrases))
		settle_all(reader);
	if (reader->phrases.n) {
		find_spans(reader, &reader->programs->stops, &reader->stops);
		find_spans(reader, &reader->programs->predicates, &reader->predicates);
		array_clear(&reader->turns);
		reader->apart_read = false;
		if (any_of_kind(&reader->phrases, DATE_LINE_UNTIL))
			find_spans(reader, &reader->programs->turns, &reader->turns);
	}
	reader->read = true;
}

/* Whether another predicate stands between two places. */
static bool holds_predicate(const struct dates_reader *reader, size_t from, size_t to)
{
	return any_begins(&reader->predicates, from, to) || any_begins(&reader->stops, from, to);
}

/* ---- which date belongs to a relation ---- */

static bool is_comma(const struct dates_reader *reader, size_t at)
{
	struct slice text = reader->subject;
	return text.ptr[at] == ',' && (at + 1 == text.len || text.ptr[at + 1] == ' ');
}

static bool holds_comma(const struct dates_reader *reader, size_t from, size_t to)
{
	for (; from < to; from++)
		if (is_comma(reader, from))
			return true;
	return false;
}

/* The part of a sentence between two commas that a date stands in. A comma within the date is none. */
struct part {
	size_t start, end;
	bool first; /* nothing stands before it in its clause */
};

static struct part part_of(const struct dates_reader *reader, const struct date_phrase *phrase)
{
	struct part part = { phrase->start, phrase->end, true };
	size_t clause = status_clause_start(reader->status, phrase->start);
	while (part.start > clause && !is_comma(reader, part.start - 1))
		part.start--;
	part.first = part.start == 0 || !is_comma(reader, part.start - 1);
	while (part.start < phrase->start && reader->subject.ptr[part.start] == ' ')
		part.start++;
	/* "… and on 11 September": what joins the part to what is before it is none of it. */
	for (size_t i = 0; i < reader->stops.n; i++)
		if (reader->stops.at[i].start < phrase->start && reader->stops.at[i].end > phrase->start)
			part.start = phrase->start;
	while (part.end < reader->subject.len && !is_comma(reader, part.end) && !strchr(".;:", reader->subject.ptr[part.end]))
		part.end++;
	return part;
}

/* Whether what stands between the commas is the date, or tells the circumstances with the date in it ("In the elections of 1970, …"). */
static bool is_circumstance(const struct dates_reader *reader, const struct date_phrase *phrase)
{
	struct part part = part_of(reader, phrase);
	if (part.start == phrase->start)
		return part.first || part.end == phrase->end;
	return date_leads(reader->programs->lines, reader->subject, part.start) && !holds_predicate(reader, part.start, part.end);
}

/* A date at the head of a line of a chronology: "11 September 1973: Pinochet overthrew Allende". */
static size_t after_head(const struct dates_reader *reader, const struct date_phrase *phrase)
{
	size_t at = phrase->end;
	struct slice text = reader->subject;
	while (phrase->start == 0 && at < text.len && strchr(" :-", text.ptr[at]))
		at++;
	return at;
}

/* Where the auxiliaries right before the trigger begin: "…, was overthrown" is one predicate. */
static size_t predicate_start(const struct dates_reader *reader, size_t anchor)
{
	for (size_t i = reader->predicates.n; i-- > 0;)
		if (reader->predicates.at[i].end + 1 == anchor)
			anchor = reader->predicates.at[i].start;
	return anchor;
}

/* Whether what is right before the words of the relation, or begins them, sets it at another time than a date before: "In 1970 Orlov met Ruiz and
 * later overthrew her". */
static bool is_apart(struct dates_reader *reader, const struct date_phrase *phrase, const struct dates_place *place)
{
	if (phrase->end > place->anchor)
		return false;
	if (!reader->apart_read)
		find_spans(reader, &reader->programs->apart, &reader->apart);
	reader->apart_read = true;
	size_t anchor = predicate_start(reader, place->anchor);
	for (size_t i = 0; i < reader->apart.n; i++) {
		const struct status_span *apart = &reader->apart.at[i];
		if (apart->start >= phrase->end && apart->start < place->anchor_end && apart->end + 1 >= anchor)
			return true;
	}
	return false;
}

static bool belongs(const struct dates_reader *reader, const struct date_phrase *phrase, const struct dates_place *place)
{
	size_t from = place->end, to = phrase->start;
	if (phrase->end <= place->start) {
		from = after_head(reader, phrase);
		to = place->start;
	} else if (phrase->start < place->end) {
		from = phrase->end <= place->anchor ? phrase->end : place->anchor_end;
		to = phrase->end <= place->anchor ? place->anchor : phrase->start;
		if (phrase->end <= place->anchor && holds_comma(reader, from, to))
			to = predicate_start(reader, to);
	}
	if (from < to && (status_clause_ends(reader->status, from, to) || any_begins(&reader->stops, from, to)))
		return false;
	if (bracket_around(reader->subject, phrase->start) != bracket_around(reader->subject, place->anchor))
		return false;
	return !holds_comma(reader, from < to ? from : to, to) || is_circumstance(reader, phrase);
}

/* What stands behind a date that leads, without a comma, up to the relation may be a predicate of its own: "Elected in 1970 Allende …". */
static bool is_led(const struct dates_reader *reader, const struct date_phrase *phrase, const struct dates_place *place)
{
	if (phrase->end > place->start)
		return true;
	struct part part = part_of(reader, phrase);
	return !holds_predicate(reader, part.start, phrase->start);
}

static size_t distance(const struct date_phrase *phrase, const struct dates_place *place)
{
	if (phrase->end <= place->start)
		return place->start - phrase->end;
	return phrase->start >= place->end ? phrase->start - place->end : 0;
}

/* The nearest date on one side of the relation; what stands within the match is on both. */
static const struct date_phrase *nearest(struct dates_reader *reader, const struct dates_place *place, bool before)
{
	const struct date_phrase *best = NULL;
	for (size_t i = 0; i < reader->phrases.n; i++) {
		const struct date_phrase *phrase = &reader->phrases.at[i];
		if (phrase->kind == DATE_LINE_NEVER || (before ? phrase->start >= place->anchor : phrase->end <= place->anchor))
			continue;
		if (!belongs(reader, phrase, place) || !is_led(reader, phrase, place) || is_apart(reader, phrase, place))
			continue;
		if (!best || (before ? distance(phrase, place) <= distance(best, place) : distance(phrase, place) < distance(best, place)))
			best = phrase;
	}
	return best;
}

/* Of two dates the one that lies in the other; NULL where they contradict each other. */
static const struct date_phrase *narrower(const struct date_phrase *a, const struct date_phrase *b)
{
	if (a->kind != DATE_LINE_AT || b->kind != DATE_LINE_AT)
		return NULL;
	if (date_within(a->from, b->from) && date_within(a->to, b->to))
		return a;
	return date_within(b->from, a->from) && date_within(b->to, a->to) ? b : NULL;
}

/* The `turn` within which a phrase begins, of its own predicate: in "did not flee and ruled until 1970" another one stands between. */
static const struct status_span *turn_of(const struct dates_reader *reader, const struct date_phrase *phrase)
{
	for (size_t i = 0; i < reader->turns.n; i++) {
		const struct status_span *turn = &reader->turns.at[i];
		bool holds = turn->start <= phrase->start && turn->end > phrase->start;
		if (holds && !any_begins(&reader->stops, turn->start, phrase->start) &&
		        !status_clause_ends(reader->status, turn->start, phrase->start))
			return turn;
	}
	return NULL;
}

/* What did not happen until then happened then. Where the words of the relation hold the "not" themselves, "would not recognise it until
 * 1970", nobody knows what ended: false. */
static bool turn_end(const struct dates_reader *reader, const struct dates_place *place, struct date_phrase *phrase)
{
	const struct status_span *turn = phrase->kind == DATE_LINE_UNTIL ? turn_of(reader, phrase) : NULL;
	if (!turn)
		return true;
	phrase->kind = DATE_LINE_AT;
	return turn->start < place->anchor || turn->start >= place->anchor_end;
}

void dates_of(struct dates_reader *reader, const struct dates_place *place, struct date *from, struct date *to)
{
	*from = *to = (struct date){ 0 };
	if (!reader->programs->ast->dates.lines.n || place->when == WHEN_NEVER)
		return;
	if (!reader->read)
		read_sentence(reader);
	const struct date_phrase *first = nearest(reader, place, true), *last = nearest(reader, place, false);
	const struct date_phrase *best = first && last ? narrower(first, last) : first ? first : last;
	struct date_phrase found = best ? *best : (struct date_phrase){ 0 };
	if (!best || !turn_end(reader, place, &found))
		return;
	bool point = found.kind == DATE_LINE_AT;
	if (found.kind != DATE_LINE_UNTIL && !(point && place->when == WHEN_UNTIL))
		*from = found.from;
	if (found.kind != DATE_LINE_SINCE && !(point && place->when == WHEN_SINCE))
		*to = found.to;
}
