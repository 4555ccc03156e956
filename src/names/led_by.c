#include "names/led_by.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "names/table.h"

enum { LEAD_WORDS = 6, LONGEST = 64 };

static bool is_letter(char c)
{
	return ascii_is_word(c) || (c & 0x80);
}

static bool begins_word(struct slice text, size_t at)
{
	return !at || !is_letter(text.ptr[at - 1]);
}

static bool is_led(const struct name_words *words, struct slice text, size_t at)
{
	for (unsigned steps = 0; at && steps < LEAD_WORDS; steps++) {
		size_t end = at, start;
		while (end && !is_letter(text.ptr[end - 1]))
			end--;
		for (start = end; start && is_letter(text.ptr[start - 1]);)
			start--;
		struct slice word = slice_part(text, start, end);
		if (name_words_has(words->first_name, word) || name_words_has(words->title, word))
			return true;
		if (word.len && ascii_lower(*word.ptr) == *word.ptr && !name_words_has(words->particle, word) && !(*word.ptr & 0x80))
			return false;
		at = start;
	}
	return false;
}

static bool stands_led(const struct name_words *words, struct slice text, struct slice name)
{
	const char *found = text.ptr;
	for (; (found = memmem(found, text.len - (size_t)(found - text.ptr), name.ptr, name.len)) != NULL; found++) {
		size_t at = (size_t)(found - text.ptr);
		if (begins_word(text, at) && is_led(words, text, at))
			return true;
	}
	return false;
}

static int by_text(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static void read_words(struct led_by *led, struct slice text, const struct name_words *words)
{
	for (size_t at = 0; at < text.len; at++)
		if (is_letter(text.ptr[at]) && begins_word(text, at) && is_led(words, text, at))
			array_push(&led->words, slice_part(text, at, text.len - at > LONGEST ? at + LONGEST : text.len));
	if (led->words.n)
		qsort(led->words.at, led->words.n, sizeof *led->words.at, by_text);
	led->read = true;
}

/* Of words in order, those that begin with the name follow on the first that does not come before it. */
static bool has_word(const slice_array *words, struct slice name)
{
	size_t low = 0, high = words->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_compare(words->at[middle], name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < words->n && slice_begins(words->at[low], name);
}

bool led_by_person(struct led_by *led, struct slice text, const struct name_words *words, struct slice name)
{
	if (name.len > LONGEST)
		return false;
	if (!led->read && text.len <= TABLE_LOOK_UP_TEXT && led->asked++ < TABLE_LOOK_UPS)
		return stands_led(words, text, name);
	if (!led->read)
		read_words(led, text, words);
	return has_word(&led->words, name);
}

void led_by_clear(struct led_by *led)
{
	array_fini(&led->words);
	*led = (struct led_by){ .read = false };
}
