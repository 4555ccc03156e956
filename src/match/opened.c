#include "match/opened.h"

#include "names/acronyms.h"

/* Whether nothing but its capital shows that it is a name: "Staff" in "chief of Staff". */
static bool is_bare_word(const struct mention *mention, struct slice text)
{
	struct slice name = slice_part(text, mention->start, mention->end);
	return mention->kind == MENTION_UNKNOWN && !memchr(name.ptr, ' ', name.len) && !acronym_is(name);
}

/* Puts the names that a mention holds in its place, though the last go on behind it: "president of the Union" in "president of the Union of
 * Teachers". A name at its beginning ends where the rest of it begins: "Dockers" in "Dockers President". False where what it holds is no name for
 * sure, or not what it is of: "president of Spain's League". */
static bool open_name(struct opened *opened, size_t sentence_end, const struct mention *mention)
{
	struct slice mark = opened->mentions->naming->possessive;
	const struct mentions *inner = &opened->inner;
	bool leads = mention->inner.start == mention->start;
	opened->find(&opened->inner, mention->inner.start, leads ? mention->inner.end : sentence_end, opened->data);
	/* One word that begins the sentence is no name by its capital alone. */
	if (leads && !inner->list.n) {
		struct mention bare = { .start = mention->inner.start,
			.end = mention->inner.end,
			.type = opened->mentions->naming->rules->types.unknown,
			.kind = MENTION_UNKNOWN };
		array_push(&opened->mentions->list, bare);
		return true;
	}
	if (!inner->list.n || inner->list.at[0].start != mention->inner.start || (!leads && is_bare_word(&inner->list.at[0], opened->text)))
		return false;
	/* The first name is the first that the mask has. */
	struct slice behind = slice_part(buffer_slice(&inner->mask.text), MASK_TOKEN_LEN, inner->mask.text.n);
	if (mark.len && behind.len >= mark.len && slice_equal(slice_part(behind, 0, mark.len), mark))
		return false;
	for (size_t i = 0; i < inner->list.n && inner->list.at[i].start < mention->inner.end; i++)
		array_push(&opened->mentions->list, inner->list.at[i]);
	return true;
}

static bool holds(const struct mention *mention)
{
	return (mention->kind == MENTION_NAMED || mention->kind == MENTION_DESCRIBED) && mention->inner.end;
}

/* Whether names stand right before and behind: "president" in "the Red Party president Orlov" says what one is to the other. */
static bool is_between(const struct opened *opened, const mention_array *list, size_t i)
{
	const struct mention *mention = &list->at[i];
	return i && i + 1 < list->n && !is_bare_word(mention - 1, opened->text) &&
	        (mention->kind == MENTION_NAMED || mention->kind == MENTION_DESCRIBED) &&
	        type_set_has(&opened->mentions->naming->rules->opened, mention->type) && list->at[i - 1].end + 1 == mention->start &&
	        mention->end + 1 == list->at[i + 1].start;
}

bool opened_any(const struct opened *opened)
{
	const mention_array *list = &opened->mentions->list;
	bool any = false;
	for (size_t i = 0; i < list->n && !any; i++)
		any = holds(&list->at[i]) || is_between(opened, list, i);
	return any;
}

bool opened_open(struct opened *opened, size_t sentence_end)
{
	mention_array *list = &opened->mentions->list;
	const mention_array *closed = &opened->closed;
	bool any = false;
	array_clear(&opened->closed);
	for (size_t i = 0; i < list->n; i++)
		array_push(&opened->closed, list->at[i]);
	array_clear(list);
	for (size_t i = 0; i < closed->n; i++) {
		const struct mention *mention = &closed->at[i];
		bool between = !holds(mention) && is_between(opened, closed, i);
		any |= between;
		if (between || (list->n && mention->start < list->at[list->n - 1].end))
			continue;
		if (holds(mention) && open_name(opened, sentence_end, mention))
			any = true;
		else
			array_push(list, *mention);
	}
	return any;
}

void opened_close(struct opened *opened)
{
	array_clear(&opened->mentions->list);
	for (size_t i = 0; i < opened->closed.n; i++)
		array_push(&opened->mentions->list, opened->closed.at[i]);
}

void opened_fini(struct opened *opened)
{
	mentions_fini(&opened->inner);
	array_fini(&opened->closed);
}
