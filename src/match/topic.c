#include "match/topic.h"

#include "base/unicode.h"
#include "base/word.h"
#include "names/lead.h"

/* Whether nothing but titles stands before a name in its sentence, an article in front of them, which *determined tells. */
static bool is_led_by_titles(const struct name_words *words, struct slice before, bool *determined)
{
	struct slice word;
	for (bool first = true; slice_split(&before, ' ', &word); first = false) {
		*determined |= first && name_words_has(words->determiner, word);
		if (word.len && !name_words_has(words->title, word) && !(first && *determined))
			return false;
	}
	return true;
}

static bool has_brackets_behind(struct slice text, size_t end)
{
	return end + 1 < text.len && text.ptr[end] == ' ' && text.ptr[end + 1] == '(';
}

/* "POLITICS IN SENEGAL". */
static bool has_function_word(const struct name_words *words, struct slice name)
{
	struct slice word;
	while (slice_split(&name, ' ', &word))
		if (name_words_has(words->function, word))
			return true;
	return false;
}

enum topic_found topic_find(const struct topic_reader *reader, const struct document *document, struct mention *topic, bool *determined)
{
	const struct block *block = document->blocks.at, *end = block + document->blocks.n, *heading = NULL;
	struct sentence sentence;
	for (; block < end && block->kind != BLOCK_PARAGRAPH; block++)
		if (block->kind == BLOCK_HEADING)
			heading = block;
	if (block == end || !sentence_next(document, block, &reader->words, block->start, &sentence))
		return TOPIC_NOT_FOUND;
	reader->find(reader->finder, &sentence, reader->data);
	if (!reader->finder->list.n)
		return TOPIC_NOT_FOUND;
	*topic = reader->finder->list.at[0];
	struct slice text = document->text, name = slice_part(text, topic->start, topic->end), last = word_last(name);
	if (topic->adjective || !is_led_by_titles(&reader->finder->naming->words, slice_part(text, sentence.start, topic->start), determined))
		return TOPIC_NOT_FOUND;
	if (has_brackets_behind(text, topic->end) || (heading && slice_equal(last, word_last(slice_part(text, heading->start, heading->end)))))
		return TOPIC_FOUND;
	bool capitals = last.len < name.len && !unicode_has_lower(name) && !has_function_word(&reader->finder->naming->words, name);
	return capitals || lead_is_frequent(text, last) ? TOPIC_LIKELY : TOPIC_NOT_FOUND;
}
