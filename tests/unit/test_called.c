#include "engine_text.h"

#include "explain/called.h"

/* Rules and texts, each text a document "1.txt", "2.txt" …, read by threads in turn. */
struct world {
	struct ruleset *rules;
	struct called *called;
};

static const char rules_text[] = "type person\ntype group\ntype event\ntype place\nacronyms yes\n"
                                 "words function = the | of | a | in\n"
                                 "words title = president | general\n"
                                 "words not-a-name = may | monday\n"
                                 "entity Salvador Allende : person\n  also Allende\n  not Allende Street, Allende Avenue\n"
                                 "entity Popular Front : group\n"
                                 "name group {Name} Party\n"
                                 "name event (coup|revolt)\n"
                                 "relation met from person to person\nrule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n";

static void read_text(struct called *called, struct engine *engine, size_t number, const char *text, bool known)
{
	enum { READABLE = 64 };
	struct extract_watch watch = { .sentence = called_sentence, .data = called };
	struct extract_options options = { .all_names = true, .known_names = known, .watch = &watch };
	struct extractor *extractor = extractor_new(engine, &options);
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	struct findings findings = { 0 };
	struct document document = { .key = arena_format(arena, "%zu.txt", number) };
	char *bytes = arena_alloc(arena, strlen(text) + READABLE);
	memcpy(bytes, text, strlen(text));
	assert_null(document_decode(&document, arena, slice_make(bytes, strlen(text)), ENCODING_UTF8, NULL));
	extract_document(extractor, &document, arena, &findings, diag);
	findings_fini(&findings);
	document_fini(&document);
	diag_free(diag);
	arena_free(arena);
	extractor_free(extractor);
}

/* Texts end with NULL; `threads` share them in turn, and are added from the last to the first where turned is set. */
static struct world read_texts(const char *name, const char *const *texts, size_t threads, bool turned, bool known)
{
	struct world world = { ruleset_of_text(rules_text), called_new(slice_of(name), 0) };
	struct called *states[4];
	assert_non_null(world.rules);
	assert_non_null(world.called);
	assert_true(threads <= 4);
	struct engine *engine = engine_new(world.rules, 1);
	for (size_t i = 0; i < threads; i++)
		states[i] = called_new(slice_of(name), 0);
	for (size_t i = 0; texts[i]; i++)
		read_text(states[i % threads], engine, i + 1, texts[i], known);
	for (size_t i = 0; i < threads; i++) {
		size_t at = turned ? threads - 1 - i : i;
		called_add(world.called, states[at]);
		called_free(states[at]);
	}
	called_sort(world.called);
	engine_free(engine);
	return world;
}

static void free_world(struct world *world)
{
	called_free(world->called);
	ruleset_free(world->rules);
}

static struct world read_one(const char *name, const char *text)
{
	return read_texts(name, (const char *const[]){ text, NULL }, 1, false, false);
}

#define ASSERT_SLICE(slice, text) assert_true(slice_is((slice), (text)))

static void test_a_declared_name(void **state)
{
	(void)state;
	struct world world = read_one("allende", "Salvador Allende spoke.\nThen Allende left. So\nAllende did.");
	assert_int_equal(world.called->found.n, 1);
	const struct called_entity *entity = &world.called->found.at[0];
	ASSERT_SLICE(entity->id, "salvador-allende");
	assert_int_equal(entity->type, 0);
	ASSERT_SLICE(entity->document, "1.txt");
	assert_int_equal(entity->declared->place.line, 9);
	assert_int_equal(entity->part, WORDING_ALL);
	assert_int_equal(entity->forms.n, 2);
	/* What is the name itself goes first. */
	ASSERT_SLICE(entity->forms.at[0].text, "Allende");
	assert_int_equal(entity->forms.at[0].count, 2);
	assert_int_equal(entity->forms.at[0].line, 2);
	assert_int_equal(entity->forms.at[0].by, CALLED_BY_ENTITY);
	ASSERT_SLICE(entity->forms.at[1].text, "Salvador Allende");
	assert_int_equal(entity->forms.at[1].part, WORDING_SOME);
	assert_int_equal(world.called->missed.n, 0);
	free_world(&world);
}

static void test_a_short_name(void **state)
{
	(void)state;
	struct world world = read_one("Ruiz", "It was Ana Ruiz who spoke.\nAfter that Ruiz left.");
	assert_int_equal(world.called->found.n, 1);
	const struct called_entity *entity = &world.called->found.at[0];
	ASSERT_SLICE(entity->name, "Ana Ruiz");
	assert_int_equal(entity->type, world.rules->types.unknown);
	assert_null(entity->declared);
	ASSERT_SLICE(entity->forms.at[0].text, "Ruiz");
	ASSERT_SLICE(entity->forms.at[0].full, "Ana Ruiz");
	assert_int_equal(entity->forms.at[0].full_line, 1);
	assert_false(entity->forms.at[0].acronym);
	assert_int_equal(entity->forms.at[0].by, CALLED_BY_CAPITALS);
	assert_int_equal(entity->forms.at[1].full.len, 0);
	free_world(&world);
}

static void test_a_short_name_of_two(void **state)
{
	(void)state;
	struct world world = read_one("Ruiz", "It was Ana Ruiz who met Eva Ruiz. After that Ruiz left.");
	assert_int_equal(world.called->found.n, 3);
	const struct called_entity *alone = &world.called->found.at[2];
	ASSERT_SLICE(alone->id, "ruiz");
	assert_true(alone->forms.at[0].ambiguous);
	assert_int_equal(alone->forms.at[0].full.len, 0);
	assert_int_equal(world.called->found.at[0].part, WORDING_SOME);
	free_world(&world);
}

static void test_acronyms(void **state)
{
	(void)state;
	struct world world = read_one("PF", "The Popular Front (PF) won. The PF and the Radical Party (RP) ruled.");
	assert_int_equal(world.called->found.n, 1);
	const struct called_entity *entity = &world.called->found.at[0];
	ASSERT_SLICE(entity->id, "popular-front");
	assert_int_equal(entity->declared->place.line, 12);
	ASSERT_SLICE(entity->forms.at[0].text, "PF");
	ASSERT_SLICE(entity->forms.at[0].full, "Popular Front");
	assert_true(entity->forms.at[0].acronym);
	assert_int_equal(entity->forms.at[0].by, CALLED_BY_ACRONYM);
	free_world(&world);
}

static void test_lines_of_the_rules(void **state)
{
	(void)state;
	struct world world = read_one("radical party", "The Radical Party won. A coup came.");
	ASSERT_SLICE(world.called->found.at[0].forms.at[0].text, "Radical Party");
	assert_int_equal(world.called->found.at[0].forms.at[0].by, CALLED_BY_NAME);
	assert_int_equal(world.called->found.at[0].forms.at[0].name->place.line, 13);
	free_world(&world);
	world = read_one("coup", "The Radical Party won. A coup came.");
	ASSERT_SLICE(world.called->found.at[0].id, "coup@1.txt");
	assert_int_equal(world.called->found.at[0].forms.at[0].by, CALLED_BY_PHRASE);
	assert_int_equal(world.called->found.at[0].forms.at[0].name->place.line, 14);
	free_world(&world);
}

static void test_why_words_are_no_name(void **state)
{
	(void)state;
	static const struct {
		const char *name, *text, *other;
		enum missed_why why;
		bool known;
	} cases[] = {
		{ "Allende", "He lives in Allende Street now.", "Allende Street", MISSED_BLOCKED, true },
		{ "Allende Gossens", "Here Salvador Allende Gossens spoke.", "Salvador Allende", MISSED_OVERLAPPED, true },
		{ "gossens", "He said gossens here.", "", MISSED_SMALL, false },
		{ "Gossens", "Gossens left. It rained.", "", MISSED_FIRST, false },
		{ "Gossens", "\"Gossens left. It rained.", "", MISSED_FIRST, false },
		{ "Gossens", "Then Gossens left.", "", MISSED_UNKNOWN, true },
		{ "May", "It was in May of that year.", "", MISSED_NO_NAME, false },
		{ "General", "Then the General left.", "", MISSED_NO_NAME, false },
		{ "Ana Ruiz", "They called Ana. Ruiz came.", "", MISSED_BROKEN, false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world = read_texts(cases[i].name, (const char *const[]){ cases[i].text, NULL }, 1, false, cases[i].known);
		if (world.called->missed.n != 1 || world.called->missed.at[0].why.why != cases[i].why)
			fail_msg("%s: %zu misses, why %d", cases[i].text, world.called->missed.n,
			        world.called->missed.n ? (int)world.called->missed.at[0].why.why : -1);
		ASSERT_SLICE(world.called->missed.at[0].why.other, cases[i].other);
		assert_int_equal(world.called->missed.at[0].why.blocking != NULL, cases[i].why == MISSED_BLOCKED);
		assert_int_equal(world.called->missed.at[0].line, 1);
		free_world(&world);
	}
}

static void test_words_in_several_places(void **state)
{
	(void)state;
	const char *text = "It rained.\n\nHe saw Allende Street and Allende  Street, allende and Allende.";
	struct world world = read_texts("allende", (const char *const[]){ text, NULL }, 1, false, true);
	assert_int_equal(world.called->found.n, 1);
	assert_int_equal(world.called->missed.n, 2);
	assert_int_equal(world.called->missed.at[0].why.why, MISSED_BLOCKED);
	assert_int_equal(world.called->missed.at[0].count, 2);
	assert_int_equal(world.called->missed.at[1].why.why, MISSED_SMALL);
	assert_int_equal(world.called->missed.at[1].line, 3);
	free_world(&world);
	/* Where unknown names are wanted, the street is one. */
	world = read_one("allende", text);
	assert_int_equal(world.called->found.n, 2);
	ASSERT_SLICE(world.called->found.at[0].id, "allende-street");
	assert_int_equal(world.called->found.at[0].part, WORDING_SOME);
	assert_int_equal(world.called->found.at[0].forms.at[0].count, 2);
	ASSERT_SLICE(world.called->found.at[0].forms.at[0].blocking->name, "Salvador Allende");
	assert_null(world.called->found.at[1].forms.at[0].blocking);
	assert_int_equal(world.called->missed.n, 1);
	free_world(&world);
}

static void test_other_names_in_other_documents(void **state)
{
	(void)state;
	const char *const texts[] = { "Then Allende left.", "Here Salvador Allende spoke.", "It rained.", "Here Salvador Allende met Allende.",
		NULL };
	for (size_t threads = 1; threads <= 3; threads++) {
		struct world world = read_texts("Allende", texts, threads, threads == 2, false);
		assert_int_equal(world.called->found.n, 3);
		ASSERT_SLICE(world.called->found.at[0].document, "1.txt");
		ASSERT_SLICE(world.called->found.at[1].document, "2.txt");
		ASSERT_SLICE(world.called->found.at[2].document, "4.txt");
		assert_int_equal(world.called->seen.n, 2);
		ASSERT_SLICE(world.called->seen.at[0].text, "Allende");
		assert_int_equal(world.called->seen.at[0].count, 2);
		assert_int_equal(world.called->seen.at[0].documents, 2);
		ASSERT_SLICE(world.called->seen.at[1].text, "Salvador Allende");
		assert_int_equal(world.called->seen.at[1].documents, 2);
		free_world(&world);
	}
}

static void test_what_is_no_name(void **state)
{
	(void)state;
	assert_null(called_new(slice_of(""), 0));
	assert_null(called_new(slice_of("(?!)"), 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_declared_name),
		cmocka_unit_test(test_a_short_name),
		cmocka_unit_test(test_a_short_name_of_two),
		cmocka_unit_test(test_acronyms),
		cmocka_unit_test(test_lines_of_the_rules),
		cmocka_unit_test(test_why_words_are_no_name),
		cmocka_unit_test(test_words_in_several_places),
		cmocka_unit_test(test_other_names_in_other_documents),
		cmocka_unit_test(test_what_is_no_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
