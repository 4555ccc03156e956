#include "names/parted.h"

#include "names/tokens.h"

/* Whether the word may be one of a longer name: "Dora" before "Quill", but neither "Then" nor "General". */
static bool may_begin(const struct name_table *table, const struct token *token)
{
	struct slice word = slice_part(table->document->text, token->start, token->end);
	return token->end && token->capital && !token->ends && !name_words_has(table->words->function, word) &&
	        !name_words_has(table->words->title, word);
}

void parted_each(const struct name_table *table, void (*each)(uint32_t line, void *data), void *data)
{
	struct slice text = table->document->text;
	struct token token, last = { .end = 0 };
	if (!table->apart || !map_count(table->apart))
		return;
	for (size_t at = 0; token_next(text, &at, &token, table->words); last = token) {
		size_t line = token.capital ? map_number(table->apart, slice_part(text, token.start, token.end), SIZE_MAX) : SIZE_MAX;
		if (line != SIZE_MAX && !may_begin(table, &last))
			each((uint32_t)line, data);
	}
}
