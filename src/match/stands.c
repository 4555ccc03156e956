#include "match/stands.h"

#include "base/ascii.h"

static void read_names(struct stands *stands, const struct mask *mask, const mention_array *mentions)
{
	struct slice text = buffer_slice(&mask->text);
	struct text_scale scale = stands->words.scale;
	unsigned chunk = 0;
	size_t next = 0;
	for (size_t at = 0; at < text.len; at++) {
		if (next < mask->tokens.n && mask->tokens.at[next].at == at) {
			const struct mention *mention = &mentions->at[mask->tokens.at[next++].mention];
			array_push(&stands->names, ((struct standing_name){ mention->type, mention->adjective, text_place(scale, chunk) }));
			at += MASK_TOKEN_LEN - 1;
		} else if (text.ptr[at] == ' ') {
			chunk++;
		} else if (!ascii_is_word(text.ptr[at])) {
			stands->marks |= text_place(scale, chunk);
		}
	}
}

void stands_read(struct stands *stands, const struct word_groups *groups, const struct mask *mask, const mention_array *mentions)
{
	array_clear(&stands->names);
	stands->marks = 0;
	group_set_chunked(&stands->words, groups, buffer_slice(&mask->text));
	read_names(stands, mask, mentions);
}

void stands_fini(struct stands *stands)
{
	group_set_fini(&stands->words);
	array_fini(&stands->names);
}

/* Where the names stand that may fill a hole. */
static uint64_t names_for(const struct stands *stands, const struct element *hole, const struct type_set *types)
{
	uint64_t chunks = 0;
	for (size_t i = 0; i < stands->names.n; i++) {
		const struct standing_name *name = &stands->names.at[i];
		if (type_set_has(types, name->type) && (!name->adjective || hole->adjective))
			chunks |= name->chunk;
	}
	return chunks;
}

/* The lowest bit and all above it. */
static uint64_t from_lowest(uint64_t chunks)
{
	return ~((chunks & -chunks) - 1);
}

/* A subset construction over bits, in the manner of the Shift-And matcher with bounded gaps (Navarro and Raffinot, Flexible Pattern Matching in
 * Strings, 2002): which chunks each need in turn may end in. */
bool stands_meet(const struct stands *stands, const struct ruleset_variant *line)
{
	struct text_scale scale = stands->words.scale;
	uint64_t here = 0;
	for (size_t i = 0; i < line->needs.order.n; i++) {
		const struct need *need = &line->needs.order.at[i];
		uint64_t chunks = need->hole ? names_for(stands, line->needs.holes.at[need->number], &line->hole_types[need->number])
		                             : group_set_chunks(&stands->words, need->number);
		uint64_t next = chunks;
		if (i) {
			/* A mark that begins an aside stands against the name or behind the space that follows it. */
			uint64_t marked = here & (stands->marks | stands->marks >> 1 | (scale.unit > 1 ? UINT64_MAX : 0));
			next &= text_reach(scale, here, need->spaces) | text_reach(scale, marked, need->marked);
		}
		if (!next)
			return false;
		here = need->list ? chunks & from_lowest(next) : next;
	}
	return true;
}
