#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "rules_text.h"

static void assert_text(struct slice got, const char *wanted)
{
	assert_int_equal(got.len, strlen(wanted));
	assert_memory_equal(got.ptr, wanted, got.len);
}

static struct rules_text good(const char *text)
{
	struct rules_text rules = rules_parse(slice_of(text));
	if (diag_errors(rules.diag))
		fprintf(stderr, "%.*s\n", SLICE_ARG(diag_text(rules.diag)));
	assert_int_equal(diag_errors(rules.diag), 0);
	return rules;
}

static void test_types(void **state)
{
	(void)state;
	struct rules_text rules = good("type person colour #E7EEF8 #2F5D9B  # blue\ntype government is group\n"
	                               "type actor is any of person, group colour #B3261E\n");
	assert_int_equal(rules.ast->types.n, 3);
	assert_text(rules.ast->types.at[0].fill, "#E7EEF8");
	assert_text(rules.ast->types.at[0].line, "#2F5D9B");
	assert_text(rules.ast->types.at[1].parent, "group");
	assert_int_equal(rules.ast->types.at[1].place.line, 2);
	assert_int_equal(rules.ast->types.at[1].place.column, 6);
	assert_int_equal(rules.ast->types.at[2].any_of.n, 2);
	assert_text(rules.ast->types.at[2].any_of.at[1], "group");
	assert_text(rules.ast->types.at[2].fill, "#B3261E");
	rules_free(&rules);
}

static void test_words_over_lines(void **state)
{
	(void)state;
	struct rules_text rules = good("words be = is | are |\n  was | were   # past\n  | been\nwords empty-start =\n  a | /b|c/\n");
	assert_int_equal(rules.ast->words.n, 2);
	assert_int_equal(rules.ast->words.at[0].members.n, 5);
	assert_text(rules.ast->words.at[0].members.at[4].source, "been");
	assert_int_equal(rules.ast->words.at[0].members.at[4].spot.line->line, 3);
	assert_int_equal(rules.ast->words.at[1].members.n, 2);
	assert_int_equal(rules.ast->words.at[1].members.at[1].elements[0].kind, ELEMENT_REGEX);
	assert_non_null(ast_find_words(rules.ast, slice_of("be")));
	assert_null(ast_find_words(rules.ast, slice_of("bee")));
	rules_free(&rules);
}

static void test_verbs(void **state)
{
	(void)state;
	struct rules_text rules =
	        good("verb overthrow\n  Overthrow, overthrew, overthrown    noun overthrow\n  oust   third ousts ing ousting noun ouster, ousting\n"
	             "  put  down, put down\nverb lead\n");
	assert_int_equal(rules.ast->verbs.n, 2);
	const struct ast_verb *verb = ast_find_verb(rules.ast, slice_of("overthrow"));
	assert_non_null(verb);
	assert_int_equal(verb->lines.n, 3);
	assert_text(verb->lines.at[0].forms[FORM_BASE].at[0], "overthrow");
	assert_text(verb->lines.at[0].forms[FORM_PARTICIPLE].at[0], "overthrown");
	assert_text(verb->lines.at[0].forms[FORM_NOUN].at[0], "overthrow");
	assert_int_equal(verb->lines.at[1].forms[FORM_PAST].n, 0);
	assert_int_equal(verb->lines.at[1].forms[FORM_NOUN].n, 2);
	assert_text(verb->lines.at[1].forms[FORM_THIRD].at[0], "ousts");
	assert_text(verb->lines.at[2].forms[FORM_BASE].at[0], "put down");
	rules_free(&rules);
}

static void test_inflect_and_variant(void **state)
{
	(void)state;
	struct rules_text rules =
	        good("inflect past, participle\n  /(.*[^aeiou])y$/ $1ied\n  /$/ ed, ado ,ada\nvariant passive\n  from {X} <v> {Y} *\n"
	             "  to   {Y} <be> <v>/participle * by {X}\n  to   {Y}, <v>/participle * by {X},\n");
	assert_int_equal(rules.ast->inflects.at[0].forms, 1u << FORM_PAST | 1u << FORM_PARTICIPLE);
	assert_int_equal(rules.ast->inflects.at[0].lines.n, 2);
	assert_text(rules.ast->inflects.at[0].lines.at[0].regex, "(.*[^aeiou])y$");
	const slice_array *one = &rules.ast->inflects.at[0].lines.at[0].replacements, *more = &rules.ast->inflects.at[0].lines.at[1].replacements;
	assert_int_equal(one->n, 1);
	assert_text(one->at[0], "$1ied");
	assert_int_equal(one->at[0].ptr[5], '\0');
	assert_int_equal(more->n, 3);
	assert_text(more->at[0], "ed");
	assert_text(more->at[1], "ado");
	assert_text(more->at[2], "ada");
	assert_int_equal(more->at[1].ptr[3], '\0');
	assert_int_equal(rules.ast->variants.at[0].from.n, 4);
	assert_int_equal(rules.ast->variants.at[0].to.n, 2);
	assert_int_equal(rules.ast->variants.at[0].from.elements[3].kind, ELEMENT_REST);
	rules_free(&rules);
}

static void test_guard(void **state)
{
	(void)state;
	struct rules_text rules = good("guard attribute\n  from {X} <v> {Y} *\n  from {X} [<be>] <v> {Y}\n  unless <v>/past {Y} {T : person}\n");
	assert_text(rules.ast->guards.at[0].name, "attribute");
	assert_int_equal(rules.ast->guards.at[0].from.n, 2);
	assert_int_equal(rules.ast->guards.at[0].unless.n, 1);
	assert_text(rules.ast->guards.at[0].unless.at[0].source, "<v>/past {Y} {T : person}");
	rules_free(&rules);
}

static void test_entities(void **state)
{
	(void)state;
	struct rules_text rules =
	        good("entity Salvador Allende : person, male\n  also  Allende, President Allende\n  also  Allende\\, S.\n"
	             "  not   Allende Street\n  was   president of Chile  1970-11-03 .. 1973-09-11\n  was   senator 1945 ..\n  was   doctor\n"
	             "entity Operation: Condor : event\n");
	const struct ast_entity *entity = &rules.ast->entities.at[0];
	assert_text(entity->name, "Salvador Allende");
	assert_text(entity->type, "person");
	assert_int_equal(entity->tags.n, 1);
	assert_text(entity->tags.at[0], "male");
	assert_int_equal(entity->also.n, 3);
	assert_text(entity->also.at[2], "Allende, S.");
	assert_text(entity->rare->blocked.at[0], "Allende Street");
	assert_int_equal(entity->rare->roles.n, 3);
	assert_text(entity->rare->roles.at[0].text, "president of Chile");
	assert_text(entity->rare->roles.at[0].from, "1970-11-03");
	assert_text(entity->rare->roles.at[0].to, "1973-09-11");
	assert_text(entity->rare->roles.at[1].text, "senator");
	assert_text(entity->rare->roles.at[1].from, "1945");
	assert_int_equal(entity->rare->roles.at[1].to.len, 0);
	assert_text(entity->rare->roles.at[2].text, "doctor");
	assert_text(rules.ast->entities.at[1].name, "Operation: Condor");
	assert_text(rules.ast->entities.at[1].type, "event");
	rules_free(&rules);
}

static void test_one_line_blocks(void **state)
{
	(void)state;
	struct rules_text rules = good("name person <title> {Name}\nhole before [<determiner>] ..3 not in <function>\nhole after , ...8 ,\n"
	                               "phrase 1..5 not in <function>, <any verb>\nunknown person, group  sure -20  first-name person\nacronyms "
	                               "yes\nuses en\n");
	assert_text(rules.ast->names.at[0].type, "person");
	assert_int_equal(rules.ast->names.at[0].pattern.n, 2);
	assert_int_equal(rules.ast->holes.n, 2);
	assert_int_equal(rules.ast->holes.at[0].side, HOLE_BEFORE);
	assert_int_equal(rules.ast->holes.at[1].side, HOLE_AFTER);
	assert_int_equal(rules.ast->phrase.elements[0].not_in.n, 2);
	assert_int_equal(rules.ast->unknown.n, 2);
	assert_int_equal(rules.ast->unknown_cost, 20);
	assert_text(rules.ast->unknown_first_name, "person");
	assert_int_equal(rules.ast->unknown_acronym.len, 0);
	assert_true(rules.ast->acronyms);
	rules_free(&rules);
}

static void test_status_lists(void **state)
{
	(void)state;
	struct rules_text rules = good("status denied   before: did not | never |\n                  denied that\n"
	                               "                not in: not only | no doubt\n                stop at: but\n  | however\n");
	const struct ast_status *status = &rules.ast->statuses.at[0];
	assert_int_equal(status->status, STATUS_DENIED);
	assert_int_equal(status->before.n, 3);
	assert_text(status->before.at[2].source, "denied that");
	assert_int_equal(status->not_in.n, 2);
	assert_int_equal(status->stop_at.n, 2);
	rules_free(&rules);
}

static void test_relations(void **state)
{
	(void)state;
	struct rules_text rules =
	        good("relation overthrew   from actor, event to government, person  inverse overthrown-by label drove from power colour #B3261E\n"
	             "relation allied-with\n  from group\n  to   group   symmetric\n");
	const struct ast_relation *relation = &rules.ast->relations.at[0];
	assert_text(relation->name, "overthrew");
	assert_int_equal(relation->from.n, 2);
	assert_int_equal(relation->to.n, 2);
	assert_text(relation->inverse, "overthrown-by");
	assert_text(relation->label, "drove from power");
	assert_text(relation->colour, "#B3261E");
	assert_false(relation->symmetric);
	assert_true(rules.ast->relations.at[1].symmetric);
	assert_int_equal(rules.ast->relations.at[1].from.n, 1);
	rules_free(&rules);
}

static void test_rules(void **state)
{
	(void)state;
	struct rules_text rules =
	        good("rule overthrow\n  why    the violent removal # of a government\n  find   {X} <overthrow> {Y}\n  find   {X}'s coup against {Y}\n"
	             "  unless {X} ... ended ...3 alliance\n  gives  {X} | overthrew | {Y} as {R}\n  forms  active, passive\n  sure   90\n  status "
	             "planned\n  off\n"
	             "rule plain\n  find {X} met {Y}\n  gives {X} | met | {Y}\n");
	const struct ast_rule *rule = &rules.ast->rules.at[0];
	assert_text(rule->name, "overthrow");
	assert_text(rule->why, "the violent removal");
	assert_int_equal(rule->finds.n, 2);
	assert_int_equal(rule->finds.at[1].place.line, 4);
	assert_int_equal(rule->unless.n, 1);
	assert_text(rule->gives.at[0].source, "X");
	assert_text(rule->gives.at[0].relation, "overthrew");
	assert_text(rule->gives.at[0].target, "Y");
	assert_text(rule->gives.at[0].as, "R");
	assert_int_equal(rule->forms.n, 2);
	assert_int_equal(rule->sure, 90);
	assert_int_equal(rule->status, STATUS_PLANNED);
	assert_true(rule->off);
	assert_int_equal(rules.ast->rules.at[1].sure, 80);
	assert_int_equal(rules.ast->rules.at[1].status, STATUS_ASSERTED);
	assert_false(rules.ast->rules.at[1].off);
	assert_int_equal(rules.ast->rules.at[1].gives.at[0].as.len, 0);
	rules_free(&rules);
}

static void test_examples(void **state)
{
	(void)state;
	struct rules_text rules =
	        good("rule r\n  yes    Ann was #1, led by C# people.\n         given  Ann is head of the union.\n         given  So is Bob.\n"
	             "         = Ann | led-by | Bob\n         = Ann | led-by | Cid | denied\n  no     Nobody.\n  todo yes  One day.\n  todo no   "
	             "Never.\n");
	const struct ast_rule *rule = &rules.ast->rules.at[0];
	assert_int_equal(rule->examples.n, 4);
	assert_true(rule->examples.at[0].yes);
	assert_text(rule->examples.at[0].text, "Ann was #1, led by C# people.");
	assert_text(rule->examples.at[0].given, "Ann is head of the union. So is Bob.");
	assert_int_equal(rule->examples.at[0].edges.n, 2);
	assert_text(rule->examples.at[0].edges.at[1].target, "Cid");
	assert_int_equal(rule->examples.at[0].edges.at[0].status, STATUS_ASSERTED);
	assert_int_equal(rule->examples.at[0].edges.at[1].status, STATUS_DENIED);
	assert_false(rule->examples.at[1].yes);
	assert_true(rule->examples.at[2].yes && rule->examples.at[2].todo);
	assert_true(!rule->examples.at[3].yes && rule->examples.at[3].todo);
	rules_free(&rules);
}

static void test_line_ends_make_no_difference(void **state)
{
	(void)state;
	struct rules_text rules = good("\xEF\xBB\xBFtype person\r\nwords be = is |\r\n\tare\r\n\r\ntype group");
	assert_int_equal(rules.ast->types.n, 2);
	assert_text(rules.ast->types.at[1].name, "group");
	assert_text(rules.ast->words.at[0].members.at[1].source, "are");
	rules_free(&rules);
}

/* ---- what is refused ---- */

static void refused(const char *text, const char *start)
{
	struct rules_text rules = rules_parse(slice_of(text));
	assert_true(rules_say(&rules, start));
	rules_free(&rules);
}

static void test_errors_have_places(void **state)
{
	(void)state;
	refused("  lonely\n  again\n", "1:3: error: this line is indented but belongs to no block [K007]");
	refused("acronyms yes\n  more\n  again\n", "2:3: error: `acronyms` is one line and has no lines below it [K007]");
	refused("rulle x\n  find {X\n", "1:1: error: no block begins with `rulle` [K005]");
	refused("infer\n  if A\n  sure -5\n", "2:6: error: a premise and what follows have three parts");
	refused("infer\n  if A | r | Bob\n", "2:14: error: \"Bob\" is no capital letter, which is what stands for a name here [K011]");
	refused("infer\n  sure 60\n", "2:8: error: what an inference costs should stand here, a number below 0 [K012]");
	refused("reject a.txt A | r | B\n", "1:14: error: the edge, in quotation marks, is missing [K008]");
	refused("reject a.txt \"A | r | B\n", "1:14: error: a quotation mark does not close [K013]");
	refused("reject a.txt \"A | r\"\n", "1:15: error: an edge has three parts");
	refused("reject a.txt \"A | r | B\" why\n", "1:26: error: `because` and the reason, or nothing, should stand here [K009]");
	refused("title <rank>\n", "1:1: error: `not` is missing, and a list of names [K008]");
	refused("title rank not <name>\n", "1:7: error: the name of a word list is missing, in angle brackets [K008]");
	refused("title <rank> not <name> more\n", "1:25: error: the line should end before \"more\" [K009]");
	refused("distinct Ann Lee\n", "1:10: error: two names are kept apart, or more; here is one [K008]");
	refused("type\n", "1:5: error: the name of the type is missing [K008]");
	refused("rule r\n  findd {X}\n", "2:3: error: `rule` has no `findd` [K006]");
	refused("rule r\n  sure 101\n", "2:8: error: a number from 1 to 100 should stand here [K012]");
	refused("entity A : person\n  near\n", "2:7: error: a text is missing [K008]");
	refused("rule r\n  find {X} met\n  gives {X} | met\n", "3:9: error: an edge has three parts");
	refused("rule r\n  find {X} met {Y}\n  gives {X} | met | {Y} when ever\n", "3:30: error: `when` is followed by never");
	refused("rule r\n  no   No.\n       = A | b | C\n", "3:10: error: a `no` gives no edge [K030]");
	refused("entity A : person\n  was king 1970-02-30 .. 1971\n", "2:12: error: \"1970-02-30\" is no date [K032]");
	refused("entity A : person\n  was king 1081 - 1118\n", "2:12: error: this date is not joined with another one by .. [K032]");
	refused("entity A : person\n  was king 1081 \xE2\x80\x93 1118\n", "2:12: error: this date is not joined with another one by .. [K032]");
	refused("entity A : person\n  was king 1081 to 1118\n", "2:12: error: this date is not joined with another one by .. [K032]");
	refused("entity A : person\n  was king 1081 1118\n", "2:12: error: this date is not joined with another one by .. [K032]");
	refused("entity A : person\n  was king 1081 -\n", "2:12: error: this date is not joined with another one by .. [K032]");
	refused("entity A : person\n  was king 1081-1118\n", "2:12: error: \"1081-1118\" is no date [K032]");
}

static void test_years_of_roles(void **state)
{
	(void)state;
	struct rules_text rules = rules_parse(slice_of("entity A : person\n  was king 602 .. 0610\n"));
	assert_int_equal(diag_errors(rules.diag), 1);
	assert_non_null(memmem(diag_text(rules.diag).ptr, diag_text(rules.diag).len, "a year has four digits: 0602", 28));
	rules_free(&rules);
	rules = good("entity A : person\n  was king 0602 .. 0610\n  was knight of the 1848 order\n  was a guard of the 5th ward  1081\n");
	assert_text(rules.ast->entities.at[0].rare->roles.at[0].from, "0602");
	assert_text(rules.ast->entities.at[0].rare->roles.at[1].text, "knight of the 1848 order");
	rules_free(&rules);
}

static void test_every_mistake_is_said(void **state)
{
	(void)state;
	struct rules_text rules =
	        rules_parse(slice_of("tipe a\nwords b = (\nrule c\n  sure x\n  find {\n  gives {X}\nstatus nope\nacronyms maybe\n"));
	assert_int_equal(diag_errors(rules.diag), 7);
	rules_free(&rules);
}

static void test_bytes(void **state)
{
	(void)state;
	struct rules_text rules = rules_parse(slice_make("type a\ntype \0b\n", 15));
	assert_true(rules_say(&rules, "2:6: error: a NUL byte; nothing of this file was read [K002]"));
	assert_int_equal(rules.ast->types.n, 0);
	rules_free(&rules);
	refused("type a\n# caf\xE9\n", "2:6: error: byte 0xE9 is no UTF-8; nothing of this file was read [K002]");
	refused("type \xC0\xAF", "1:6: error: byte 0xC0 is no UTF-8");
	rules = rules_parse(slice_make("", 0));
	assert_int_equal(diag_errors(rules.diag), 0);
	rules_free(&rules);
}

static char *repeat(const char *start, const char *unit, size_t times)
{
	size_t head = strlen(start), len = strlen(unit);
	char *text = malloc(head + len * times + 1);
	assert_non_null(text);
	memcpy(text, start, head);
	for (size_t i = 0; i < times; i++)
		memcpy(text + head + i * len, unit, len);
	text[head + len * times] = '\0';
	return text;
}

static void test_long_lines(void **state)
{
	(void)state;
	char *text = repeat("words be = a", " | a", 250000);
	refused(text, "1:65537: error: a line of 1000012 bytes; at most 65536 are read [K003]");
	free(text);
	text = repeat("words be =\n", "  | a | b | c\n", 20000);
	struct rules_text rules = good(text);
	assert_int_equal(rules.ast->words.at[0].members.n, 60000);
	rules_free(&rules);
	free(text);
}

static void test_a_flood_of_errors_ends(void **state)
{
	(void)state;
	char *text = repeat("", "x\n", 100000);
	struct rules_text rules = rules_parse(slice_of(text));
	assert_int_equal(diag_errors(rules.diag), 100000);
	rules_free(&rules);
	free(text);
}

/* ---- folders ---- */

static char root[] = "/tmp/kgraph-parse-XXXXXX";

static const char *in_root(const char *path)
{
	static char full[4][256];
	static unsigned next;
	char *out = full[next++ % 4];
	snprintf(out, sizeof full[0], "%s/%s", root, path);
	return out;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(in_root(path), "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static int make_root(void **state)
{
	(void)state;
	return mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof command, "rm -rf %s", root);
	return system(command) == 0 ? 0 : -1;
}

static void load_by(struct rules_text *rules, const char *folder, unsigned threads)
{
	*rules = (struct rules_text){ ast_new(), diag_new() };
	const char *folders[] = { in_root(folder) };
	parse_uses(rules->ast, folders, 1, threads, rules->diag);
}

static void load(struct rules_text *rules, const char *folder)
{
	load_by(rules, folder, 1);
}

static void test_folder_in_order_of_paths(void **state)
{
	(void)state;
	mkdir(in_root("order"), 0777);
	mkdir(in_root("order/m"), 0777);
	write_file("order/z.rules", "type z\n");
	write_file("order/a.rules", "type a\n");
	write_file("order/m/x.rules", "type x\n");
	write_file("order/notes.txt", "no rules\n");
	struct rules_text rules;
	load(&rules, "order");
	assert_int_equal(diag_errors(rules.diag), 0);
	assert_int_equal(rules.ast->types.n, 3);
	assert_text(rules.ast->types.at[0].name, "a");
	assert_text(rules.ast->types.at[1].name, "x");
	assert_text(rules.ast->types.at[2].name, "z");
	rules_free(&rules);
}

static void test_uses_come_first(void **state)
{
	(void)state;
	mkdir(in_root("one"), 0777);
	mkdir(in_root("two"), 0777);
	mkdir(in_root("three"), 0777);
	write_file("one/a.rules", "type one\nuses two, three\n");
	write_file("two/a.rules", "uses three\ntype two\n");
	write_file("three/a.rules", "type three\n");
	struct rules_text rules;
	load(&rules, "one/");
	assert_int_equal(diag_errors(rules.diag), 0);
	assert_int_equal(rules.ast->types.n, 3);
	assert_text(rules.ast->types.at[0].name, "three");
	assert_text(rules.ast->types.at[1].name, "two");
	assert_text(rules.ast->types.at[2].name, "one");
	assert_int_equal(rules.ast->folders.n, 3);
	rules_free(&rules);
}

/* Each file is read as if alone, but for what goes on from the files before or may stand once. */
static void test_threads_read_the_same(void **state)
{
	(void)state;
	mkdir(in_root("many"), 0777);
	mkdir(in_root("base"), 0777);
	write_file("base/a.rules", "phrase the 1..2\nacronyms yes\ntype base\n");
	write_file("many/a.rules", "uses base, nowhere\ntype a\nwords = x\n");
	write_file("many/b.rules", "phrase an 1..2\ntype b\n");
	write_file("many/c.rules", "date\n  month January | February\ntype c\n");
	write_file("many/d.rules", "date\n  month | March\nacronyms maybe\nunknown a  sure -5\ntype d\n");
	write_file("many/e.rules", "  stray\nunknown b  sure -6\nacronyms no\ntype e\nhole pair and {X} {Y}\n");
	struct rules_text one;
	load(&one, "many");
	assert_int_equal(diag_errors(one.diag), 6);
	for (unsigned threads = 2; threads < 5; threads++) {
		struct rules_text rules;
		load_by(&rules, "many", threads);
		assert_true(slice_equal(diag_text(rules.diag), diag_text(one.diag)));
		assert_int_equal(rules.ast->files.n, 6);
		assert_int_equal(rules.ast->types.n, 6);
		for (size_t i = 0; i < rules.ast->types.n; i++)
			assert_true(slice_equal(rules.ast->types.at[i].name, one.ast->types.at[i].name));
		assert_int_equal(rules.ast->dates.words[DATE_MONTHS].n, 3);
		assert_int_equal(rules.ast->dates.words[DATE_MONTHS].at[2].number, 3);
		assert_int_equal(rules.ast->phrase.n, one.ast->phrase.n);
		assert_text(rules.ast->phrase.source, "the 1..2");
		assert_int_equal(rules.ast->unknown_cost, 6);
		assert_int_equal(rules.ast->pairs.n, 1);
		assert_false(rules.ast->acronyms);
		rules_free(&rules);
	}
	rules_free(&one);
}

static void test_links_are_refused(void **state)
{
	(void)state;
	mkdir(in_root("linked"), 0777);
	write_file("outside", "type outside\n");
	write_file("linked/a.rules", "type a\nentities from list.csv\nuses away\n");
	write_file("list.csv", "name,type\nAnn,a\n");
	assert_int_equal(symlink("../outside", in_root("linked/b.rules")), 0);
	assert_int_equal(symlink("../list.csv", in_root("linked/list.csv")), 0);
	assert_int_equal(symlink("linked", in_root("away")), 0);
	struct rules_text rules;
	load(&rules, "linked");
	assert_int_equal(diag_errors(rules.diag), 3);
	assert_int_equal(rules.ast->types.n, 1);
	assert_int_equal(rules.ast->entities.n, 0);
	rules_free(&rules);
}

static void test_missing_folder(void **state)
{
	(void)state;
	struct rules_text rules;
	load(&rules, "nowhere");
	assert_int_equal(diag_errors(rules.diag), 1);
	rules_free(&rules);
	mkdir(in_root("empty"), 0777);
	load(&rules, "empty");
	assert_int_equal(diag_errors(rules.diag), 1);
	rules_free(&rules);
}

static void test_table(void **state)
{
	(void)state;
	mkdir(in_root("table"), 0777);
	mkdir(in_root("table/data"), 0777);
	write_file("table/a.rules", "entities from data/people.csv\n");
	write_file("table/data/people.csv", "type,name,aliases\r\nperson,Ann Lee,Ann | Lee\r\nperson,\"Ray, D.\",\r\n");
	struct rules_text rules;
	load(&rules, "table");
	assert_int_equal(diag_errors(rules.diag), 0);
	assert_int_equal(rules.ast->entities.n, 2);
	assert_text(rules.ast->entities.at[0].name, "Ann Lee");
	assert_int_equal(rules.ast->entities.at[0].also.n, 2);
	assert_text(rules.ast->entities.at[0].also.at[1], "Lee");
	assert_text(rules.ast->entities.at[1].name, "Ray, D.");
	assert_int_equal(rules.ast->entities.at[1].also.n, 0);
	assert_int_equal(rules.ast->entities.at[1].place.line, 3);
	assert_true(slice_ends(rules.ast->entities.at[1].place.file, "table/data/people.csv"));
	rules_free(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_words_over_lines),
		cmocka_unit_test(test_verbs),
		cmocka_unit_test(test_inflect_and_variant),
		cmocka_unit_test(test_guard),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_one_line_blocks),
		cmocka_unit_test(test_status_lists),
		cmocka_unit_test(test_relations),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_line_ends_make_no_difference),
		cmocka_unit_test(test_errors_have_places),
		cmocka_unit_test(test_years_of_roles),
		cmocka_unit_test(test_every_mistake_is_said),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_a_flood_of_errors_ends),
		cmocka_unit_test(test_folder_in_order_of_paths),
		cmocka_unit_test(test_uses_come_first),
		cmocka_unit_test(test_threads_read_the_same),
		cmocka_unit_test(test_links_are_refused),
		cmocka_unit_test(test_missing_folder),
		cmocka_unit_test(test_table),
	};
	return cmocka_run_group_tests_name("parse", tests, make_root, remove_root);
}
