#include "names/places.h"

void class_programs_init(struct class_programs *programs, const struct word_classes *classes)
{
	*programs = (struct class_programs){ .classes = classes };
	for (size_t i = 0; i < classes->n; i++)
		programs->programs[i].source = (struct program_source){ .kind = PROGRAM_WORDS, .words = classes->names[i] };
}

void class_programs_fini(struct class_programs *programs)
{
	for (size_t i = 0; i < programs->classes->n; i++)
		program_fini(&programs->programs[i]);
}

static void mark(const struct compiled *compiled, struct regex_scratch *scratch, struct slice subject, unsigned char *places)
{
	size_t start, end;
	for (size_t from = 0; compiled->regex && from < subject.len; from = start + 1) {
		if (regex_match(compiled->regex, scratch, subject, from, false) != REGEX_MATCH || !regex_span(scratch, 0, &start, &end))
			return;
		places[start] = 1;
		while (start + 1 < subject.len && ((unsigned char)subject.ptr[start + 1] & 0xC0) == 0x80)
			start++;
	}
}

void class_places_find(struct class_places *places, struct class_programs *programs, struct program_compiler *compiler, struct regex_scratch *scratch, struct slice subject)
{
	size_t n = programs->classes->n, room = n * subject.len + 1;
	if (places->bytes.room < room) {
		places->bytes.at = alloc_resize(places->bytes.at, room);
		places->bytes.room = room;
	}
	memset(places->bytes.at, 0, room);
	places->tests.len = subject.len;
	for (size_t i = 0; i < n; i++) {
		places->tests.places[i] = places->bytes.at + i * subject.len;
		mark(program_get(&programs->programs[i], compiler), scratch, subject, places->bytes.at + i * subject.len);
	}
	regex_scratch_tests(scratch, &places->tests);
}

void class_places_fini(struct class_places *places)
{
	array_fini(&places->bytes);
}
