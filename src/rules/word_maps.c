#include "rules/word_maps.h"

#include "rules/vocabulary.h"

void word_maps_init(struct word_maps *maps, const struct ast *ast, struct arena *arena)
{
	*maps = (struct word_maps){ .ast = ast, .arena = arena, .known = map_new() };
}

static void free_map(struct slice name, void *map, void *data)
{
	(void)name;
	(void)data;
	map_free(map);
}

void word_maps_fini(struct word_maps *maps)
{
	map_each(maps->known, free_map, NULL);
	map_free(maps->known);
}

static struct map *read_list(const struct word_maps *maps, struct slice name)
{
	struct map *map = map_new();
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, maps->ast, name, 0, maps->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		map_put_number(map, vocabulary.texts.at[i], i);
	vocabulary_fini(&vocabulary);
	return map;
}

const struct map *word_maps_get(struct word_maps *maps, struct slice name)
{
	struct map *map = name.len ? map_get(maps->known, name) : NULL;
	if (map || !name.len)
		return map;
	map = read_list(maps, name);
	map_put(maps->known, arena_copy(maps->arena, name), map);
	return map;
}
