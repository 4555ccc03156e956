#include "match/position.h"

#include "base/ascii.h"
#include "base/word.h"

bool position_behind(const struct antecedents *names, const struct map *list, size_t start)
{
	struct slice text = names->document->text, word = word_before(text, start);
	while (word.len && (name_words_has(names->mentions->naming->words.title, word) || name_words_has(names->signs->determiner, word)))
		word = word_before(text, (size_t)(word.ptr - text.ptr));
	return name_words_has(list, word);
}

bool position_right_behind_comma(struct slice text, size_t start)
{
	while (start && ascii_is_space(text.ptr[start - 1]))
		start--;
	return start && text.ptr[start - 1] == ',';
}

bool position_behind_comma(const struct antecedents *names, size_t start)
{
	struct slice text = names->document->text, word;
	for (;;) {
		while (start && ascii_is_space(text.ptr[start - 1]))
			start--;
		if (start && text.ptr[start - 1] == ',')
			return true;
		word = word_last(slice_part(text, 0, start));
		if (!word.len || !name_words_has(names->mentions->naming->words.title, word))
			return false;
		start -= word.len;
	}
}

bool position_is_glued(const struct antecedents *names, const struct mention *mention)
{
	struct slice text = names->document->text;
	return mention->end < text.len && !ascii_is_space(text.ptr[mention->end]) && !strchr(",;.:)", text.ptr[mention->end]);
}

bool position_is_part(const struct antecedents *names, const struct mention *mention)
{
	struct slice text = names->document->text;
	bool hyphen = mention->start && text.ptr[mention->start - 1] == '-';
	return position_is_glued(names, mention) || hyphen || position_behind(names, names->signs->complement, mention->start);
}

bool position_is_circumstance(const struct antecedents *names, const struct mention *mention)
{
	struct slice text = names->document->text;
	bool glued = mention->end < text.len && !ascii_is_space(text.ptr[mention->end]) && text.ptr[mention->end] != ',';
	return !glued && mention->kind != MENTION_REFER && position_behind(names, names->signs->complement, mention->start);
}

bool position_ends_aside(const struct antecedents *names, const struct mention *mention)
{
	return mention->end < names->document->text.len && names->document->text.ptr[mention->end] == ',';
}

bool position_begins_clause(const struct antecedents *names, const struct mention *mention)
{
	return (position_behind_comma(names, mention->start) &&
	               !(mention->end < names->document->text.len && names->document->text.ptr[mention->end] == ',')) ||
	        position_behind(names, names->signs->joint, mention->start) || position_behind(names, names->signs->clause, mention->start);
}
