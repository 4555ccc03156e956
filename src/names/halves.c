#include "names/halves.h"

#include "base/ascii.h"
#include "rules/emit.h"

enum { JOINT_MAX = 16 };

/* Lower case, each run of white space one space, without those at its ends; false where it is longer than any joint. */
static bool fold(struct slice text, char *folded, struct slice *joint)
{
	size_t n = 0;
	text = slice_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		bool space = ascii_is_space(text.ptr[i]);
		if (space && n && folded[n - 1] == ' ')
			continue;
		if (n == JOINT_MAX)
			return false;
		folded[n++] = space ? ' ' : (char)ascii_lower(text.ptr[i]);
	}
	*joint = slice_make(folded, n);
	return true;
}

static bool is_joint(const struct map *joints, struct slice text)
{
	char folded[JOINT_MAX];
	struct slice joint;
	return fold(text, folded, &joint) && map_has(joints, joint);
}

/* Whether the name begins with an adjective and ends with a noun that it may share. */
static bool shares_noun(const struct mention *mention, struct slice text, const struct name_words *words, const struct sighting *adjectives, size_t n)
{
	size_t last = mention->end;
	bool begins = false;
	if (mention->kind != MENTION_NAMED && mention->kind != MENTION_DESCRIBED)
		return false;
	while (last > mention->start && !ascii_is_space(text.ptr[last - 1]))
		last--;
	for (size_t i = 0; i < n && !begins; i++)
		begins = adjectives[i].adjective && adjectives[i].start == mention->start && adjectives[i].end < last;
	return begins && map_has(words->shared_noun, slice_part(text, last, mention->end));
}

void halves_join(mention_array *list, struct slice text, const struct name_words *words, const struct sighting *adjectives, size_t n)
{
	bool behind = false;
	for (size_t i = list->n; i-- > 0;) {
		struct mention *mention = &list->at[i];
		struct slice between = i + 1 < list->n ? slice_part(text, mention->end, list->at[i + 1].start) : slice_make("", 0);
		bool half = mention->adjective && i + 1 < list->n &&
		        (behind ? is_joint(words->comma, between) || is_joint(words->joint, between)
		                : is_joint(words->joint, between) && shares_noun(&list->at[i + 1], text, words, adjectives, n));
		if (half)
			mention->adjective = false;
		behind = half;
	}
}
