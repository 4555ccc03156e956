#include "app/work.h"

#include <pthread.h>
#include <stdlib.h>
#include <strings.h>

#include "app/command.h"
#include "base/workers.h"
#include "facts/derive.h"
#include "facts/infer.h"
#include "match/together.h"
#include "rules/parts_hash.h"
#include "text/reader.h"

/* One document of a file, as it is handed from a worker to the merge. */
struct piece {
	struct fact_document document;
	size_t first, n; /* of the result's findings */
};

/* An edge that was taken out of a document. */
struct rejected {
	struct slice document;
	struct corrected what;
};

/* What a file gave; owns everything that it points to. */
struct result {
	struct arena *arena;
	struct diag *diag;
	ARRAY(struct piece) pieces;
	ARRAY(struct finding) findings;
	ARRAY(struct rejected) rejected;
	ARRAY(uint32_t) read;  /* `reject` lines whose document was read */
	ARRAY(uint32_t) apart; /* `distinct` lines that kept names apart */
	bool own; /* the file is a graph of kgraph in a folder */
};

struct run {
	const struct corpus *corpus;
	const struct ruleset *rules;
	struct engine *engine;
	const struct options *options;
	struct reader_options reader;
	struct merge *merge;
	struct corrections *corrections;
	struct correction_tally corrected;
	struct arena *arena; /* for what is kept of the results beside the facts */
	ARRAY(struct fact_rejection) rejections;
	ARRAY(const struct file_entry *) own; /* graphs of kgraph among the corpus */
	struct progress *progress;
	struct diag *diag;
	uint64_t bytes;
	unsigned together; /* threads that read one document */
	const struct work_watch *watch;
	pthread_mutex_t leaving;
};

/* What a thread uses again for file after file. */
struct thread {
	struct file_buffer buffer;
	struct arena *file, *document;
	struct extractor *extractor;
	struct together *together; /* or NULL */
	struct findings findings;
	struct corrector corrector;
	struct extract_watch watch;
};

struct reading {
	const struct run *run;
	struct thread *thread;
	struct result *result;
	bool named; /* the file stood on the command line */
};

static const struct place nowhere;

static struct place place_of(struct slice file)
{
	return (struct place){ .file = file };
}

/* A type that the rules do not declare; in brackets, which no name of theirs has, where they have declared one of that name. */
static struct slice undeclared(const struct ast *ast, const char *name, const char *other)
{
	for (size_t i = 0; i < ast->types.n; i++)
		if (slice_is(ast->types.at[i].name, name))
			return slice_of(other);
	return slice_of(name);
}

/* No rule can colour it, and a colour by its number would be another one with every set of rules. */
static struct fact_type phrases(const struct ast *ast)
{
	return (struct fact_type){ .name = undeclared(ast, "phrase", "(phrase)"), .fill = slice_of("#FFFFFF"), .line = slice_of("#1C6E73") };
}

struct merge *work_merge(const struct ruleset *rules)
{
	const struct ast *ast = rules->ast;
	ARRAY(struct fact_type) types = { 0 };
	ARRAY(struct fact_relation) relations = { 0 };
	for (size_t i = 0; i < ast->types.n; i++) {
		const struct ast_type *type = &ast->types.at[i];
		array_push(&types, ((struct fact_type){ .name = type->name, .fill = type->fill, .line = type->line }));
	}
	/* Behind the declared ones: names that nothing declares, then what fills a {X : phrase}. */
	array_push(&types, ((struct fact_type){ .name = undeclared(ast, "name", "(name)"), .unknown = true }));
	array_push(&types, (phrases(ast)));
	for (size_t i = 0; i < ast->relations.n; i++) {
		const struct ast_relation *relation = &ast->relations.at[i];
		array_push(&relations,
		        ((struct fact_relation){
		                .name = relation->name, .label = relation->label, .colour = relation->colour, .symmetric = relation->symmetric }));
	}
	struct merge *merge = merge_new(types.at, types.n, relations.at, relations.n);
	array_fini(&types);
	array_fini(&relations);
	return merge;
}

static bool knows_names_only(const struct options *options)
{
	return options->names && strcmp(options->names, "known") == 0;
}

static void *enter(void *data)
{
	const struct run *run = data;
	struct extract_options options = { .eager = run->options->eager };
	options.no_refer = run->options->no_refer;
	options.known_names = knows_names_only(run->options);
	struct thread *thread = alloc_new(sizeof *thread);
	if (run->watch) {
		thread->watch = run->watch->calls;
		thread->watch.data = run->watch->enter ? run->watch->enter(run->watch->data) : NULL;
		options.all_names = run->watch->all_names;
		options.watch = &thread->watch;
	}
	thread->file = arena_new();
	thread->document = arena_new();
	thread->extractor = extractor_new(run->engine, &options);
	if (run->together > 1)
		thread->together = together_new(run->engine, &options, run->together);
	return thread;
}

static void leave(void *state, void *data)
{
	struct thread *thread = state;
	struct run *run = data;
	extractor_free(thread->extractor);
	together_free(thread->together);
	if (run->watch && run->watch->leave) {
		pthread_mutex_lock(&run->leaving);
		run->watch->leave(thread->watch.data, run->watch->data);
		pthread_mutex_unlock(&run->leaving);
	}
	findings_fini(&thread->findings);
	corrector_fini(&thread->corrector);
	arena_free(thread->file);
	arena_free(thread->document);
	file_buffer_fini(&thread->buffer);
	free(thread);
}

static void copy_end(struct arena *arena, struct finding_end *end)
{
	end->id = arena_copy(arena, end->id);
	end->name = arena_copy(arena, end->name);
	end->text = arena_copy(arena, end->text);
}

/* Slices of a finding may die with the document, which ends before the merge sees it. Those of the rules live on. The findings of a sentence share it, as
 * with the one before (NULL where there is none). */
static void copy_finding(struct result *result, const struct finding *finding, const struct finding *before)
{
	struct finding *copy = array_add(&result->findings);
	bool shared = before && finding->sentence.ptr == before->sentence.ptr && finding->sentence.len == before->sentence.len;
	*copy = *finding;
	copy_end(result->arena, &copy->source);
	copy_end(result->arena, &copy->target);
	copy->sentence = shared ? copy[-1].sentence : arena_copy(result->arena, finding->sentence);
	copy->resolved = arena_copy(result->arena, finding->resolved);
	copy->variant = arena_copy(result->arena, finding->variant);
	copy->from = arena_copy(result->arena, finding->from);
	copy->to = arena_copy(result->arena, finding->to);
	copy->as = arena_copy(result->arena, finding->as);
	copy->speaker = arena_copy(result->arena, finding->speaker);
	copy->premise = arena_copy(result->arena, finding->premise);
}

static struct fact_document described(struct result *result, const struct document *document, const struct findings *findings)
{
	return (struct fact_document){
		.key = arena_copy(result->arena, document->key),
		.bytes = document->raw.len,
		.date = document->date,
		.sentences = findings->sentences,
		.matched = findings->matched,
		.empty = findings->empty,
		.gave_up = findings->gave_up,
		.cut = findings->cut,
		.unproved = findings->unproved,
		.names_seen = findings->names,
		.rules_triggered = findings->triggers,
		.repaired = document->repaired > 0,
	};
}

static void skip(const struct run *run, struct result *result, struct slice key, uint64_t bytes, const char *why)
{
	const char *help = why == FILE_LINK && !run->options->follow ? "--follow reads what links inside folders lead to" : NULL;
	struct piece *piece = array_add(&result->pieces);
	*piece = (struct piece){ .first = result->findings.n };
	piece->document =
	        (struct fact_document){ .key = arena_copy(result->arena, key), .bytes = bytes, .skipped = arena_copy(result->arena, slice_of(why)) };
	diag_warning(result->diag, place_of(piece->document.key), NULL, help, "skipped: %s", why);
}

static void note_corrections(struct thread *thread, struct result *result, struct slice document)
{
	const struct corrector *corrector = &thread->corrector;
	for (size_t i = 0; i < corrector->lines.n; i++)
		array_push(&result->read, corrector->lines.at[i]);
	for (size_t i = 0; i < corrector->taken.n; i++) {
		struct corrected what = { corrector->taken.at[i].line, arena_copy(result->arena, corrector->taken.at[i].edge) };
		array_push(&result->rejected, ((struct rejected){ document, what }));
	}
	for (size_t i = 0; i < thread->findings.apart.n; i++)
		array_push(&result->apart, thread->findings.apart.at[i]);
}

/* What the sentences of a document say, less what the rules reject, and what follows from it. False where a limit was reached. */
static bool find(const struct reading *reading, struct document *document)
{
	struct thread *thread = reading->thread;
	struct diag *diag = reading->result->diag;
	if (thread->together)
		together_extract(thread->together, document, &thread->findings, diag);
	else
		extract_document(thread->extractor, document, thread->document, &thread->findings, diag);
	corrector_start(&thread->corrector, reading->run->corrections, document->key, thread->document);
	corrector_apply(&thread->corrector, &thread->findings);
	return infer_document(reading->run->rules, document->key, &thread->findings, &thread->corrector, thread->document, diag);
}

static void read_document(struct document *document, const char *skipped, void *data)
{
	const struct reading *reading = data;
	struct thread *thread = reading->thread;
	struct result *result = reading->result;
	if (skipped == READER_OWN_OUTPUT && !reading->named) {
		result->own = shard_takes(&reading->run->corpus->shard, document->key);
		return;
	}
	if (skipped) {
		skip(reading->run, result, document->key, document->raw.len, skipped);
		return;
	}
	bool whole = find(reading, document);
	struct piece *piece = array_add(&result->pieces);
	*piece = (struct piece){ .first = result->findings.n, .n = thread->findings.list.n };
	piece->document = described(result, document, &thread->findings);
	piece->document.uninferred = !whole;
	for (size_t i = 0; i < thread->findings.list.n; i++)
		copy_finding(result, &thread->findings.list.at[i], i ? &thread->findings.list.at[i - 1] : NULL);
	note_corrections(thread, result, piece->document.key);
	arena_reset(thread->document);
}

static const char *read_bytes(const struct run *run, const struct file_entry *entry, struct thread *thread)
{
	size_t limit = (size_t)run->options->max_document;
	if (corpus_is_input(entry))
		return file_read_descriptor(0, limit, &thread->buffer);
	return file_read(entry->path.ptr, limit, entry->named, &thread->buffer);
}

static void *work(size_t job, void *state, void *data)
{
	const struct run *run = data;
	const struct file_entry *entry = &run->corpus->entries[job];
	struct thread *thread = state;
	struct result *result = alloc_new(sizeof *result);
	struct reading reading = { run, thread, result, entry->named };
	result->arena = arena_new();
	result->diag = diag_new();
	const char *why = entry->skipped ? entry->skipped : read_bytes(run, entry, thread);
	if (why) {
		if (shard_takes(&run->corpus->shard, entry->key))
			skip(run, result, entry->key, entry->size, why);
	} else {
		struct slice raw = slice_make(thread->buffer.bytes, thread->buffer.len);
		struct reader_options reader = run->reader;
		reader.bundle = corpus_is_input(entry);
		reader_read(entry->key, raw, &reader, thread->file, result->diag, read_document, &reading);
	}
	arena_reset(thread->file);
	return result;
}

static void merge_result(struct run *run, const struct result *result)
{
	for (size_t i = 0; i < result->pieces.n; i++) {
		const struct piece *piece = &result->pieces.at[i];
		merge_document(run->merge, &piece->document, result->findings.at + piece->first, piece->n);
	}
}

static void add_corrections(struct run *run, const struct result *result)
{
	for (size_t i = 0; i < result->read.n; i++)
		run->corrected.read[result->read.at[i]]++;
	for (size_t i = 0; i < result->apart.n; i++)
		run->corrected.apart[result->apart.at[i]]++;
	for (size_t i = 0; i < result->rejected.n; i++) {
		const struct rejected *rejected = &result->rejected.at[i];
		const struct ast_reject *line = &run->rules->ast->rejects.at[rejected->what.line];
		run->corrected.taken[rejected->what.line]++;
		array_push(&run->rejections,
		        ((struct fact_rejection){ .document = arena_copy(run->arena, rejected->document),
		                .edge = arena_copy(run->arena, rejected->what.edge),
		                .rule_file = line->place.file,
		                .rule_line = line->place.line,
		                .because = line->because }));
	}
}

static bool take(size_t job, void *data_of_job, void *data)
{
	struct run *run = data;
	struct result *result = data_of_job;
	if (diag_warnings(result->diag) || diag_errors(result->diag))
		progress_clear(run->progress);
	diag_replay(result->diag, run->diag);
	merge_result(run, result);
	add_corrections(run, result);
	if (result->own)
		array_push(&run->own, &run->corpus->entries[job]);
	run->bytes += run->corpus->entries[job].size;
	progress_step(run->progress, job + 1, run->bytes);
	array_fini(&result->pieces);
	array_fini(&result->findings);
	array_fini(&result->rejected);
	array_fini(&result->read);
	array_fini(&result->apart);
	diag_free(result->diag);
	arena_free(result->arena);
	free(result);
	return true;
}

static unsigned threads_for(const struct options *options, size_t jobs)
{
	unsigned threads = options_threads(options);
	if (threads > jobs)
		threads = (unsigned)jobs;
	return threads ? threads : 1;
}

/* Where there are fewer files than threads, several read one document. What watches a run wants its sentences in their order. */
static unsigned threads_together(const struct options *options, size_t jobs, const struct work_watch *watch)
{
	return jobs && !watch ? options_threads(options) / threads_for(options, jobs) : 1;
}

static enum encoding encoding_of(const char *name)
{
	static const struct {
		const char *name;
		enum encoding encoding;
	} known[] = {
		{ "utf-8", ENCODING_UTF8 },
		{ "utf8", ENCODING_UTF8 },
		{ "utf-16", ENCODING_UTF16 },
		{ "utf16", ENCODING_UTF16 },
		{ "utf-32", ENCODING_UTF32 },
		{ "utf32", ENCODING_UTF32 },
		{ "utf-16le", ENCODING_UTF16LE },
		{ "utf-16be", ENCODING_UTF16BE },
		{ "utf-32le", ENCODING_UTF32LE },
		{ "utf-32be", ENCODING_UTF32BE },
		{ "windows-1252", ENCODING_WINDOWS_1252 },
		{ "cp1252", ENCODING_WINDOWS_1252 },
	};
	if (!name)
		return ENCODING_AUTO;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (strcasecmp(known[i].name, name) == 0)
			return known[i].encoding;
	}
	return ENCODING_OTHER;
}

bool work_check(const struct options *options, struct diag *diag)
{
	static const char probe[128] = "a";
	struct arena *arena = arena_new();
	struct document document = { .key = slice_of("") };
	enum encoding encoding = encoding_of(options->encoding);
	const char *why = encoding == ENCODING_OTHER ? document_decode(&document, arena, slice_make(probe, 1), encoding, options->encoding) : NULL;
	if (why)
		diag_error(
		        diag, nowhere, NULL, "names such as utf-8, utf-16le, windows-1252, iso-8859-15", "--encoding %s: %s", options->encoding, why);
	document_fini(&document);
	arena_free(arena);
	return !why;
}

static void keep_rejections(struct run *run, struct facts *facts)
{
	for (size_t i = 0; i < run->rejections.n; i++) {
		const struct fact_rejection *from = &run->rejections.at[i];
		array_push(&facts->rejections,
		        ((struct fact_rejection){ .document = arena_copy(facts->arena, from->document),
		                .edge = arena_copy(facts->arena, from->edge),
		                .rule_file = arena_copy(facts->arena, from->rule_file),
		                .because = arena_copy(facts->arena, from->because),
		                .rule_line = from->rule_line }));
	}
	array_fini(&run->rejections);
	derive_rejections(facts);
}

static int compare_ignored(const void *a, const void *b)
{
	return slice_compare(((const struct fact_ignored *)a)->file, ((const struct fact_ignored *)b)->file);
}

static void add_ignored(struct facts *facts, struct slice file, const char *why)
{
	array_push(&facts->ignored, ((struct fact_ignored){ arena_copy(facts->arena, file), slice_of(why) }));
}

static void keep_ignored(struct run *run, struct facts *facts)
{
	for (size_t i = 0; i < run->corpus->ignored.n; i++)
		add_ignored(facts, run->corpus->ignored.at[i]->key, run->corpus->ignored.at[i]->skipped);
	for (size_t i = 0; i < run->own.n; i++)
		add_ignored(facts, run->own.at[i]->key, READER_OWN_OUTPUT);
	array_fini(&run->own);
	if (facts->ignored.n)
		qsort(facts->ignored.at, facts->ignored.n, sizeof *facts->ignored.at, compare_ignored);
}

/* Whether two documents that were read have one name; they stand next to each other. */
static bool has_twins(const struct facts *facts, struct diag *diag)
{
	bool twins = false;
	for (size_t i = 1; i < facts->documents.n; i++) {
		const struct fact_document *a = &facts->documents.at[i - 1], *b = &facts->documents.at[i];
		if (a->skipped.len || b->skipped.len || !slice_equal(a->key, b->key))
			continue;
		diag_error(diag, nowhere, NULL, NULL, "two documents are called %.*s", SLICE_ARG(a->key));
		twins = true;
	}
	return twins;
}

/* A step of a pipeline that reads nothing is to be seen. A shard, and what comes by standard input, may well be empty. */
static bool lacks_documents(const struct corpus *corpus, const struct facts *facts)
{
	return facts->documents.n == 0 && !corpus->shard.of && !corpus->standard_input;
}

static bool is_taken(struct slice key, const void *shard)
{
	return shard_takes(shard, key);
}

struct facts *work_extract(const struct corpus *corpus, const struct ruleset *rules, const struct options *options, const struct work_watch *watch,
        struct progress *progress, struct diag *diag)
{
	struct run run = { .corpus = corpus, .rules = rules, .options = options, .progress = progress, .diag = diag, .watch = watch };
	run.engine = engine_new(rules, options_threads(options));
	run.corrections = corrections_new(rules);
	run.arena = arena_new();
	correction_tally_init(&run.corrected, rules->ast);
	pthread_mutex_init(&run.leaving, NULL);
	run.reader = (struct reader_options){ .encoding = encoding_of(options->encoding), .encoding_name = options->encoding };
	run.reader.wants = is_taken;
	run.reader.data = &corpus->shard;
	run.merge = work_merge(rules);
	run.together = threads_together(options, corpus->n, watch);
	struct workers_plan plan = { .jobs = corpus->n,
		.threads = threads_for(options, corpus->n),
		.enter = enter,
		.leave = leave,
		.work = work,
		.take = take,
		.data = &run };
	workers_run(&plan);
	pthread_mutex_destroy(&run.leaving);
	engine_say_broken(run.engine, diag);
	engine_free(run.engine);
	struct facts *facts = merge_finish(run.merge);
	facts->digest = arena_copy(facts->arena, rules->digest);
	facts->known_names = knows_names_only(options);
	facts->no_refer = options->no_refer;
	facts->rules = rules->rules;
	progress_clear(progress);
	keep_rejections(&run, facts);
	keep_ignored(&run, facts);
	/* One shard cannot tell what meets nothing in the whole corpus. */
	if (!corpus->shard.of)
		correction_tally_stale(&run.corrected, rules->ast, facts, diag);
	correction_tally_fini(&run.corrected);
	corrections_free(run.corrections);
	arena_free(run.arena);
	if (lacks_documents(corpus, facts))
		diag_warning(diag, nowhere, NULL, "a folder is read for the suffixes that docs/reading.md lists", "there is no document to read");
	if (!has_twins(facts, diag))
		return facts;
	facts_free(facts);
	return NULL;
}

int work_status(const struct corpus *corpus, const struct facts *facts)
{
	const struct fact_account *account = &facts->account;
	return lacks_documents(corpus, facts) || account->skipped || account->gave_up || account->uninferred ? EXIT_LESS : EXIT_DONE;
}

void work_keep_texts(struct facts *facts, const struct ruleset *rules)
{
	size_t n;
	struct arena *arena = arena_new();
	const struct parts_hash *hashes = parts_hashes(rules->ast, arena, &n);
	for (size_t i = 0; i < n; i++)
		array_push(&facts->rule_texts,
		        ((struct fact_rule){ arena_copy(facts->arena, hashes[i].name), arena_format(facts->arena, "%08x", hashes[i].text),
		                arena_format(facts->arena, "%08x", hashes[i].words) }));
	arena_free(arena);
}
