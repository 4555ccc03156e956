#include "match/proof.h"

#include "match/in_full.h"

/* The words as they stand, white space folded: never normalised further, so that a reader of the file finds them again. */
static struct slice text_of(const struct matcher *matcher, size_t start, size_t end)
{
	return document_decoded(matcher->document, matcher->arena, document_raw(matcher->document, start), document_raw(matcher->document, end));
}

static struct identity identify(struct matcher *matcher, const struct mention *mention, const struct mention *other)
{
	struct mention called = in_full(matcher, mention, other);
	bool named = called.kind == MENTION_NAMED || called.kind == MENTION_UNKNOWN || called.kind == MENTION_REFER;
	const struct name_table *table = named ? matcher->mentions->table(matcher->mentions->data) : NULL;
	return resolve_mention(&called, matcher->document, &matcher->engine->rules->types, table, matcher->arena);
}

static struct finding_end end_of(const struct matcher *matcher, const struct mention *mention, const struct identity *identity)
{
	return (struct finding_end){
		.id = identity->id,
		.name = identity->name,
		.type = identity->type,
		.text = text_of(matcher, mention->start, mention->end),
		.start = document_raw(matcher->document, mention->start),
		.end = document_raw(matcher->document, mention->end),
	};
}

static bool holds(struct slice text, struct slice part)
{
	return part.len && part.len <= text.len && memmem(text.ptr, text.len, part.ptr, part.len);
}

/* The bytes of the file, read once more, say both names, and the sentence says them. */
static bool is_proved(const struct matcher *matcher, const struct finding *finding)
{
	struct slice read = document_decoded(matcher->document, matcher->arena, (size_t)finding->start, (size_t)finding->end);
	return holds(read, finding->source.text) && holds(read, finding->target.text) && holds(finding->sentence, read);
}

/* What a word that refers takes off. */
static unsigned cost_of(const struct matcher *matcher, const struct mention *mention)
{
	return mention->kind == MENTION_REFER ? matcher->engine->rules->ast->refers.at[mention->refer].cost : 0;
}

static unsigned less(unsigned sure, unsigned cost)
{
	return sure > cost ? sure - cost : 1;
}

static bool is_unknown(const struct mention *mention)
{
	return mention->kind == MENTION_UNKNOWN || (mention->kind == MENTION_REFER && mention->of.kind == MENTION_UNKNOWN);
}

static uint8_t sure_of(const struct matcher *matcher, const struct proof *proof)
{
	unsigned sure = proof->variant->variant.rule->sure, cost = matcher->engine->rules->ast->unknown_cost;
	if (is_unknown(proof->source) || is_unknown(proof->target))
		sure = less(sure, cost);
	sure = less(sure, cost_of(matcher, proof->source));
	sure = less(sure, cost_of(matcher, proof->target));
	return (uint8_t)(sure < 1 ? 1 : sure > 100 ? 100 : sure);
}

static struct slice resolved_of(struct arena *arena, const struct identity *source, const struct identity *target)
{
	if (!source->resolved.len)
		return target->resolved;
	if (!target->resolved.len)
		return source->resolved;
	return arena_format(arena, "%.*s; %.*s", SLICE_ARG(source->resolved), SLICE_ARG(target->resolved));
}

/* The sentence, or of furniture the lines that hold start..end. */
static struct slice quote_of(struct matcher *matcher, size_t start, size_t end)
{
	const struct sentence *sentence = &matcher->sentence;
	const char *text = matcher->document->text.ptr;
	if (!matcher->rows && !matcher->quote.len)
		matcher->quote = text_of(matcher, sentence->start, sentence->end);
	if (!matcher->rows)
		return matcher->quote;
	while (start > sentence->start && text[start - 1] != '\n' && text[start - 1] != '\r')
		start--;
	while (end < sentence->end && text[end] != '\n' && text[end] != '\r')
		end++;
	return text_of(matcher, start, end);
}

static void set_span(struct matcher *matcher, const struct proof *proof, struct finding *finding)
{
	size_t start = proof->start, end = proof->end;
	start = proof->source->start < start ? proof->source->start : start;
	start = proof->target->start < start ? proof->target->start : start;
	end = proof->source->end > end ? proof->source->end : end;
	end = proof->target->end > end ? proof->target->end : end;
	finding->start = document_raw(matcher->document, start);
	finding->end = document_raw(matcher->document, end);
	finding->line = document_line(matcher->document, start);
	finding->sentence = quote_of(matcher, start, end);
}

static struct slice file_of(const struct proof *proof)
{
	return proof->variant->variant.find->place.file;
}

static void note_apart(struct findings *findings, size_t apart)
{
	if (apart)
		findings_apart(findings, (uint32_t)(apart - 1));
}

static struct slice date_text(struct arena *arena, struct date date)
{
	char text[DATE_TEXT];
	return date.year ? arena_copy(arena, slice_make(text, date_write(date, text))) : slice_make("", 0);
}

void proof_add(struct matcher *matcher, const struct proof *proof)
{
	const struct variant *variant = &proof->variant->variant;
	struct identity source = identify(matcher, proof->source, proof->target), target = identify(matcher, proof->target, proof->source);
	struct finding finding = {
		.source = end_of(matcher, proof->source, &source),
		.target = end_of(matcher, proof->target, &target),
		.relation = proof->relation,
		.status = proof->status,
		.rule = variant->rule->name,
		.rule_file = file_of(proof),
		.rule_line = variant->find->place.line,
		.rule_order = proof->variant->order,
		.variant = variant->name,
		.resolved = resolved_of(matcher->arena, &source, &target),
		.sure = sure_of(matcher, proof),
		.from = date_text(matcher->arena, proof->from),
		.to = date_text(matcher->arena, proof->to),
	};
	if (proof->as)
		finding.as = text_of(matcher, proof->as->start, proof->as->end);
	if (proof->speaker)
		finding.speaker = identify(matcher, proof->speaker, NULL).name;
	set_span(matcher, proof, &finding);
	if (!is_proved(matcher, &finding)) {
		matcher->findings->unproved++;
		return;
	}
	array_push(&matcher->findings->list, finding);
	note_apart(matcher->findings, source.apart);
	note_apart(matcher->findings, target.apart);
}
