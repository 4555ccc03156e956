#include "match/extract.h"

#include <stdlib.h>
#include <time.h>

#include "match/likely.h"
#include "match/match.h"
#include "match/opened.h"
#include "match/pointers.h"
#include "match/triggered.h"
#include "names/acronyms.h"
#include "names/led_in.h"
#include "names/parted.h"
#include "text/blocks.h"

struct extractor {
	struct engine *engine;
	struct extract_options options;
	struct regex_scratch *scratch;
	struct lexicon_hits hits;
	struct arena *words; /* for the pass over the words */
	struct mentions mentions;
	struct mentions earlier; /* of sentences before */
	struct opened opened;
	struct context context;
	struct roles roles;
	const struct block *block; /* that is being read */
	bool all;                  /* every sentence is read, not those alone in which a word triggers */
	size_t from, to;           /* bytes of the document between which blocks begin that are read */
	unsigned read_as;          /* bits of enum within for every block; 0: by its kind */
	struct status_reader status;
	struct dates_reader dates;
	struct matcher matcher;
	struct name_table *table; /* of this document, once asked for */
	struct map *brackets;     /* acronyms of this document in some, once asked for */
	struct led_by led_by;
	unsigned looked_up;                                               /* words, before that */
	enum { ACRONYMS_UNASKED, ACRONYMS_NONE, ACRONYMS_SOME } acronyms; /* whether the document puts one in brackets */
	struct triggered triggered;                                       /* by the words of this sentence */
	struct group_set groups;                                          /* of its words */
};

static const struct name_table *table_of(void *data)
{
	struct extractor *extractor = data;
	if (!extractor->table)
		extractor->table =
		        name_table_new(extractor->matcher.document, &extractor->hits, &extractor->engine->naming.words, extractor->matcher.arena);
	return extractor->table;
}

static const struct map *brackets_of(void *data)
{
	struct extractor *extractor = data;
	if (!extractor->brackets)
		extractor->brackets = acronym_brackets(extractor->matcher.document->text);
	return extractor->brackets;
}

/* A few words are looked for one by one; for more the table of the whole document is quicker. */
static bool stands_within(struct slice word, void *data)
{
	struct extractor *extractor = data;
	struct slice text = extractor->matcher.document->text;
	if (!extractor->table && text.len <= TABLE_LOOK_UP_TEXT && extractor->looked_up++ < TABLE_LOOK_UPS)
		return name_stands_within(extractor->matcher.document, word, &extractor->engine->naming.words);
	return map_has(table_of(extractor)->names, word);
}

static void init_mentions(struct extractor *extractor, struct mentions *mentions)
{
	mentions->naming = &extractor->engine->naming;
	mentions->scratch = extractor->scratch;
	mentions->known_only = extractor->options.known_names;
	mentions->eager = extractor->options.eager;
	mentions->table = table_of;
	mentions->brackets = brackets_of;
	mentions->led_by = &extractor->led_by;
	mentions->stands_within = stands_within;
	mentions->data = extractor;
}

static void find_earlier(struct mentions *mentions, const struct sentence *sentence, void *data);
static void find_inner(struct mentions *mentions, size_t start, size_t end, void *data);

static size_t count_names(uint32_t entity, void *data)
{
	const struct extractor *extractor = data;
	size_t n = 0;
	for (size_t i = 0; i < extractor->hits.names.n; i++)
		n += extractor->hits.names.at[i].entity == entity;
	return n;
}

struct extractor *extractor_new(struct engine *engine, const struct extract_options *options)
{
	struct extractor *extractor = alloc_new(sizeof *extractor);
	extractor->engine = engine;
	extractor->options = *options;
	extractor->scratch = regex_scratch_new();
	extractor->words = arena_new();
	extractor->triggered = (struct triggered){ .engine = engine, .hits = &extractor->hits };
	init_mentions(extractor, &extractor->mentions);
	init_mentions(extractor, &extractor->earlier);
	init_mentions(extractor, &extractor->opened.inner);
	extractor->opened.mentions = &extractor->mentions;
	extractor->opened.find = find_inner;
	extractor->opened.data = extractor;
	extractor->context = (struct context){ .programs = &engine->context,
		.finder = &extractor->earlier,
		.find = find_earlier,
		.data = extractor,
		.words = { engine->abbreviations, engine->may_end } };
	extractor->roles = (struct roles){ .programs = &engine->roles, .count = count_names, .data = extractor, .arena = arena_new() };
	status_init(&extractor->status, &engine->status, extractor->scratch);
	extractor->dates = (struct dates_reader){ .programs = &engine->dates, .scratch = extractor->scratch, .status = &extractor->status };
	return extractor;
}

void extractor_free(struct extractor *extractor)
{
	if (!extractor)
		return;
	lexicon_hits_fini(&extractor->hits);
	arena_free(extractor->words);
	mentions_fini(&extractor->mentions);
	mentions_fini(&extractor->earlier);
	opened_fini(&extractor->opened);
	context_fini(&extractor->context);
	roles_fini(&extractor->roles);
	status_fini(&extractor->status);
	dates_fini(&extractor->dates);
	array_fini(&extractor->matcher.fillers);
	triggered_fini(&extractor->triggered);
	group_set_fini(&extractor->groups);
	stands_fini(&extractor->matcher.stands);
	cancels_fini(&extractor->matcher.cancels);
	regex_scratch_free(extractor->scratch);
	free(extractor);
}

void extractor_read_as(struct extractor *extractor, unsigned within)
{
	extractor->read_as = within;
}

/* Whether a rule may match the sentence, by its words. */
static bool gather(struct extractor *extractor, const struct sentence *sentence)
{
	size_t words = triggered_by(&extractor->triggered, sentence);
	extractor->matcher.findings->triggers += words;
	return words || extractor->engine->always.n;
}

/* ---- one sentence ---- */

static size_t first_name(const struct extractor *extractor, size_t at)
{
	size_t low = 0, high = extractor->hits.names.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (extractor->hits.names.at[middle].start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct sighting *names_from(const struct lexicon_hits *hits, size_t first)
{
	return first ? hits->names.at + first : hits->names.at;
}

/* Whether a word of the sentence may be short for a name of any type. */
static bool has_acronym(struct extractor *extractor, const struct sentence *sentence)
{
	struct slice text = extractor->matcher.document->text;
	if (extractor->options.known_names || !extractor->engine->rules->ast->acronyms)
		return false;
	if (extractor->acronyms == ACRONYMS_UNASKED)
		extractor->acronyms = acronym_stands_in_brackets(text) ? ACRONYMS_SOME : ACRONYMS_NONE;
	return extractor->acronyms == ACRONYMS_SOME && acronym_stands_in(slice_part(text, sentence->start, sentence->end));
}

static struct outlook look_ahead(struct extractor *extractor, const struct sentence *sentence)
{
	const struct ruleset *rules = extractor->engine->rules;
	const struct lexicon_hits *hits = &extractor->hits;
	size_t first = first_name(extractor, sentence->start), last = first;
	struct outlook outlook = { .names = names_from(hits, first) };
	for (; last < hits->names.n && hits->names.at[last].start < sentence->end; last++)
		if (hits->names.at[last].entity != LEXICON_BLOCKED)
			type_set_add(&outlook.declared, extractor->engine->entity_types[hits->names.at[last].entity]);
	outlook.n = last - first;
	outlook.bracket = memchr(extractor->matcher.document->text.ptr + sentence->start, '(', sentence->end - sentence->start) != NULL;
	for (size_t i = 0; i < extractor->triggered.names.n; i++)
		type_set_add(&outlook.possible, rules->names[extractor->triggered.names.at[i]].type);
	if (!extractor->options.known_names)
		type_set_add(&outlook.possible, rules->types.unknown);
	if (!extractor->options.no_refer)
		pointers_may_stand(rules, &extractor->groups, &outlook.possible, &outlook.owners);
	if (has_acronym(extractor, sentence))
		memset(&outlook.possible, 0xff, sizeof outlook.possible);
	return outlook;
}

/* Keeps the variants that the sentence has the words and perhaps the names for: most sentences end here, before their names are looked for. */
static void keep_likely(struct extractor *extractor, const struct sentence *sentence)
{
	const struct ruleset *rules = extractor->engine->rules;
	size_t kept = 0;
	group_set_text(&extractor->groups, &rules->groups, slice_part(extractor->matcher.document->text, sentence->start, sentence->end));
	if (!extractor->options.no_refer)
		pointers_add_possessive(&extractor->engine->context, extractor->engine->naming.possessive, &extractor->groups);
	for (size_t i = 0; i < extractor->triggered.names.n; i++)
		if (group_set_meets(&extractor->groups, &rules->names[extractor->triggered.names.at[i]].needs.words))
			extractor->triggered.names.at[kept++] = extractor->triggered.names.at[i];
	extractor->triggered.names.n = kept;
	struct outlook outlook = look_ahead(extractor, sentence);
	kept = 0;
	for (size_t i = 0; i < extractor->triggered.variants.n; i++)
		if (likely_match(extractor->engine, &extractor->triggered.variants.at[i], &extractor->groups, &outlook))
			extractor->triggered.variants.at[kept++] = extractor->triggered.variants.at[i];
	extractor->triggered.variants.n = kept;
}

static void find_names_from(struct extractor *extractor, struct mentions *mentions, size_t start, size_t end)
{
	const struct lexicon_hits *hits = &extractor->hits;
	size_t first = first_name(extractor, start), last = first;
	while (last < hits->names.n && hits->names.at[last].start < end)
		last++;
	triggered_sort_names(&extractor->triggered);
	mentions_find(mentions, extractor->matcher.document->text, start, end, names_from(hits, first), last - first, extractor->triggered.names.at,
	        extractor->triggered.names.n);
}

/* The same, for whoever opens names. */
static void find_inner(struct mentions *mentions, size_t start, size_t end, void *data)
{
	find_names_from(data, mentions, start, end);
}

static void find_names(struct extractor *extractor, struct mentions *mentions, const struct sentence *sentence)
{
	find_names_from(extractor, mentions, sentence->start, sentence->end);
}

/* The names of a sentence before the one at hand, whose own `name` lines are no longer needed. */
static void find_earlier(struct mentions *mentions, const struct sentence *sentence, void *data)
{
	struct extractor *extractor = data;
	triggered_names(&extractor->triggered, sentence);
	find_names(extractor, mentions, sentence);
	if (extractor->engine->roles.any)
		roles_find(&extractor->roles, extractor->matcher.document, sentence, mentions);
}

/* What stands in a cell is no sentence that goes on from the one before. */
static bool may_refer(const struct extractor *extractor)
{
	return !extractor->options.no_refer && !extractor->matcher.rows;
}

static void find_mentions(struct extractor *extractor, const struct sentence *sentence)
{
	find_names(extractor, &extractor->mentions, sentence);
	if (!extractor->options.no_refer && extractor->engine->roles.any)
		roles_find(&extractor->roles, extractor->matcher.document, sentence, &extractor->mentions);
	if (may_refer(extractor) && extractor->engine->rules->ast->refers.n)
		context_refer(&extractor->context, extractor->matcher.document, extractor->block, sentence, &extractor->mentions, false);
}

static uint64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void run_variant(struct extractor *extractor, uint32_t variant)
{
	if (extractor->options.eager || mentions_fit(&extractor->mentions, &extractor->engine->variants[variant]))
		match_variant(&extractor->matcher, variant);
}

static void try_variant(struct extractor *extractor, uint32_t variant)
{
	const struct extract_watch *watch = extractor->options.watch;
	if (!watch || !watch->tried) {
		run_variant(extractor, variant);
		return;
	}
	size_t before = extractor->matcher.findings->list.n;
	uint64_t start = now();
	run_variant(extractor, variant);
	watch->tried(variant, extractor->matcher.findings->list.n - before, now() - start, watch->data);
}

static void show_triggered(const struct extractor *extractor)
{
	const struct extract_watch *watch = extractor->options.watch;
	for (size_t i = 0; watch && watch->triggered && i < extractor->triggered.variants.n; i++)
		watch->triggered(extractor->triggered.variants.at[i].variant, watch->data);
}

static void show_sentence(struct extractor *extractor, const struct sentence *sentence, size_t first)
{
	const struct extract_watch *watch = extractor->options.watch;
	if (watch && watch->sentence)
		watch->sentence(&(struct extract_view){ extractor->matcher.document, sentence, &extractor->mentions, extractor->triggered.within,
		                        extractor->matcher.findings, first },
		        watch->data);
}

/* Which variants are run on one reading of a sentence. */
enum reading { READING_FIRST, READING_OWNERS, READING_OPENED };

static bool is_read(const struct ruleset_variant *variant, enum reading reading)
{
	return reading == READING_OPENED ? variant->opens : !variant->opens && (reading == READING_FIRST || variant->owns);
}

/* Runs the variants that may hold. */
static void match_masked(struct extractor *extractor, const struct sentence *sentence, enum reading reading)
{
	status_sentence(&extractor->status, &extractor->mentions, extractor->block);
	dates_sentence(&extractor->dates, sentence, buffer_slice(&extractor->mentions.mask.text));
	const struct candidate *candidates = extractor->triggered.variants.at;
	uint32_t done = UINT32_MAX; /* candidates of one variant follow each other */
	for (size_t i = 0; i < extractor->triggered.variants.n; i++) {
		const struct ruleset_variant *variant = &extractor->engine->rules->variants.at[candidates[i].variant];
		if (candidates[i].variant == done || !is_read(variant, reading))
			continue;
		done = candidates[i].variant;
		if (extractor->options.eager || match_may(&extractor->matcher, variant))
			try_variant(extractor, done);
	}
}

static bool any_read(const struct extractor *extractor, enum reading reading)
{
	bool any = false;
	for (size_t i = 0; i < extractor->triggered.variants.n && !any; i++)
		any = is_read(&extractor->engine->rules->variants.at[extractor->triggered.variants.at[i].variant], reading);
	return any;
}

static void drop_owners(struct mentions *mentions)
{
	size_t kept = 0;
	for (size_t i = 0; i < mentions->list.n; i++)
		if (!mentions->list.at[i].owner)
			mentions->list.at[kept++] = mentions->list.at[i];
	mentions->list.n = kept;
}

/* Reads the sentence once more with its possessive pronouns as names: "his" as "Allende's". Rules that name the pronoun itself have been run
 * before. */
static void match_owners(struct extractor *extractor, const struct sentence *sentence)
{
	struct matcher *matcher = &extractor->matcher;
	if (!may_refer(extractor) || !extractor->engine->context.possessive || !any_read(extractor, READING_OWNERS))
		return;
	if (!context_refer(&extractor->context, matcher->document, extractor->block, sentence, &extractor->mentions, true))
		return;
	matcher->owners = true;
	match_masked(extractor, sentence, READING_OWNERS);
	matcher->owners = false;
	drop_owners(&extractor->mentions);
	mentions_mask(&extractor->mentions, matcher->document->text, sentence->start, sentence->end);
}

/* Reads the sentence once more, for the rules that ask for it, with the words of a name that holds another: who is "president of the Red Party" holds
 * that office, and is president of the Red Party. */
static void match_opened(struct extractor *extractor, const struct sentence *sentence)
{
	struct matcher *matcher = &extractor->matcher;
	struct mentions *mentions = &extractor->mentions;
	if (!any_read(extractor, READING_OPENED) || !opened_any(&extractor->opened))
		return;
	if (opened_open(&extractor->opened, sentence->end)) {
		mentions_mask(mentions, matcher->document->text, sentence->start, sentence->end);
		match_masked(extractor, sentence, READING_OPENED);
	}
	opened_close(&extractor->opened);
	mentions_mask(mentions, matcher->document->text, sentence->start, sentence->end);
	mentions_place(mentions);
}

static void match_sentence(struct extractor *extractor, const struct sentence *sentence)
{
	find_mentions(extractor, sentence);
	match_masked(extractor, sentence, READING_FIRST);
	match_owners(extractor, sentence);
	match_opened(extractor, sentence);
}

static void read_sentence(struct extractor *extractor, const struct sentence *sentence, bool examined)
{
	struct matcher *matcher = &extractor->matcher;
	struct findings *findings = matcher->findings;
	size_t before = findings->list.n;
	matcher->sentence = *sentence;
	matcher->quote = slice_make("", 0);
	matcher->gave_up = false;
	triggered_sort_variants(&extractor->triggered);
	show_triggered(extractor);
	if (!extractor->options.eager)
		keep_likely(extractor, sentence);
	if (extractor->triggered.variants.n || extractor->options.all_names) {
		match_sentence(extractor, sentence);
		show_sentence(extractor, sentence, before);
	}
	if (!examined)
		return;
	findings->sentences++;
	findings->cut += sentence->cut;
	if (matcher->gave_up)
		findings->gave_up++;
	else if (findings->list.n > before)
		findings->matched++;
	else
		findings->empty++;
}

/* ---- one document ---- */

static struct sentence_words sentence_words(const struct extractor *extractor)
{
	return (struct sentence_words){ extractor->engine->abbreviations, extractor->engine->may_end };
}

static unsigned within_of(const struct extractor *extractor, const struct block *block)
{
	static const unsigned bits[] = { [BLOCK_PARAGRAPH] = WITHIN_TEXT, [BLOCK_HEADING] = WITHIN_HEADING, [BLOCK_FURNITURE] = WITHIN_FURNITURE };
	return extractor->read_as ? extractor->read_as : bits[block->kind];
}

/* Whether block number i begins what is read together in this part. */
static bool begins_here(const struct extractor *extractor, const struct document *document, size_t i)
{
	const struct block *block = &document->blocks.at[i];
	bool goes_on = i && block->kind == BLOCK_FURNITURE && block[-1].kind == BLOCK_FURNITURE;
	return block->start >= extractor->from && !goes_on;
}

/* The next block from *i on that some rule reads; false where none is left. Furniture is read together: what a box or a table says stands
 * in several of its lines. */
static bool next_read(struct extractor *extractor, struct document *document, size_t *i, struct block *read)
{
	while (*i < document->blocks.n && document->blocks.at[*i].start < extractor->to) {
		const struct block *block = &document->blocks.at[(*i)++];
		if (!begins_here(extractor, document, *i - 1))
			continue;
		extractor->triggered.within = within_of(extractor, block);
		extractor->matcher.rows = extractor->mentions.mask.rows = extractor->triggered.within & WITHIN_FURNITURE;
		if (!(extractor->triggered.within & extractor->engine->within))
			continue;
		extractor->block = block;
		*read = *block;
		for (; block->kind == BLOCK_FURNITURE && *i < document->blocks.n && document->blocks.at[*i].kind == BLOCK_FURNITURE; ++*i)
			read->end = document->blocks.at[*i].end;
		return true;
	}
	return false;
}

/* Every sentence, whether something triggered in it or not. */
static void read_all(struct extractor *extractor, struct document *document)
{
	struct sentence_words words = sentence_words(extractor);
	struct block block;
	for (size_t i = 0; next_read(extractor, document, &i, &block);) {
		struct sentence sentence;
		for (size_t at = block.start; sentence_next(document, &block, &words, at, &sentence); at = sentence.end) {
			bool examined = gather(extractor, &sentence);
			if (extractor->options.eager)
				triggered_all(&extractor->triggered);
			if (examined || extractor->options.eager || extractor->options.all_names)
				read_sentence(extractor, &sentence, examined);
		}
	}
}

/* Whether a word triggers a rule, the rule's words next to it standing there as well. */
static bool triggers_rule(const struct extractor *extractor, const struct trigger_hit *hit)
{
	const struct ruleset *rules = extractor->engine->rules;
	size_t n;
	const uint32_t *numbers = lexicon_numbers(extractor->engine->lexicon, hit->slot, &n);
	for (size_t i = 0; i < n && numbers[i] < rules->variants.n; i++)
		if (likely_neighbours(&rules->variants.at[numbers[i]].trigger, extractor->matcher.document->text, hit->at))
			return true;
	return false;
}

/* Many documents end here, before their blocks are looked for. */
static bool any_triggers_rule(const struct extractor *extractor)
{
	for (size_t i = 0; i < extractor->hits.triggers.n; i++)
		if (triggers_rule(extractor, &extractor->hits.triggers.at[i]))
			return true;
	return false;
}

/* The sentences of one block in which a rule triggered; *next is the first trigger not yet looked at. */
static void read_block(struct extractor *extractor, struct document *document, const struct block *block, size_t *next)
{
	struct sentence_words words = sentence_words(extractor);
	struct sentence sentence = { 0 };
	for (size_t at = block->start; *next < extractor->hits.triggers.n; ++*next) {
		const struct trigger_hit *hit = &extractor->hits.triggers.at[*next];
		if (hit->at >= block->end)
			return;
		if (hit->at < at || !triggers_rule(extractor, hit))
			continue;
		do {
			if (!sentence_next(document, block, &words, at, &sentence))
				return;
			at = sentence.end;
		} while (at <= hit->at);
		if (hit->at >= sentence.start && gather(extractor, &sentence))
			read_sentence(extractor, &sentence, true);
	}
}

static void read_triggered(struct extractor *extractor, struct document *document)
{
	size_t next = 0;
	struct block block;
	for (size_t i = 0; next < extractor->hits.triggers.n && next_read(extractor, document, &i, &block);) {
		next = triggered_first(&extractor->hits, next, block.start);
		read_block(extractor, document, &block, &next);
	}
}

void findings_clear(struct findings *findings)
{
	array_clear(&findings->list);
	array_clear(&findings->apart);
	findings->sentences = findings->matched = findings->empty = findings->gave_up = 0;
	findings->cut = findings->names = findings->triggers = findings->unproved = 0;
}

void findings_fini(struct findings *findings)
{
	array_fini(&findings->list);
	array_fini(&findings->apart);
}

void findings_apart(struct findings *findings, uint32_t line)
{
	size_t known = 0;
	while (known < findings->apart.n && findings->apart.at[known] != line)
		known++;
	if (known == findings->apart.n)
		array_push(&findings->apart, line);
}

void extract_document(struct extractor *extractor, struct document *document, struct arena *arena, struct findings *findings, struct diag *diag)
{
	extract_begin(extractor, document, arena);
	extract_part(extractor, (struct extract_part){ 0, 1 }, findings, diag);
	extract_end(extractor);
}

void extract_begin(struct extractor *extractor, struct document *document, struct arena *arena)
{
	struct engine *engine = extractor->engine;
	extractor->matcher = (struct matcher){
		.engine = engine,
		.scratch = extractor->scratch,
		.mentions = &extractor->mentions,
		.status = &extractor->status,
		.dates = &extractor->dates,
		.context = extractor->options.no_refer ? NULL : &extractor->context,
		.document = document,
		.arena = arena,
		.fillers = extractor->matcher.fillers,
		.stands = extractor->matcher.stands,
		.cancels = extractor->matcher.cancels,
	};
	extractor->triggered.text = document->text;
	extractor->opened.text = document->text;
	extractor->table = NULL;
	context_clear(&extractor->context, arena);
	roles_clear(&extractor->roles);
	status_document(&extractor->status, document);
	extractor->looked_up = 0;
	extractor->acronyms = ACRONYMS_UNASKED;
	dates_document(&extractor->dates, document);
	if (!document->date.year)
		document->date = dates_head(&extractor->dates, document);
	lexicon_scan(engine->lexicon, document->text, &extractor->hits, extractor->words);
	homonyms_resolve(engine->homonyms, document->text, &extractor->hits, extractor->words);
	extractor->all = extractor->options.eager || extractor->options.all_names || engine->always.n;
	if (extractor->all || any_triggers_rule(extractor))
		blocks_find(document);
}

static void note_line(uint32_t line, void *data)
{
	findings_apart(data, line);
}

/* A name that no proof has is asked for by nobody: what its line did would not be known. */
static void note_parted(struct extractor *extractor, struct findings *findings)
{
	if (extractor->engine->naming.words.distinct)
		parted_each(table_of(extractor), note_line, findings);
}

void extract_part(struct extractor *extractor, struct extract_part part, struct findings *findings, struct diag *diag)
{
	struct document *document = extractor->matcher.document;
	findings_clear(findings);
	findings->names = part.number ? 0 : extractor->hits.names.n;
	extractor->matcher.findings = findings;
	extractor->matcher.diag = diag;
	extractor->from = document->text.len / part.of * part.number;
	extractor->to = part.number + 1 == part.of ? SIZE_MAX : document->text.len / part.of * (part.number + 1);
	if (extractor->all)
		read_all(extractor, document);
	else
		read_triggered(extractor, document);
	if (!part.number)
		note_parted(extractor, findings);
}

void extract_end(struct extractor *extractor)
{
	name_table_fini(extractor->table);
	map_free(extractor->brackets);
	led_by_clear(&extractor->led_by);
	extractor->table = NULL;
	extractor->brackets = NULL;
}
