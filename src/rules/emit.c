#include "rules/emit_work.h"

void emit_begin(struct work *work, const struct emitter *emitter, struct arena *arena, struct emitted *emitted)
{
	*work = (struct work){ .emitter = emitter, .arena = arena, .emitted = emitted };
	*emitted = (struct emitted){ 0 };
}

struct emit_shared *emit_shared_get(const struct work *work, enum shared_kind kind, struct slice name, unsigned forms)
{
	struct emit_cache *cache = work->emitter->cache;
	struct slice key = emit_key(cache, forms, (int)kind, name);
	struct emit_shared *part = map_get(cache->parts, key);
	if (part)
		return part;
	part = arena_alloc(cache->arena, sizeof *part);
	*part = (struct emit_shared){ .kind = kind, .name = arena_copy(cache->arena, name), .forms = forms };
	map_put(cache->parts, arena_copy(cache->arena, key), part);
	return part;
}

/* Its number in the pattern, or REGEX_PARTS where there is no room for another. */
static size_t part_number(struct work *work, struct emit_shared *part)
{
	emit_shared_array *parts = &work->emitted->parts;
	for (size_t i = 0; i < parts->n; i++)
		if (parts->at[i] == part)
			return i;
	if (parts->n == REGEX_PARTS)
		return REGEX_PARTS;
	array_push(parts, part);
	return parts->n - 1;
}

/* Stands in every pattern many times: written without a format. */
static void emit_callout(struct work *work, unsigned number)
{
	char digits[4], *at = digits + sizeof digits;
	do
		*--at = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	emit_text(work, "(?C");
	buffer_add(&work->out, slice_make(at, (size_t)(digits + sizeof digits - at)));
	emit_text(work, ")");
}

bool emit_asks(struct work *work, struct emit_shared *part)
{
	static const struct {
		const char *opening, *more, *closing;
	} ways[] = { [SHARED_WORDS] = { "", "", "" },
		[SHARED_BEFORE] = { "(?:", "", ")?" },
		[SHARED_AFTER] = { "(?:", "?", ")??" },
		[SHARED_NEVER] = { "(?!", "?", ")" },
		[SHARED_LIST] = { "(?:", "", ")?+" },
		[SHARED_NAME] = { "", "", "" } };
	size_t number = part_number(work, part);
	if (number == REGEX_PARTS)
		return false;
	unsigned callout = REGEX_PART + 2 * (unsigned)number;
	emit_text(work, ways[part->kind].opening);
	if (work->emitter->classes) {
		work->groups++;
		emit_text(work, "()(?:");
		emit_callout(work, callout);
		emit_text(work, "(?>\\w+|\\W))+");
		emit_text(work, ways[part->kind].more);
		emit_callout(work, callout + 1);
	} else {
		buffer_format(&work->out, "(?&p%zu)", number);
	}
	emit_text(work, ways[part->kind].closing);
	return true;
}

bool emit_asks_shared(struct work *work, enum shared_kind kind, struct slice name, unsigned forms)
{
	return !work->inline_only && emit_asks(work, emit_shared_get(work, kind, name, forms));
}

static void emit_shared_inline(struct work *work, const struct emit_shared *part)
{
	static const enum hole_side sides[] = { [SHARED_BEFORE] = HOLE_BEFORE, [SHARED_AFTER] = HOLE_AFTER, [SHARED_NEVER] = HOLE_NEVER };
	if (part->kind == SHARED_WORDS)
		emit_vocabulary_inline(work, part->name, part->forms);
	else if (part->kind == SHARED_LIST)
		emit_list_inline(work, part->hole);
	else if (part->kind == SHARED_NAME)
		emit_name_inline(work, part->forms);
	else
		emit_around_inline(work, sides[part->kind]);
}

/* Behind the pattern, where nothing is matched but by a call. */
static void emit_definitions(struct work *work)
{
	for (size_t i = 0; i < work->emitted->parts.n; i++) {
		buffer_format(&work->out, "(?(DEFINE)(?<p%zu>", i);
		emit_shared_inline(work, work->emitted->parts.at[i]);
		emit_text(work, "))");
	}
}

void emit_finish(struct work *work)
{
	if (!work->emitter->classes)
		emit_definitions(work);
	work->emitted->regex = arena_copy(work->arena, buffer_slice(&work->out));
	buffer_fini(&work->out);
}

/* A look back at the members of a list and the space behind them; false where it has none. */
static bool emit_behind(struct work *work, const char *look, const char *name)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, work->emitter->ast, slice_of(name), 0, work->arena);
	bool any = vocabulary.texts.n;
	for (size_t i = 0; i < vocabulary.texts.n; i++) {
		emit_text(work, i ? "|\\b" : look);
		emit_literal(work, vocabulary.texts.at[i]);
		emit_text(work, " ");
	}
	emit_text(work, any ? ")" : "");
	vocabulary_fini(&vocabulary);
	return any;
}

void emit_not_complement(struct work *work)
{
	int number = work->emitter->classes ? classes_number(work->emitter->classes, slice_of(WORDS_COMPLEMENT)) : -1;
	if (number >= 0) {
		emit_test(work, number + 1);
		return;
	}
	emit_text(work, "(?:");
	if (emit_behind(work, "(?<!\\b", WORDS_COMPLEMENT)) {
		emit_text(work, "|");
		if (!emit_behind(work, "(?<=\\b", WORDS_PARTITIVE))
			emit_text(work, "(?!)");
	}
	emit_text(work, ")");
}

void emit_pattern(const struct emitter *emitter, const struct pattern *pattern, size_t anchor, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	emit_begin(&work, emitter, arena, emitted);
	if (pattern->n && pattern->elements[0].kind != ELEMENT_MARK)
		emit_text(&work, "(?<![\\w-])");
	if (pattern->n && pattern->elements[0].kind == ELEMENT_HOLE)
		emit_not_complement(&work);
	emit_elements(&work, pattern, true, anchor);
	if (pattern->n && pattern->elements[pattern->n - 1].kind != ELEMENT_MARK)
		emit_text(&work, "(?!\\w)");
	emit_finish(&work);
}

/* Between two members. */
static void emit_joint(struct work *work)
{
	emit_text(work, "(?:");
	emit_words_named(work, WORDS_JOIN_INNER);
	emit_text(work, "| ?");
	emit_words_named(work, WORDS_JOIN);
	emit_text(work, ") ");
}

static void emit_next_member(struct work *work, const struct emitted_hole *hole)
{
	emit_around(work, false);
	emit_core(work, hole, true);
	if (!emit_has_words(work, WORDS_LIST_END))
		return;
	emit_text(work, "|");
	emit_words_named(work, WORDS_LIST_END);
	emit_text(work, "\\z");
}

void emit_member(const struct emitter *emitter, const struct emitted_hole *hole, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	emit_begin(&work, emitter, arena, emitted);
	emit_text(&work, "(?:");
	emit_joint(&work);
	emit_around(&work, false);
	emit_text(&work, ")?(");
	emitted->member = ++work.groups;
	emit_core(&work, hole, true);
	emit_text(&work, ")");
	emit_around(&work, true);
	emit_text(&work, "(?=\\z|");
	emit_joint(&work);
	emit_text(&work, "(?:");
	emit_next_member(&work, hole);
	emit_text(&work, "))");
	emit_finish(&work);
}

static void drop_single_words(struct vocabulary *vocabulary)
{
	size_t kept = 0;
	for (size_t i = 0; i < vocabulary->texts.n; i++)
		if (!vocabulary_is_word(vocabulary->texts.at[i]))
			vocabulary->texts.at[kept++] = vocabulary->texts.at[i];
	vocabulary->texts.n = kept;
}

bool emit_words(const struct emitter *emitter, struct slice name, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	struct vocabulary vocabulary;
	emit_begin(&work, emitter, arena, emitted);
	vocabulary_init(&vocabulary, emitter->ast, name, 0, arena);
	bool after_name = slice_is(name, WORDS_AFTER_NAME);
	if (!after_name && !slice_is(name, WORDS_COMPLEMENT))
		drop_single_words(&vocabulary);
	bool any = vocabulary.texts.n || vocabulary.patterns.n;
	if (!after_name)
		emit_text(&work, "(?<!\\w)");
	emit_vocabulary_members(&work, &vocabulary);
	vocabulary_fini(&vocabulary);
	emit_finish(&work);
	return any;
}

void emit_choices(const struct emitter *emitter, const pattern_array *patterns, bool behind, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	struct vocabulary vocabulary = { 0 };
	struct slice plain;
	emit_begin(&work, emitter, arena, emitted);
	for (size_t i = 0; i < patterns->n; i++) {
		if (vocabulary_plain(&patterns->at[i], arena, &plain))
			array_push(&vocabulary.texts, plain);
		else
			array_push(&vocabulary.patterns, &patterns->at[i]);
	}
	emit_text(&work, behind ? "" : "(?<!\\w)");
	emit_vocabulary_members(&work, &vocabulary);
	vocabulary_fini(&vocabulary);
	emit_finish(&work);
}

static bool emit_members(struct work *work, const struct emit_shared *part)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, work->emitter->ast, part->name, part->forms, work->arena);
	vocabulary.texts.n = 0;
	bool any = vocabulary.patterns.n;
	emit_vocabulary_members(work, &vocabulary);
	vocabulary_fini(&vocabulary);
	return any;
}

bool emit_shared(const struct emitter *emitter, const struct emit_shared *part, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	bool any = true;
	emit_begin(&work, emitter, arena, emitted);
	/* It is matched while a pattern waits for it; one deep is enough, but for lists, which are made of the others. */
	work.inline_only = part->kind != SHARED_LIST;
	emit_text(&work, "(?:");
	if (part->kind == SHARED_WORDS)
		any = emit_members(&work, part);
	else
		emit_shared_inline(&work, part);
	emit_text(&work, ")" REGEX_EVERY_END);
	emit_finish(&work);
	return any;
}

void emit_fini(struct emitted *emitted)
{
	array_fini(&emitted->holes);
	array_fini(&emitted->parts);
}
