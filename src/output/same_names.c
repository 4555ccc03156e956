/* Boxes of one name: which document each belongs to. */
#include <string.h>

#include "base/map.h"
#include "base/unicode.h"
#include "output/picture.h"

enum { NAME_BYTES = 400, DOCUMENT_CHARACTERS = 30 };

/* A name's end tells nothing here that its beginning does not. */
static struct slice folded(const struct picture *picture, size_t number)
{
	struct slice name = picture->facts->entities.at[number].name;
	return unicode_fold(picture->arena, slice_part(name, 0, name.len < NAME_BYTES ? name.len : NAME_BYTES));
}

/* The part of its document's name that others do not have; empty for what several documents know. */
static struct slice document_of(const struct picture *picture, struct slice folder, size_t number)
{
	const struct facts *facts = picture->facts;
	const struct fact_entity *entity = &facts->entities.at[number];
	if (!entity->forms || !entity->id.len || !memchr(entity->id.ptr, '@', entity->id.len))
		return slice_make("", 0);
	struct slice key = facts->documents.at[facts->forms.at[entity->first_form].document].key;
	if (facts->documents.n > 1 && folder.len && folder.len + 1 < key.len)
		key = slice_part(key, folder.len + 1, key.len);
	return measure_shown(picture->arena, key, DOCUMENT_CHARACTERS);
}

void picture_tell_apart(struct picture *picture)
{
	size_t n = picture->facts->entities.n;
	struct map *counts = map_new();
	struct slice folder = picture_folder(picture->facts);
	struct slice *names = arena_alloc(picture->arena, (n + 1) * sizeof *names);
	for (size_t i = 0; i < n; i++) {
		if (!selection_entity(picture->selection, i))
			continue;
		names[i] = folded(picture, i);
		map_put_number(counts, names[i], map_number(counts, names[i], 0) + 1);
	}
	for (size_t i = 0; i < n; i++)
		if (selection_entity(picture->selection, i) && map_number(counts, names[i], 0) > 1)
			picture->names[i].document = document_of(picture, folder, i);
	map_free(counts);
}
