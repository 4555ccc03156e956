#include "base/names.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/array.h"
#include "base/map.h"

struct names {
	struct arena *arena;
	struct map *numbers;
	ARRAY(struct slice) texts;
};

struct names *names_new(void)
{
	struct names *names = alloc_new(sizeof *names);
	names->arena = arena_new();
	names->numbers = map_new();
	return names;
}

void names_free(struct names *names)
{
	if (!names)
		return;
	array_fini(&names->texts);
	map_free(names->numbers);
	arena_free(names->arena);
	free(names);
}

uint32_t names_add(struct names *names, struct slice text)
{
	size_t known = map_number(names->numbers, text, NAMES_NONE);
	if (known != NAMES_NONE)
		return (uint32_t)known;
	struct slice copy = arena_copy(names->arena, text);
	uint32_t number = (uint32_t)names->texts.n;
	array_push(&names->texts, copy);
	map_put_number(names->numbers, copy, number);
	return number;
}

uint32_t names_find(const struct names *names, struct slice text)
{
	return (uint32_t)map_number(names->numbers, text, NAMES_NONE);
}

struct slice names_text(const struct names *names, uint32_t number)
{
	return names->texts.at[number];
}

uint32_t names_count(const struct names *names)
{
	return (uint32_t)names->texts.n;
}
