#include "match/several.h"

#include "base/ascii.h"
#include "match/candidate.h"
#include "match/position.h"

/* The next word of text from byte *at on, before byte `end`; marks glued to it belong to it. */
static struct slice next_word(struct slice text, size_t *at, size_t end)
{
	while (*at < end && ascii_is_space(text.ptr[*at]))
		++*at;
	size_t start = *at;
	while (*at < end && !ascii_is_space(text.ptr[*at]))
		++*at;
	return slice_part(text, start, *at);
}

/* The end of what joins two names at byte `at`: the most words, up to three, that the list has together; `at` where it has none. */
static size_t joint_end(const struct antecedents *names, size_t at, size_t end)
{
	enum { LONGEST = 3 };
	struct slice text = names->document->text;
	size_t next = at, best = at, start = at;
	while (start < end && ascii_is_space(text.ptr[start]))
		start++;
	for (size_t i = 0; i < LONGEST && next < end; i++)
		if (next_word(text, &next, end).len && name_words_has(names->signs->joint, slice_part(text, start, next)))
			best = next;
	return best;
}

/* The mention that begins at byte `at`. */
static const struct mention *mention_at(const struct mention *list, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].start == at)
			return &list[i];
	return NULL;
}

/* Whether two names stand in one list: a comma or a joint between them, and titles, articles and other names' adjectives behind it. */
static bool stand_in_list(const struct antecedents *names, const struct mention *list, size_t n, size_t first, size_t second, bool *joined)
{
	struct slice text = names->document->text;
	const struct name_words *words = &names->mentions->naming->words;
	size_t at = list[first].end, end = list[second].start;
	bool comma = at < end && text.ptr[at] == ',';
	at += comma;
	size_t next = joint_end(names, at, end);
	*joined = next > at;
	if (!comma && !*joined)
		return false;
	for (at = next; at < end;) {
		while (at < end && ascii_is_space(text.ptr[at]))
			at++;
		const struct mention *between = mention_at(list, n, at);
		struct slice word = slice_make("", 0);
		if (between && between->end < end)
			at = between->end;
		else
			word = next_word(text, &at, end);
		if (word.len && !name_words_has(words->title, word) && !name_words_has(names->signs->determiner, word))
			return false;
	}
	return true;
}

static size_t next_fitting(const struct antecedents *names, const struct mention *list, size_t n, size_t from)
{
	while (from < n && !candidate_may_be(names, &list[from]))
		from++;
	return from;
}

/* "White and Black women": a word alone that nothing knows may be no name. */
static bool is_sure(const struct antecedents *names, const struct mention *mention)
{
	struct mention name = antecedent_name(mention);
	struct slice text = slice_part(names->document->text, name.start, name.end);
	return name.kind != MENTION_UNKNOWN || memchr(text.ptr, ' ', text.len) || candidate_is_shown(names, text);
}

static bool is_among(const struct antecedents *names, const mention_array *found, const struct mention *mention)
{
	for (size_t i = 0; i < found->n; i++)
		if (antecedent_same(names->document, &found->at[i], mention))
			return true;
	return false;
}

/* The last member of the list that begins with mention `first`, and true where it is one: its last two are joined by a word. */
static bool read_list(const struct antecedents *names, const struct mention *list, size_t n, size_t first, size_t *last)
{
	bool joined = false, any = false;
	*last = first;
	for (size_t next; !any; *last = next) {
		next = next_fitting(names, list, n, *last + 1);
		if (next == n || !stand_in_list(names, list, n, *last, next, &joined) || position_is_glued(names, &list[next]))
			return false;
		any = joined;
	}
	return true;
}

bool several_begin(const struct antecedents *names, const struct mention *list, size_t n, size_t first)
{
	size_t last;
	return read_list(names, list, n, first, &last);
}

static void take(const struct antecedents *names, const struct mention *list, size_t first, size_t last, mention_array *found)
{
	for (size_t i = first; i <= last; i++)
		if (candidate_may_be(names, &list[i]) && !is_among(names, found, &list[i]))
			array_push(found, list[i]);
}

/* What a word for several stood for before. */
static bool take_word(const struct mention *list, size_t n, mention_array *found)
{
	for (size_t i = 0; i < n; i++) {
		for (const struct mention *mention = list[i].also ? &list[i] : NULL; mention; mention = mention->also) {
			array_push(found, *mention);
			array_last(found)->also = NULL;
		}
		if (found->n)
			return true;
	}
	return false;
}

/* Whether a list begins with the subject: a circumstance is none, "In France and Spain". */
static bool is_subject(const struct antecedents *names, const struct mention *list, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (candidate_may_be(names, &list[i]) && !is_sure(names, &list[i]))
			return false;
	return !position_behind(names, names->signs->complement, list[first].start);
}

bool several_choose(struct antecedents *names, const struct mention *list, size_t n, mention_array *found)
{
	size_t first = next_fitting(names, list, n, 0), last;
	if (take_word(list, n, found))
		return true;
	if (first < n && names->refer->pair)
		take(names, list, first, n - 1, found);
	else if (first < n && read_list(names, list, n, first, &last) && is_subject(names, list, first, last))
		take(names, list, first, last, found);
	names->open = first < n && !found->n;
	if (found->n == 2 || (found->n > 2 && !names->refer->pair))
		return true;
	names->open |= found->n != 0;
	array_clear(found);
	return false;
}
