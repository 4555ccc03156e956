#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"

/* Sentences that a search for words gets wrong, with what the shipped rules are to make of them. */
static struct engine_text world;

struct trap {
	const char *sentence;
	const char *edges; /* all that the sentence may give, in the order of the text */
	const char *gap;   /* why the rules do not find all of it yet; NULL where they do. What is no part of it they may not find either. */
};

#define OVERTHREW "Ivan Orlov | overthrew | Ana Ruiz"

static const struct trap traps[] = {
	{ "Ivan Orlov overthrew Ana Ruiz.", OVERTHREW, NULL },
	{ "If Ivan Orlov overthrows Ana Ruiz, the war will end.", OVERTHREW " | supposed", NULL },
	{ "If General Orlov overthrows Ana Ruiz, the war will end.", "Orlov | overthrew | Ana Ruiz | supposed", NULL },
	{ "If President Ivan Orlov overthrows Ana Ruiz, the war will end.", OVERTHREW " | supposed; Ivan Orlov | holds-office | President", NULL },
	{ "If the policy fails, General Orlov overthrows Ana Ruiz.", "Orlov | overthrew | Ana Ruiz", NULL },
	{ "Unless Ivan Orlov overthrows Ana Ruiz, the war will go on.", OVERTHREW " | supposed", NULL },
	{ "Unless Ivan Orlov, who overthrew Ana Ruiz, resigns, the war will go on.", OVERTHREW, NULL },
	{ "Ivan Orlov, not Pavel Markov, overthrew Ana Ruiz.", OVERTHREW "; Pavel Markov | overthrew | Ana Ruiz | denied", NULL },
	{ "Ivan Orlov did not hesitate to overthrow Ana Ruiz.", OVERTHREW, NULL },
	{ "Ivan Orlov did not overthrow Ana Ruiz.", OVERTHREW " | denied", NULL },
	{ "Ivan Orlov never failed to defend Ana Ruiz.", "Ivan Orlov | supported | Ana Ruiz", NULL },
	{ "Ivan Orlov was thanked by the United States for overthrowing Ana Ruiz.", OVERTHREW, NULL },
	{ "Ana Ruiz was overthrown not by Pavel Markov but by Ivan Orlov.", OVERTHREW "; Pavel Markov | overthrew | Ana Ruiz | denied", NULL },
	{ "The man who overthrew Ana Ruiz was Ivan Orlov.", OVERTHREW, NULL },
	{ "Perhaps the Army killed Henrik Aalto.", "Army | killed | Henrik Aalto | supposed", NULL },
	{ "Ivan Orlov tried to overthrow Ana Ruiz.", OVERTHREW " | attempted", NULL },
	{ "Ivan Orlov made a failed attempt to overthrow Ana Ruiz.", OVERTHREW " | attempted", NULL },
	{ "Ivan Orlov was prevented from overthrowing Ana Ruiz.", OVERTHREW " | denied", NULL },
	{ "Ivan Orlov would have overthrown Ana Ruiz.", OVERTHREW " | supposed", NULL },
	{ "Ivan Orlov allegedly overthrew Ana Ruiz.", OVERTHREW " | reported", NULL },
	{ "Ivan Orlov is believed to have overthrown Ana Ruiz.", OVERTHREW " | reported", NULL },
	{ "There were rumours that Ivan Orlov overthrew Ana Ruiz.", OVERTHREW " | reported", NULL },
	{ "It is not clear whether Ivan Orlov overthrew Ana Ruiz.", OVERTHREW " | supposed", NULL },
	{ "Pavel Markov wrote to his envoy: \"It is our wish that Ana Ruiz be overthrown by Ivan Orlov.\"", OVERTHREW " | reported", NULL },
	{ "The right wing and the military, together with Ivan Orlov, began to plot the overthrow of Ana Ruiz.",
	        "right wing | overthrew | Ana Ruiz | planned; military | overthrew | Ana Ruiz | planned; " OVERTHREW " | planned", NULL },
	{ "The Reform Party failed to propose a budget and to overthrow the monarchy.", "", NULL },
	{ "The strike led to the growth of the Reform Party.", "", NULL },
	{ "The Socialist Party was led by Ana Ruiz, the Communist Party by Ivan Orlov.",
	        "Socialist Party | led-by | Ana Ruiz; Communist Party | led-by | Ivan Orlov", NULL },
};

static int set_up(void **state)
{
	(void)state;
	return engine_text_shipped(&world) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	engine_text_fini(&world);
	return 0;
}

/* Both are lists of edges, in any order. */
static bool has_all(struct slice list, struct slice of)
{
	struct slice edge;
	while (slice_split(&of, ';', &edge)) {
		struct slice rest = list, other;
		bool found = false;
		while (!found && slice_split(&rest, ';', &other))
			found = slice_equal(edge, other);
		if (edge.len && !found)
			return false;
	}
	return true;
}

static void test_trap(void **state)
{
	const struct trap *trap = *state;
	const char *edges = engine_text_edges(&world, trap->sentence, false);
	bool right = has_all(slice_of(trap->edges), slice_of(edges)), all = has_all(slice_of(edges), slice_of(trap->edges));
	if (right && all && trap->gap)
		fail_msg("this works now, so it is no gap any more: %s", trap->sentence);
	if (right && trap->gap) {
		print_message("known gap: %s\n  gives  %s\n  wanted %s\n  since  %s\n", trap->sentence, edges, trap->edges, trap->gap);
		skip();
	}
	if (!right || !all)
		fail_msg("%s\n  gives  %s\n  wanted %s", trap->sentence, edges, trap->edges);
}

int main(void)
{
	enum { TRAPS = sizeof traps / sizeof *traps };
	struct CMUnitTest tests[TRAPS];
	for (size_t i = 0; i < TRAPS; i++)
		tests[i] = (struct CMUnitTest){ .name = traps[i].sentence, .test_func = test_trap, .initial_state = (void *)(uintptr_t)&traps[i] };
	return cmocka_run_group_tests_name("traps", tests, set_up, tear_down);
}
