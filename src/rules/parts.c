#include "rules/parts.h"

#include "base/align.h"
#include "base/buffer.h"
#include "rules/list.h"
#include "rules/parts_read.h"
#include "rules/scan.h"

#define NONE UINT32_MAX

/* A step of the way through both versions of a block: a line of one, of the other, or of both. */
struct step {
	uint32_t old_line, new_line; /* numbers in part.lines, or NONE */
	uint32_t change;             /* NONE: the same in both */
};

/* A block of either rules, in the order of the newer ones. */
struct slot {
	const struct part *old_part, *new_part; /* one of them may be NULL */
	uint32_t change;                        /* of a block that is new or gone as a whole */
	ARRAY(struct step) steps;               /* of one that is in both and not the same */
};

struct parts_diff {
	struct arena *arena;
	struct parts sides[2];
	ARRAY(struct slot) slots;
	ARRAY(struct parts_change) changes;
	bool moved;
};

static struct slice *texts_of(const struct part *part)
{
	struct slice *texts = alloc_new((part->lines.n + 1) * sizeof *texts);
	for (size_t i = 0; i < part->lines.n; i++)
		texts[i] = part->lines.at[i].text;
	return texts;
}

/* ---- the changes ---- */

static uint32_t change_add(struct parts_diff *diff, enum parts_change_kind kind, const struct part *part, size_t line)
{
	uint32_t number = line < part->lines.n ? part->lines.at[line].line : 0;
	array_push(&diff->changes, ((struct parts_change){ kind, part, number, part->file }));
	return (uint32_t)diff->changes.n - 1;
}

static void step_add(struct slot *slot, uint32_t old_line, uint32_t new_line, uint32_t change)
{
	array_push(&slot->steps, ((struct step){ old_line, new_line, change }));
}

static uint32_t changed_line(struct parts_diff *diff, const struct slot *slot, uint32_t new_line)
{
	return change_add(diff, PARTS_LINE_CHANGED, slot->new_part, new_line);
}

/* As many came as went: each is taken for the next one's successor. */
static void equal_run(struct parts_diff *diff, struct slot *slot, uint32_t old_from, uint32_t new_from, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		step_add(slot, old_from + i, new_from + i, changed_line(diff, slot, new_from + i));
}

/* Lines that went, or came, and none the other way. */
static void plain_run(struct parts_diff *diff, struct slot *slot, uint32_t old_from, uint32_t old_to, uint32_t new_from, uint32_t new_to)
{
	for (uint32_t i = old_from; i < old_to; i++) {
		uint32_t change = change_add(diff, PARTS_LINE_REMOVED, slot->old_part, i);
		step_add(slot, i, NONE, change);
	}
	for (uint32_t i = new_from; i < new_to; i++)
		step_add(slot, NONE, i, change_add(diff, PARTS_LINE_NEW, slot->new_part, i));
}

static struct slice first_word(const struct part *part, uint32_t line)
{
	struct slice rest = part->lines.at[line].text;
	return scan_word(&rest);
}

/* Where lines of one item can be told from those of another, as `find` from `sure`: each in turn; of one item they go together. */
static void mixed_run(struct parts_diff *diff, struct slot *slot, uint32_t old_from, uint32_t old_to, uint32_t new_from, uint32_t new_to)
{
	uint32_t old_at = old_from, new_at = new_from;
	while (old_at < old_to && new_at < new_to && slice_equal(first_word(slot->old_part, old_at), first_word(slot->new_part, new_at))) {
		step_add(slot, old_at, new_at, changed_line(diff, slot, new_at));
		old_at++;
		new_at++;
	}
	if (old_at == old_to || new_at == new_to) {
		plain_run(diff, slot, old_at, old_to, new_at, new_to);
		return;
	}
	uint32_t change = change_add(diff, PARTS_LINES_CHANGED, slot->new_part, new_at);
	for (; old_at < old_to; old_at++)
		step_add(slot, old_at, NONE, change);
	for (; new_at < new_to; new_at++)
		step_add(slot, NONE, new_at, change);
}

static void run_add(struct parts_diff *diff, struct slot *slot, uint32_t old_from, uint32_t old_to, uint32_t new_from, uint32_t new_to)
{
	if (old_to - old_from == new_to - new_from)
		equal_run(diff, slot, old_from, new_from, old_to - old_from);
	else if (old_from == old_to || new_from == new_to)
		plain_run(diff, slot, old_from, old_to, new_from, new_to);
	else
		mixed_run(diff, slot, old_from, old_to, new_from, new_to);
}

static void compare_slot(struct parts_diff *diff, struct slot *slot)
{
	uint32_t n = (uint32_t)slot->old_part->lines.n, m = (uint32_t)slot->new_part->lines.n, old_at = 0, new_at = 0;
	struct slice *old_texts = texts_of(slot->old_part), *new_texts = texts_of(slot->new_part);
	uint32_t *match = alloc_new((n + 1) * sizeof *match);
	align_lines(old_texts, n, new_texts, m, match);
	for (uint32_t i = 0; i < n; i++) {
		if (match[i] == ALIGN_NONE)
			continue;
		run_add(diff, slot, old_at, i, new_at, match[i]);
		step_add(slot, i, match[i], NONE);
		old_at = i + 1;
		new_at = match[i] + 1;
	}
	run_add(diff, slot, old_at, n, new_at, m);
	free(match);
	free(old_texts);
	free(new_texts);
}

/* A table comes and goes with the line that reads it. */
static uint32_t whole_change(struct parts_diff *diff, enum parts_change_kind kind, const struct part *part)
{
	return part_is_table(part) ? NONE : change_add(diff, kind, part, 0);
}

static void slot_add(struct parts_diff *diff, const struct part *old_part, const struct part *new_part)
{
	struct slot *slot = array_add(&diff->slots);
	*slot = (struct slot){ .old_part = old_part, .new_part = new_part, .change = NONE };
	if (!new_part)
		slot->change = whole_change(diff, PARTS_BLOCK_REMOVED, old_part);
	else if (!old_part)
		slot->change = whole_change(diff, PARTS_BLOCK_NEW, new_part);
	else
		compare_slot(diff, slot);
}

/* The older blocks that are gone stand behind the one that was before them. */
static void add_gone(struct parts_diff *diff, const uint32_t *match, size_t from)
{
	for (size_t i = from; i < diff->sides[0].list.n && match[i] == ALIGN_NONE; i++)
		slot_add(diff, &diff->sides[0].list.at[i], NULL);
}

static void add_slots(struct parts_diff *diff)
{
	size_t n = diff->sides[0].list.n, m = diff->sides[1].list.n;
	uint32_t *match = arena_alloc(diff->arena, (n + 1) * sizeof *match), *back = arena_alloc(diff->arena, (m + 1) * sizeof *back);
	diff->moved = parts_pair(&diff->sides[0], &diff->sides[1], diff->arena, match);
	for (size_t i = 0; i < m; i++)
		back[i] = NONE;
	for (size_t i = 0; i < n; i++)
		if (match[i] != ALIGN_NONE)
			back[match[i]] = (uint32_t)i;
	add_gone(diff, match, 0);
	for (size_t i = 0; i < m; i++) {
		slot_add(diff, back[i] == NONE ? NULL : &diff->sides[0].list.at[back[i]], &diff->sides[1].list.at[i]);
		if (back[i] != NONE)
			add_gone(diff, match, back[i] + 1);
	}
}

struct parts_diff *parts_compare(const struct ast *old_rules, const struct ast *new_rules)
{
	struct parts_diff *diff = alloc_new(sizeof *diff);
	diff->arena = arena_new();
	parts_read(&diff->sides[0], old_rules, diff->arena);
	parts_read(&diff->sides[1], new_rules, diff->arena);
	add_slots(diff);
	return diff;
}

void parts_diff_free(struct parts_diff *diff)
{
	if (!diff)
		return;
	for (size_t i = 0; i < diff->slots.n; i++)
		array_fini(&diff->slots.at[i].steps);
	array_fini(&diff->slots);
	array_fini(&diff->changes);
	parts_fini(&diff->sides[0]);
	parts_fini(&diff->sides[1]);
	arena_free(diff->arena);
	free(diff);
}

const struct parts_change *parts_changes(const struct parts_diff *diff, size_t *n)
{
	*n = diff->changes.n;
	return diff->changes.at;
}

bool parts_moved(const struct parts_diff *diff)
{
	return diff->moved;
}

/* ---- taking back ---- */

static void put_line(struct buffer *buffer, const struct part_line *line)
{
	buffer_add(buffer, line->source);
	buffer_char(buffer, '\n');
}

static void put_steps(struct buffer *buffer, const struct slot *slot, const bool *back)
{
	for (size_t i = 0; i < slot->steps.n; i++) {
		const struct step *step = &slot->steps.at[i];
		bool older = step->change != NONE && back[step->change];
		if (older && step->old_line != NONE)
			put_line(buffer, &slot->old_part->lines.at[step->old_line]);
		else if (!older && step->new_line != NONE)
			put_line(buffer, &slot->new_part->lines.at[step->new_line]);
	}
}

/* The rules of one file that stand together, on their way into the list. */
struct composing {
	struct arena *arena;
	struct ruleset_texts *texts;
	struct buffer buffer;
	struct slice file;
};

static void flush(struct composing *composing)
{
	if (composing->buffer.n)
		list_push(composing->arena, &composing->texts->files,
		        ((struct ast_file){ composing->file, arena_copy(composing->arena, buffer_slice(&composing->buffer)) }));
	composing->buffer.n = 0;
}

/* One that is not to be read hurts nobody: the line that would read it is not there. */
static void put_table(struct composing *composing, const struct slot *slot, const bool *back)
{
	struct buffer buffer = { 0 };
	const struct part *part = slot->new_part ? slot->new_part : slot->old_part;
	if (slot->old_part && slot->new_part)
		put_steps(&buffer, slot, back);
	for (size_t i = 0; !(slot->old_part && slot->new_part) && i < part->lines.n; i++)
		put_line(&buffer, &part->lines.at[i]);
	list_push(
	        composing->arena, &composing->texts->tables, ((struct ast_file){ part->file, arena_copy(composing->arena, buffer_slice(&buffer)) }));
	buffer_fini(&buffer);
}

static void put_slot(struct composing *composing, const struct slot *slot, const bool *back)
{
	const struct part *part = slot->new_part ? slot->new_part : slot->old_part;
	if (part_is_table(part)) {
		put_table(composing, slot, back);
		return;
	}
	if (!slice_equal(part->file, composing->file))
		flush(composing);
	composing->file = part->file;
	if (slot->change == NONE)
		put_steps(&composing->buffer, slot, back);
	else if (back[slot->change] == !slot->new_part)
		for (size_t i = 0; i < part->lines.n; i++)
			put_line(&composing->buffer, &part->lines.at[i]);
}

struct ruleset *parts_load(const struct parts_diff *diff, const bool *back, struct diag *diag)
{
	struct ruleset_texts texts = { 0 };
	struct composing composing = { .arena = arena_new(), .texts = &texts };
	for (size_t i = 0; i < diff->slots.n; i++)
		put_slot(&composing, &diff->slots.at[i], back);
	flush(&composing);
	buffer_fini(&composing.buffer);
	struct ruleset *rules = ruleset_load_texts(&texts, diag);
	arena_free(composing.arena);
	return rules;
}
