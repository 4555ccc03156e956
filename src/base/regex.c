#include "base/regex.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/alloc.h"

enum {
	FREE_LENGTH = 64 * 1024,
	LENGTH = 4 * 1024 * 1024,
	NESTING = 200,
	MATCH_LIMIT = 10000000,
	DEPTH_LIMIT = 1000000,
	HEAP_LIMIT = 64 * 1024, /* KiB */
	CALLOUT_LIMIT = 100000,
	AUTO_CALLOUT = 255,
	ANCHORED_BYTES = 16,
	EVERY_END = 254, /* as REGEX_EVERY_END says */
	STACK_FIRST = 32 * 1024,
	STACK_MOST = 1024 * 1024,
	GROUPS = 64,
	JIT_AFTER = 2, /* bytes of text for each byte of code */
};

/* Compiling to machine code costs by the size of the pattern, and most patterns of a run see little text. */
struct machine {
	_Atomic size_t users;       /* regexes of this code */
	_Atomic uint64_t seen;      /* bytes of text */
	size_t enough;              /* of them to be worth it */
	_Atomic(pcre2_code *) code; /* a copy of its own: threads may be using the other */
};

struct regex {
	pcre2_code *code;
	struct machine *machine;
	void *const *parts;
	uint32_t groups;
};

struct regex_scratch {
	pcre2_match_context *limits;
	pcre2_match_data *found;
	pcre2_jit_stack *stack;
	uint32_t room;
	uint32_t spans; /* groups of the last match, 0 where there was none */
	uint32_t callouts;
	struct regex_tests *tests;
	void *const *parts;    /* of the pattern that is matching */
	regex_end_array *ends; /* that are being collected */
	size_t first_end;
};

static void *allocate(size_t size, void *data)
{
	(void)data;
	return alloc_resize(NULL, size);
}

static void release(void *memory, void *data)
{
	(void)data;
	free(memory);
}

/* What the library gets its memory from: it never sees a failure. */
static pcre2_general_context *memory_new(void)
{
	pcre2_general_context *memory = pcre2_general_context_create(allocate, release, NULL);
	if (!memory)
		alloc_exhausted();
	return memory;
}

static void refuse(struct regex_error *error, size_t offset, const char *text)
{
	snprintf(error->text, sizeof error->text, "%s", text);
	error->offset = offset;
}

/* Past the end of the class whose '[' stands at `at`. */
static size_t skip_class(struct slice p, size_t at)
{
	at += at + 1 < p.len && p.ptr[at + 1] == '^' ? 2 : 1;
	if (at < p.len && p.ptr[at] == ']')
		at++;
	for (; at < p.len && p.ptr[at] != ']'; at++) {
		if (p.ptr[at] == '\\')
			at++;
		else if (p.ptr[at] == '[' && at + 1 < p.len && strchr(":.=", p.ptr[at + 1])) {
			size_t end = at + 2;
			while (end + 1 < p.len && p.ptr[end] != ']' && p.ptr[end] != '\\')
				end++;
			if (p.ptr[end] == ']' && p.ptr[end - 1] == p.ptr[at + 1])
				at = end;
		}
	}
	return at + 1;
}

/* Past the quotation that \Q at `at` opens. */
static size_t skip_quotation(struct slice p, size_t at)
{
	const char *end = memmem(p.ptr + at, p.len - at, "\\E", 2);
	return end ? (size_t)(end - p.ptr) + 2 : p.len;
}

/* What is not welcome in the escape at `at`, or NULL. */
static const char *bad_escape(struct slice rest)
{
	if (slice_starts(rest, "\\C"))
		return "\\C would match half a character";
	if (slice_starts(rest, "\\g<") || slice_starts(rest, "\\g'"))
		return "subroutine calls are not supported";
	return NULL;
}

static const char *bad_group(struct slice rest)
{
	if (rest.len < 3 || rest.ptr[1] != '?')
		return NULL;
	char c = rest.ptr[2], d = rest.len > 3 ? rest.ptr[3] : '\0';
	bool signed_number = (c == '+' || c == '-') && d >= '0' && d <= '9';
	if (c == 'C')
		return "callouts are not supported";
	if (c == 'R' || c == '&' || (c >= '0' && c <= '9') || signed_number || (c == 'P' && d == '>'))
		return "recursion and subroutine calls are not supported";
	return NULL;
}

/* Tells an author early and in words what a free pattern may not hold. The bounds of a match do not rest on it. */
static bool acceptable(struct slice p, struct regex_error *error)
{
	const char *why = NULL;
	if (p.len > FREE_LENGTH)
		return refuse(error, FREE_LENGTH, "the pattern is longer than 64 KiB"), false;
	if (slice_starts(p, "(*"))
		return refuse(error, 0, "options at the start of a pattern are not supported"), false;
	for (size_t at = 0; at < p.len && !why;) {
		struct slice rest = slice_part(p, at, p.len);
		if (slice_starts(rest, "\\Q")) {
			at = skip_quotation(p, at + 2);
		} else if (*rest.ptr == '\\') {
			why = bad_escape(rest);
			at += why ? 0 : 2;
		} else if (*rest.ptr == '[') {
			at = skip_class(p, at);
		} else if (*rest.ptr == '(') {
			why = bad_group(rest);
			at += why ? 0 : 1;
		} else {
			at++;
		}
		if (why)
			refuse(error, at, why);
	}
	return !why;
}

static pcre2_code *compile(struct slice pattern, unsigned flags, struct regex_error *error)
{
	pcre2_general_context *memory = memory_new();
	pcre2_compile_context *limits = pcre2_compile_context_create(memory);
	/* Possessive by itself, a repeat would run without a callout; and finding out which may be costs more than it saves. */
	uint32_t options = PCRE2_NO_AUTO_POSSESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
	options |= flags & REGEX_CASELESS ? PCRE2_CASELESS : 0;
	options |= flags & REGEX_PLAIN_GROUPS ? PCRE2_NO_AUTO_CAPTURE : 0;
	options |= (flags & (REGEX_COUNTED | REGEX_UNRUN)) == REGEX_COUNTED ? PCRE2_AUTO_CALLOUT : 0;
	/* What is never run needs no study of how a match begins. */
	options |= flags & REGEX_UNRUN ? PCRE2_NO_START_OPTIMIZE : 0;
	pcre2_set_max_pattern_length(limits, LENGTH);
	pcre2_set_parens_nest_limit(limits, NESTING);
	pcre2_set_newline(limits, PCRE2_NEWLINE_LF);
	int number;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, options, &number, &offset, limits);
	if (!code) {
		pcre2_get_error_message(number, (PCRE2_UCHAR *)error->text, sizeof error->text);
		error->offset = offset < pattern.len ? offset : pattern.len;
	}
	pcre2_compile_context_free(limits);
	pcre2_general_context_free(memory);
	return code;
}

/* Where the system refuses executable memory, the interpreter goes on with the same results. */
static pcre2_code *machine_make(const struct regex *regex)
{
	pcre2_code *copy = pcre2_code_copy(regex->code);
	if (!copy)
		alloc_exhausted();
	if (pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE) == 0) {
		atomic_store_explicit(&regex->machine->code, copy, memory_order_release);
		return copy;
	}
	pcre2_code_free(copy);
	return regex->code;
}

static const pcre2_code *best_code(const struct regex *regex, size_t bytes)
{
	struct machine *machine = regex->machine;
	const pcre2_code *code = atomic_load_explicit(&machine->code, memory_order_acquire);
	if (code)
		return code;
	uint64_t seen = atomic_fetch_add_explicit(&machine->seen, bytes, memory_order_relaxed);
	if (seen <= machine->enough && seen + bytes > machine->enough)
		return machine_make(regex);
	return regex->code;
}

struct regex *regex_compile(struct slice pattern, unsigned flags, struct regex_error *error)
{
	if ((flags & REGEX_FREE) == REGEX_FREE && !acceptable(pattern, error))
		return NULL;
	pcre2_code *code = compile(pattern, flags, error);
	if (!code)
		return NULL;
	struct regex *regex = alloc_new(sizeof *regex);
	regex->code = code;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &regex->groups);
	regex->machine = alloc_new(sizeof *regex->machine);
	regex->machine->users = 1;
	size_t size = 0;
	pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
	regex->machine->enough = JIT_AFTER * size;
	return regex;
}

void regex_free(struct regex *regex)
{
	if (!regex)
		return;
	if (atomic_fetch_sub(&regex->machine->users, 1) == 1) {
		pcre2_code_free(atomic_load(&regex->machine->code));
		pcre2_code_free(regex->code);
		free(regex->machine);
	}
	free(regex);
}

struct regex *regex_share(const struct regex *regex)
{
	struct regex *shared = alloc_new(sizeof *shared);
	*shared = (struct regex){ .code = regex->code, .machine = regex->machine, .groups = regex->groups };
	atomic_fetch_add(&regex->machine->users, 1);
	return shared;
}

void regex_parts(struct regex *regex, void *const *parts)
{
	regex->parts = parts;
}

bool regex_captures(const struct regex *regex)
{
	return regex->groups > 0;
}

bool regex_matches_empty(const struct regex *regex)
{
	uint32_t empty = 0;
	pcre2_pattern_info(regex->code, PCRE2_INFO_MATCHEMPTY, &empty);
	return empty;
}

/* Counts: the one bound that is the same with and without JIT, at any length of text, on any machine. */
static int count_callout(struct regex_scratch *scratch)
{
	return ++scratch->callouts > CALLOUT_LIMIT ? PCRE2_ERROR_CALLOUT : 0;
}

static int test_callout(const struct regex_scratch *scratch, const pcre2_callout_block *block)
{
	struct regex_tests *tests = scratch->tests;
	if (!tests || block->callout_number < 1 || block->callout_number > REGEX_TESTS || block->current_position >= tests->len)
		return 0;
	size_t number = block->callout_number - 1;
	if (!tests->places[number])
		tests->places[number] = tests->look_up(number, tests->data);
	return tests->places[number][block->current_position];
}

/* Whether a part goes on here, or for the odd numbers ends here; it began at the group that was closed last. */
static int part_callout(const struct regex_scratch *scratch, const pcre2_callout_block *block)
{
	uint32_t number = block->callout_number - REGEX_PART;
	if (!scratch->tests || !scratch->parts || number >= 2 * REGEX_PARTS)
		return 1;
	size_t start = block->offset_vector[2 * block->capture_last], here = block->current_position;
	struct regex_ends ends = scratch->tests->ends(scratch->parts[number / 2], start, scratch->tests->data);
	if (ends.gave_up)
		return PCRE2_ERROR_CALLOUT;
	if (number % 2 == 0)
		return !ends.n || here >= ends.at[ends.n - 1];
	for (size_t i = 0; i < ends.n; i++)
		if (ends.at[i] == here)
			return 0;
	return 1;
}

void regex_end_add(regex_end_array *ends, size_t first, uint32_t end)
{
	size_t at = ends->n;
	while (at > first && ends->at[at - 1] > end)
		at--;
	if (at > first && ends->at[at - 1] == end)
		return;
	array_push(ends, end);
	memmove(ends->at + at + 1, ends->at + at, (ends->n - 1 - at) * sizeof *ends->at);
	ends->at[at] = end;
}

/* Notes where a match ends and refuses it, so that the next way to match is tried. */
static int end_callout(const struct regex_scratch *scratch, const pcre2_callout_block *block)
{
	if (scratch->ends && block->current_position > block->start_match)
		regex_end_add(scratch->ends, scratch->first_end, (uint32_t)block->current_position);
	return 1;
}

/* Automatic callouts have the number 255. */
static int on_callout(pcre2_callout_block *block, void *data)
{
	struct regex_scratch *scratch = data;
	if (block->callout_number == AUTO_CALLOUT)
		return count_callout(scratch);
	if (block->callout_number == EVERY_END)
		return end_callout(scratch, block);
	return block->callout_number < REGEX_PART ? test_callout(scratch, block) : part_callout(scratch, block);
}

void regex_scratch_tests(struct regex_scratch *scratch, struct regex_tests *tests)
{
	scratch->tests = tests;
}

struct regex_scratch *regex_scratch_new(void)
{
	struct regex_scratch *scratch = alloc_new(sizeof *scratch);
	pcre2_general_context *memory = memory_new();
	scratch->room = GROUPS;
	scratch->found = pcre2_match_data_create(GROUPS, memory);
	scratch->limits = pcre2_match_context_create(memory);
	scratch->stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MOST, memory);
	pcre2_general_context_free(memory);
	pcre2_set_match_limit(scratch->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(scratch->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(scratch->limits, HEAP_LIMIT);
	pcre2_set_callout(scratch->limits, on_callout, scratch);
	if (scratch->stack)
		pcre2_jit_stack_assign(scratch->limits, NULL, scratch->stack);
	return scratch;
}

void regex_scratch_free(struct regex_scratch *scratch)
{
	if (!scratch)
		return;
	pcre2_match_data_free(scratch->found);
	pcre2_match_context_free(scratch->limits);
	pcre2_jit_stack_free(scratch->stack);
	free(scratch);
}

static void make_room(struct regex_scratch *scratch, uint32_t pairs)
{
	if (pairs <= scratch->room)
		return;
	pcre2_general_context *memory = memory_new();
	pcre2_match_data_free(scratch->found);
	scratch->found = pcre2_match_data_create(pairs, memory);
	scratch->room = pairs;
	pcre2_general_context_free(memory);
}

/* Anchoring by an offset limit, since PCRE2_ANCHORED at match time would turn JIT off. */
enum regex_result regex_match(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t from, bool anchored)
{
	return regex_match_within(regex, scratch, subject, from, anchored ? from : PCRE2_UNSET);
}

/* Where one is torn, the library reads what it likes. */
static bool begins_code_point(char byte)
{
	return ((unsigned char)byte & 0xC0) != 0x80;
}

enum regex_result regex_match_within(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t from, size_t last)
{
	uint32_t options = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
	bool anchored = last == from;
	assert(from == subject.len || (from < subject.len && begins_code_point(subject.ptr[from])));
	make_room(scratch, regex->groups + 1);
	pcre2_set_offset_limit(scratch->limits, last);
	scratch->spans = 0;
	scratch->callouts = 0;
	scratch->parts = regex->parts;
	const pcre2_code *code = best_code(regex, anchored ? ANCHORED_BYTES : subject.len - from);
	PCRE2_SPTR text = (PCRE2_SPTR)subject.ptr;
	int status = pcre2_match(code, text, subject.len, from, options, scratch->found, scratch->limits);
	if (status == PCRE2_ERROR_JIT_STACKLIMIT) {
		/* The interpreter's heap reaches further; so both machines with and without JIT find the same. */
		scratch->callouts = 0;
		status = pcre2_match(code, text, subject.len, from, options | PCRE2_NO_JIT, scratch->found, scratch->limits);
	}
	if (status == PCRE2_ERROR_NOMEMORY)
		alloc_exhausted();
	if (status > 0)
		scratch->spans = (uint32_t)status;
	return status > 0 ? REGEX_MATCH : status == PCRE2_ERROR_NOMATCH ? REGEX_NONE : REGEX_GAVE_UP;
}

enum regex_result regex_ends(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t from, regex_end_array *ends)
{
	scratch->ends = ends;
	scratch->first_end = ends->n;
	enum regex_result result = regex_match(regex, scratch, subject, from, true);
	scratch->ends = NULL;
	return result == REGEX_GAVE_UP ? REGEX_GAVE_UP : ends->n > scratch->first_end ? REGEX_MATCH : REGEX_NONE;
}

bool regex_span(const struct regex_scratch *scratch, int group, size_t *start, size_t *end)
{
	if (group < 0 || (uint32_t)group >= scratch->spans)
		return false;
	const PCRE2_SIZE *spans = pcre2_get_ovector_pointer(scratch->found);
	*start = spans[2 * group];
	*end = spans[2 * group + 1];
	return *start != PCRE2_UNSET && *end != PCRE2_UNSET && *start <= *end;
}

bool regex_next(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t *start, size_t *end)
{
	size_t from = *end;
	return regex && from < subject.len && regex_match(regex, scratch, subject, from, false) == REGEX_MATCH && regex_span(scratch, 0, start, end) &&
	        *end > from;
}

bool regex_replace(
        const struct regex *regex, struct regex_scratch *scratch, struct slice text, const char *replacement, char *out, size_t room, size_t *len)
{
	PCRE2_SIZE size = room;
	scratch->callouts = 0;
	scratch->spans = 0;
	make_room(scratch, regex->groups + 1);
	/* An anchored match before this one left its own. */
	pcre2_set_offset_limit(scratch->limits, PCRE2_UNSET);
	int n = pcre2_substitute(regex->code, (PCRE2_SPTR)text.ptr, text.len, 0, PCRE2_NOTEMPTY, scratch->found, scratch->limits,
	        (PCRE2_SPTR)replacement, PCRE2_ZERO_TERMINATED, (PCRE2_UCHAR *)out, &size);
	*len = n > 0 ? size : 0;
	return n > 0;
}
