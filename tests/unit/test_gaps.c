#include "engine_text.h"

#include "explain/gaps.h"

#define RULES                                                                                                                                        \
	"type person\ntype place\n"                                                                                                                  \
	"unknown person sure -20\n"                                                                                                                  \
	"words determiner = the | a | an | his\n"                                                                                                    \
	"words auxiliary = has | had | was | would\n"                                                                                                \
	"words adverb = soon | /\\w+ly/\n"                                                                                                           \
	"words preposition = of | in | with | by | to\n"                                                                                             \
	"words common = <preposition> | <auxiliary>\n"                                                                                               \
	"words function = <determiner> | <auxiliary> | <preposition> | and | not\n"                                                                  \
	"words clause = who | that | when\n"                                                                                                         \
	"words list-joint = and | , and\n"                                                                                                           \
	"words past-tense = sent | met\n"                                                                                                            \
	"words possessive = 's\n"                                                                                                                    \
	"words complement = of | of the | by\n"                                                                                                      \
	"words number = two | three\n"                                                                                                               \
	"inflect past, participle\n  /e$/ ed\n  /([^aeiou])y$/ $1ied\n  /(.)$/ $1ed\n"                                                               \
	"inflect ing\n  /([^e])e$/ $1ing\n  /(.)$/ $1ing\n"                                                                                          \
	"inflect third\n  /([^aeiou])y$/ $1ies\n  /(.)$/ $1s\n"                                                                                      \
	"verb overthrow\n  overthrow, overthrew, overthrown\n  bring down, brought down\n"                                                           \
	"relation praised from person to person\n"                                                                                                   \
	"rule praised\n  find {X} praised {Y}\n  gives {X} | praised | {Y}\n"                                                                        \
	"entity Ann Lee : person\nentity Bob Hill : person\nentity Cid : person\nentity Rome : place\n"

#define A "\xEE\x80\x80" /* a name of the first type */

static struct ruleset *rules;
static struct folding *folding;

static int set_up(void **state)
{
	(void)state;
	rules = ruleset_of_text(RULES);
	folding = rules ? folding_new(rules) : NULL;
	return rules ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	folding_free(folding);
	ruleset_free(rules);
	return 0;
}

/* ---- folding ---- */

static void assert_key(const char *between, const char *key)
{
	struct folder *folder = folder_new(folding);
	const struct folded *folded = folder_read(folder, slice_of(between));
	char got[200] = "nothing";
	if (folded)
		snprintf(got, sizeof got, "%.*s", SLICE_ARG(folded->key));
	folder_free(folder);
	assert_string_equal(got, key);
}

static void test_one_key_for_one_wording(void **state)
{
	(void)state;
	static const char *const same[] = { " signed a treaty with the ", " has signed treaties with ", " soon signs his treaty with a ",
		" secretly signing the treaty with ", ", who had signed the treaty with ", " SIGNED \"a treaty\" with " };
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_key(same[i], "signed treatied with");
	assert_key(" signed a treaty of ", "signed treatied of");
	assert_key(" signed 3,000 letters to ", "signed # lettered to");
	assert_key(" signed two letters to ", "signed # lettered to");
}

static void test_forms_of_verbs(void **state)
{
	(void)state;
	assert_key(" invades ", "invaded");
	assert_key(" invading ", "invaded");
	assert_key(" was invaded by ", "invaded by");
	assert_key(" denies ", "denied");
	assert_key(" overthrow ", "overthrew");
	assert_key(" overthrown by ", "overthrew by");
	assert_key(" met ", "met");
}

static void test_names_between(void **state)
{
	(void)state;
	assert_key(" sent " A " to ", "sent {} to");
	assert_key(" sent the " A " " A " to ", "sent {} to");
	/* An office and who holds it. */
	assert_key(" met with " A " ", "met with");
	assert_key(" met " A ", ", "nothing");
	assert_key(" met " A " and ", "nothing");
	assert_key(" " A " met ", "nothing");
}

static void test_what_is_no_gap(void **state)
{
	(void)state;
	static const char *const none[] = { " ", " of the ", ", ", " and ", " and attacked ", " not with ", " said: ", " fell; ", " fell (",
		" said that ", " met him when ", " one two three four five six seven eight nine attacked ", " anti-", " fell. " };
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_key(none[i], "nothing");
	assert_key(" c1 c2 c3 c4 c5 c6 c7 attacked ", "c1ed c2ed c3ed c4ed c5ed c6ed c7ed attacked");
}

static void test_a_verb_is_told(void **state)
{
	(void)state;
	struct folder *folder = folder_new(folding);
	assert_true(folder_read(folder, slice_of(" sent "))->verb);
	assert_true(folder_read(folder, slice_of(" overthrows "))->verb);
	assert_false(folder_read(folder, slice_of("'s treaty with "))->verb);
	/* "bring" alone is no verb of these rules. */
	assert_false(folder_read(folder, slice_of(" bring "))->verb);
	folder_free(folder);
}

static void test_what_was_left_out(void **state)
{
	(void)state;
	struct folder *folder = folder_new(folding);
	const struct folded *folded = folder_read(folder, slice_of(", who had soon signed a treaty with the "));
	assert_int_equal(folded->n, 3);
	assert_int_equal(folded->tokens[0].left, FOLD_ASIDE | FOLD_RELATIVE | FOLD_AUXILIARY | FOLD_ADVERB);
	assert_int_equal(folded->tokens[1].left, FOLD_DETERMINER);
	assert_int_equal(folded->tokens[2].left, 0);
	assert_int_equal(folded->left, FOLD_DETERMINER);
	folder_free(folder);
}

static void test_names_that_are_parts(void **state)
{
	(void)state;
	struct folder *folder = folder_new(folding);
	assert_true(folder_leads_in(folder, slice_of("men of the ")));
	assert_true(folder_leads_in(folder, slice_of("anti-")));
	assert_false(folder_leads_in(folder, slice_of("then the ")));
	assert_true(folder_goes_on(folder, slice_of("'s men")));
	assert_true(folder_goes_on(folder, slice_of(" policy.")));
	assert_true(folder_goes_on(folder, slice_of(" would go")));
	assert_true(folder_goes_on(folder, slice_of("-led men")));
	assert_true(folder_goes_on(folder, slice_of(" " A)));
	assert_false(folder_goes_on(folder, slice_of(" in May.")));
	assert_false(folder_goes_on(folder, slice_of(", policy")));
	assert_false(folder_goes_on(folder, slice_of(".")));
	folder_free(folder);
}

/* ---- groups ---- */

static struct gap_example *example_of(const char *document, const char *sentence, uint32_t nth)
{
	struct gap_example *example = alloc_new(sizeof *example);
	*example = (struct gap_example){ .document = slice_of(document), .sentence = slice_of(sentence), .nth = nth };
	return example;
}

static void add(struct gaps *gaps, const char *key, const char *document, const char *sentence, uint32_t nth)
{
	struct gap_group *group = gaps_group(gaps, slice_of(key));
	gaps->pairs++;
	if (!group)
		return;
	group->sentences++;
	group->documents += nth == 0;
	gap_group_types(group, 0, 1, 1);
	gap_group_example(group, example_of(document, sentence, nth));
}

static void test_order_of_groups(void **state)
{
	(void)state;
	struct gaps gaps;
	gaps_init(&gaps, 100);
	for (int i = 0; i < 3; i++)
		add(&gaps, "capital of", "a", "s", (uint32_t)i);
	add(&gaps, "met", "a", "s", 0);
	add(&gaps, "met", "b", "s", 0);
	add(&gaps, "friend of", "a", "s", 0);
	add(&gaps, "friend of", "b", "s", 0);
	gaps_group(&gaps, slice_of("met"))->verb = true;
	gaps_group(&gaps, slice_of("never missing"))->found = 3;
	gaps_finish(&gaps);
	assert_int_equal(gaps.groups.n, 3);
	assert_true(slice_is(gaps.groups.at[0]->key, "met"));
	assert_true(slice_is(gaps.groups.at[1]->key, "friend of"));
	assert_true(slice_is(gaps.groups.at[2]->key, "capital of"));
	gaps_fini(&gaps);
}

static void test_examples_of_several_documents_first(void **state)
{
	(void)state;
	struct gaps gaps;
	gaps_init(&gaps, 100);
	for (uint32_t i = 0; i < 9; i++)
		add(&gaps, "met", "a", "short", i);
	add(&gaps, "met", "c", "long long", 0);
	add(&gaps, "met", "b", "long long", 0);
	gaps_finish(&gaps);
	const struct gap_group *group = gaps.groups.at[0];
	assert_int_equal(group->sentences, 11);
	assert_int_equal(group->documents, 3);
	assert_int_equal(group->types.n, 1);
	assert_int_equal(group->types.at[0].count, 11);
	assert_int_equal(group->example_count, GAPS_EXAMPLES);
	assert_true(slice_is(group->examples[0]->document, "a"));
	assert_true(slice_is(group->examples[1]->document, "b"));
	assert_true(slice_is(group->examples[2]->document, "c"));
	assert_int_equal(group->examples[3]->nth, 1);
	gaps_fini(&gaps);
}

/* Whatever is read by whom, the limit keeps the same groups, and counts them whole. */
static void test_the_limit_does_not_depend_on_threads(void **state)
{
	(void)state;
	enum { KEYS = 400, LIMIT = 60 };
	struct gaps all[3];
	for (size_t threads = 1; threads <= 3; threads++) {
		struct gaps *sum = &all[threads - 1], parts[3];
		gaps_init(sum, LIMIT);
		for (size_t i = 0; i < threads; i++)
			gaps_init(&parts[i], LIMIT);
		for (unsigned i = 0; i < 3 * KEYS; i++) {
			char key[32], document[16];
			snprintf(key, sizeof key, i % 2 ? "w%u" : "w%u and more", i * 7 % KEYS);
			snprintf(document, sizeof document, "d%u", i);
			/* The texts of an example outlive the call. */
			add(&parts[i % threads], key, arena_copy(rules->arena, slice_of(document)).ptr, "s", 0);
		}
		for (size_t i = threads; i-- > 0;)
			gaps_merge(sum, &parts[i]);
		gaps_finish(sum);
		assert_int_equal(sum->groups.n, LIMIT);
		assert_int_equal(sum->pairs, 3 * KEYS);
		assert_true(sum->cut);
	}
	for (size_t t = 1; t < 3; t++)
		for (size_t i = 0; i < LIMIT; i++) {
			const struct gap_group *one = all[0].groups.at[i], *other = all[t].groups.at[i];
			assert_true(slice_equal(one->key, other->key));
			assert_int_equal(one->words, 1);
			assert_int_equal(one->sentences, 3);
			assert_int_equal(other->sentences, 3);
			for (size_t k = 0; k < one->example_count; k++)
				assert_int_equal(gap_example_compare(one->examples[k], other->examples[k]), 0);
		}
	for (size_t i = 0; i < 3; i++)
		gaps_fini(&all[i]);
}

/* ---- sentences ---- */

struct watching {
	struct gap_finder finder;
	struct extract_watch watch;
};

static void look(const struct extract_view *view, void *data)
{
	gap_finder_read(data, view);
}

/* "key sentences/documents+found; …" of the texts, each a document. */
static void assert_gaps(const char *const *texts, size_t n, const char *wanted)
{
	struct engine *engine = engine_new(rules, 1);
	struct gap_fits fits;
	struct gap_finder finder;
	gaps_fits(&fits, rules, NULL);
	gap_finder_init(&finder, rules, folding, &fits, 100);
	struct extract_watch watch = { .sentence = look, .data = &finder };
	struct extract_options options = { .all_names = true, .watch = &watch };
	struct extractor *extractor = extractor_new(engine, &options);
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	struct findings findings = { 0 };
	for (size_t i = 0; i < n; i++) {
		struct slice text = arena_format(arena, "%s%64s", texts[i], "");
		char key[] = { (char)('a' + i), '\0' };
		struct document document = { .key = slice_of(key) };
		assert_null(document_decode(&document, arena, slice_make(text.ptr, strlen(texts[i])), ENCODING_UTF8, NULL));
		extract_document(extractor, &document, arena, &findings, diag);
		document_fini(&document);
	}
	gaps_finish(&finder.gaps);
	char got[500] = "";
	for (size_t i = 0; i < finder.gaps.groups.n; i++) {
		const struct gap_group *group = finder.gaps.groups.at[i];
		const struct gap_example *example = group->examples[0];
		size_t len = strlen(got);
		snprintf(got + len, sizeof got - len, "%s%.*s %d/%d+%d [%.*s][%.*s]", i ? "; " : "", SLICE_ARG(group->key), (int)group->sentences,
		        (int)group->documents, (int)group->found,
		        SLICE_ARG(slice_part(example->sentence, example->ends[0].start, example->ends[0].end)),
		        SLICE_ARG(slice_part(example->sentence, example->ends[1].start, example->ends[1].end)));
	}
	findings_fini(&findings);
	diag_free(diag);
	arena_free(arena);
	extractor_free(extractor);
	gap_finder_fini(&finder);
	engine_free(engine);
	assert_string_equal(got, wanted);
}

#define ASSERT_GAPS(wanted, ...)                                                                                                                     \
	do {                                                                                                                                         \
		static const char *const texts[] = { __VA_ARGS__ };                                                                                  \
		assert_gaps(texts, sizeof texts / sizeof *texts, wanted);                                                                            \
	} while (0)

static void test_pairs_without_an_edge(void **state)
{
	(void)state;
	ASSERT_GAPS(
	        "met 3/2+0 [Ann Lee][Bob Hill]", "Ann Lee met Bob Hill. Then the  \n Ann Lee had  met a Bob Hill.", "Bob Hill met Ann Lee in 1901.");
	/* By type, with oneself, as a part. */
	ASSERT_GAPS("", "Ann Lee met Rome. Ann Lee met Ann Lee. Ann Lee met Bob Hill's men. Men of Ann Lee met Bob Hill.");
}

static void test_pairs_with_an_edge_are_counted(void **state)
{
	(void)state;
	ASSERT_GAPS("", "Ann Lee praised Bob Hill.");
	ASSERT_GAPS("praised 1/1+1 [Bob Hill][Cid]", "Ann Lee praised Bob Hill. Bob Hill soon praised Cid.");
	/* What stands behind the edge's name. */
	ASSERT_GAPS("", "Ann Lee praised Bob Hill in Rome with Cid.");
	/* The same two once more in the sentence. */
	ASSERT_GAPS("", "Ann Lee praised Bob Hill, met by Ann Lee.");
}

static void test_one_pair_a_sentence(void **state)
{
	(void)state;
	ASSERT_GAPS("met 1/1+0 [Ann Lee][Bob Hill]", "Ann Lee met Bob Hill, Bob Hill met Cid.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_key_for_one_wording),
		cmocka_unit_test(test_forms_of_verbs),
		cmocka_unit_test(test_names_between),
		cmocka_unit_test(test_what_is_no_gap),
		cmocka_unit_test(test_a_verb_is_told),
		cmocka_unit_test(test_what_was_left_out),
		cmocka_unit_test(test_names_that_are_parts),
		cmocka_unit_test(test_order_of_groups),
		cmocka_unit_test(test_examples_of_several_documents_first),
		cmocka_unit_test(test_the_limit_does_not_depend_on_threads),
		cmocka_unit_test(test_pairs_without_an_edge),
		cmocka_unit_test(test_pairs_with_an_edge_are_counted),
		cmocka_unit_test(test_one_pair_a_sentence),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
