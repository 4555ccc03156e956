#include "text/lead.h"

#include "base/unicode.h"
#include "text/marks.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t number_length(struct slice line)
{
	size_t n = 0;
	while (n < line.len && n < 3 && line.ptr[n] >= '0' && line.ptr[n] <= '9')
		n++;
	return n && n < line.len && (line.ptr[n] == '.' || line.ptr[n] == ')') ? n + 1 : 0;
}

size_t lead_of_item(struct slice line, bool *sure)
{
	if (!line.len || is_letter(*line.ptr))
		return 0;
	size_t at = number_length(line);
	uint32_t code = 0;
	if (!at && !mark_is_dash(code = unicode_next(line, &at)))
		return 0;
	if (at >= line.len || !is_blank(line.ptr[at]))
		return 0;
	while (at < line.len && is_blank(line.ptr[at]))
		at++;
	if (sure)
		*sure = code == '*' || code >= 0x2022;
	return at;
}

size_t lead_of_title(struct slice line)
{
	size_t n = 0;
	while (n < line.len && line.ptr[n] == '#')
		n++;
	return n && n <= 6 && n < line.len && is_blank(line.ptr[n]) ? n + 1 : 0;
}

bool lead_is_rule(struct slice line)
{
	if (line.len < 3 || is_letter(*line.ptr) || !strchr("-=*_~#+.`", *line.ptr))
		return false;
	size_t marks = 0;
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != *line.ptr && !is_blank(line.ptr[i]))
			return false;
		marks += line.ptr[i] == *line.ptr;
	}
	return marks >= 3;
}
