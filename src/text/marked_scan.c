#include "text/marked_scan.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "text/marks.h"

void marked_drop(struct marked *m, size_t start, size_t end, bool space)
{
	array_push(&m->out, ((struct left_out){ start, end, space }));
	if (space || start > m->left_to || start < m->left_from)
		m->left_from = space ? end : start;
	m->left_to = end;
}

uint32_t marked_before(const struct marked *m, size_t at)
{
	if (at == m->left_to)
		at = m->left_from;
	return at ? mark_previous(m->text, &at) : 0;
}

bool marked_is_near(const struct marked *m, size_t from, size_t to)
{
	bool empty = false;
	if (to - from > PAIR_MOST)
		return false;
	for (size_t i = from; i < to; i++) {
		char c = m->text.ptr[i];
		if (c == '\n' && empty)
			return false;
		empty = c == '\n' || (empty && (ascii_is_space(c) || c == '>'));
	}
	return true;
}

static bool is_word(uint32_t code)
{
	return code && (unicode_is_letter(code) || unicode_is_digit(code));
}

static bool is_blank(uint32_t code)
{
	return !code || unicode_is_space(code);
}

/* What is struck out was taken back by its author, and goes with its marks. */
static void drop_pair(struct marked *m, char mark, size_t opened, size_t at, size_t n)
{
	if (mark == '~') {
		marked_drop(m, opened - n, at + n, false);
		return;
	}
	marked_drop(m, opened - n, opened, false);
	marked_drop(m, at, at + n, false);
}

/* Marks within a word are none: "a_b_c", "2*3*4". */
size_t marked_emphasis(struct marked *m, size_t at)
{
	static const char kinds[] = "_*`~";
	char mark = m->text.ptr[at];
	size_t end = at;
	while (end < m->text.len && m->text.ptr[end] == mark)
		end++;
	size_t n = end - at, next = end;
	if (n > MARKS_MOST || (mark == '~' && n != 2))
		return end;
	size_t *opened = &m->opened[strchr(kinds, mark) - kinds][n - 1];
	uint32_t before = marked_before(m, at), after = end < m->text.len ? unicode_next(m->text, &next) : 0;
	bool code = mark == '`';
	bool closes = code || (!is_blank(before) && !is_word(after)), opens = code || (!is_blank(after) && !is_word(before));
	if (closes && *opened && marked_is_near(m, *opened, at)) {
		drop_pair(m, mark, *opened, at, n);
		*opened = 0;
	} else if (opens) {
		*opened = end;
	}
	return end;
}
