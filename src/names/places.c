#include "names/places.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "rules/emit.h"
#include "rules/vocabulary.h"

static void add_words(struct class_programs *programs, const struct ast *ast, struct slice name)
{
	struct vocabulary vocabulary;
	size_t kept = 0;
	vocabulary_init(&vocabulary, ast, name, 0, programs->arena);
	bool behind = slice_is(name, WORDS_COMPLEMENT);
	for (size_t i = 0; i < vocabulary.texts.n && !behind; i++)
		if (vocabulary_is_word(vocabulary.texts.at[i]))
			vocabulary.texts.at[kept++] = vocabulary.texts.at[i];
	word_groups_put(&programs->words, vocabulary.texts.at, kept);
	vocabulary_fini(&vocabulary);
}

void class_programs_init(struct class_programs *programs, const struct word_classes *classes, const struct ast *ast)
{
	*programs = (struct class_programs){ .classes = classes, .arena = arena_new() };
	word_groups_init(&programs->words, programs->arena);
	programs->partitive.source = (struct program_source){ .kind = PROGRAM_WORDS, .words = slice_of(WORDS_PARTITIVE) };
	for (size_t i = 0; i < classes->n; i++) {
		programs->programs[i].source = (struct program_source){ .kind = PROGRAM_WORDS, .words = classes->names[i] };
		add_words(programs, ast, classes->names[i]);
	}
}

void class_programs_fini(struct class_programs *programs)
{
	program_fini(&programs->partitive);
	for (size_t i = 0; i < programs->classes->n; i++)
		program_fini(&programs->programs[i]);
	word_groups_fini(&programs->words);
	arena_free(programs->arena);
}

/* Sets the mark at byte `at`, and behind a name with a hyphen there: what "against" governs in "against the Orlov-led government". */
static void mark_behind(struct slice subject, size_t at, unsigned char *marks, unsigned char mark)
{
	size_t next = at;
	marks[at] = mark;
	if (!unicode_is_private(unicode_next(subject, &next)) || next >= subject.len || subject.ptr[next] != '-')
		return;
	while (next < subject.len && subject.ptr[next] != ' ')
		next++;
	if (next + 1 < subject.len)
		marks[next + 1] = mark;
}

/* Sets the mark where each match begins; behind: where the word behind it begins. */
static void mark_matches(struct class_places *places, struct program *program, unsigned char *marks, unsigned char mark, bool behind)
{
	const struct compiled *compiled = program_get(program, places->compiler);
	struct slice subject = places->subject;
	size_t start, end;
	for (size_t from = 0; compiled->regex && from < subject.len; from = start + 1) {
		if (regex_match(compiled->regex, places->scratch, subject, from, false) != REGEX_MATCH ||
		        !regex_span(places->scratch, 0, &start, &end))
			return;
		if (!behind)
			marks[start] = mark;
		else if (end + 1 < subject.len && subject.ptr[end] == ' ')
			mark_behind(subject, end + 1, marks, mark);
		while (start + 1 < subject.len && ((unsigned char)subject.ptr[start + 1] & 0xC0) == 0x80)
			start++;
	}
}

/* Members of several words; of WORDS_COMPLEMENT all, and what is behind them, but where it is what counts. */
static void mark_members(struct class_places *places, size_t class, bool behind)
{
	unsigned char *marks = places->bytes.at + class * places->subject.len;
	mark_matches(places, &places->programs->programs[class], marks, 1, behind);
	if (behind)
		mark_matches(places, &places->programs->partitive, marks, 0, true);
}

static void mark_word(struct class_places *places, const struct class_programs *programs, struct slice subject, size_t start, size_t end)
{
	group_set_clear(&places->classes, &programs->words);
	group_set_word(&places->classes, &programs->words, slice_part(subject, start, end));
	for (size_t i = 0; i < programs->classes->n; i++)
		if (group_set_has(&places->classes, (uint32_t)i))
			places->bytes.at[i * subject.len + start] = 1;
}

/* Whether a word goes on at byte `at` with what is no ASCII letter or digit; *next is behind that. */
static bool goes_on(struct slice subject, size_t at, size_t *next)
{
	*next = at;
	if (at == subject.len)
		return false;
	uint32_t code = unicode_next(subject, next);
	return code == '_' || (code >= 0x80 && (unicode_is_letter(code) || unicode_is_digit(code)));
}

/* Marks the first byte of each word in the classes that it is a member of. */
static void mark_words(struct class_places *places, const struct class_programs *programs, struct slice subject)
{
	bool inside = false;
	for (size_t at = 0; at < subject.len;) {
		size_t start = at, next;
		while (at < subject.len && ascii_is_word(subject.ptr[at]))
			at++;
		bool more = goes_on(subject, at, &next);
		/* "then-president" is one word, and none of the list. */
		bool joined = at + 1 < subject.len && subject.ptr[at] == '-' && ascii_is_word(subject.ptr[at + 1]);
		if (at > start && !inside && !more && !joined)
			mark_word(places, programs, subject, start, at);
		inside = more;
		at = next;
	}
}

static const unsigned char *look_up(size_t class, void *data)
{
	struct class_places *places = data;
	bool behind = slice_is(places->programs->classes->names[class], WORDS_COMPLEMENT);
	if (!places->words_known && !behind) {
		mark_words(places, places->programs, places->subject);
		places->words_known = true;
	}
	mark_members(places, class, behind);
	return places->bytes.at + class * places->subject.len;
}

static struct regex_ends ends(void *part, size_t start, void *data)
{
	struct class_places *places = data;
	return shared_places_ends(&places->parts, part, start, places->subject, places->compiler);
}

void class_places_find(struct class_places *places, struct class_programs *programs, struct program_compiler *compiler, struct slice subject)
{
	size_t room = programs->classes->n * subject.len + 1;
	if (places->bytes.room < room) {
		places->bytes.at = alloc_resize(places->bytes.at, room);
		places->bytes.room = room;
	}
	memset(places->bytes.at, 0, room);
	if (!places->scratch)
		places->scratch = regex_scratch_new();
	places->programs = programs;
	places->compiler = compiler;
	places->subject = subject;
	places->words_known = false;
	shared_places_begin(&places->parts, &places->tests);
	places->tests = (struct regex_tests){ .len = subject.len, .look_up = look_up, .ends = ends, .data = places };
}

void class_places_fini(struct class_places *places)
{
	regex_scratch_free(places->scratch);
	shared_places_fini(&places->parts);
	array_fini(&places->bytes);
	group_set_fini(&places->classes);
}
