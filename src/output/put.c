#include "output/put.h"

#include <math.h>
#include <string.h>

#include "base/unicode.h"
#include "rules/ast.h"

void put_text(struct file_output *output, const char *text)
{
	file_output_write(output, text, strlen(text));
}

void put_slice(struct file_output *output, struct slice text)
{
	file_output_write(output, text.ptr, text.len);
}

/* Control characters could drive the terminal, bidirectional controls turn its text around. */
static bool harmful(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
	        code == 0x2028 || code == 0x2029;
}

void put_shown(struct file_output *output, struct slice text)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t code = unicode_next(text, &at);
		if (harmful(code)) {
			char shown[] = { '<', 'U', '+', digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15],
				'>' };
			file_output_write(output, shown, sizeof shown);
		} else if (code == 0xFFFD) {
			put_text(output, "\xEF\xBF\xBD");
		} else {
			file_output_write(output, text.ptr + from, at - from);
		}
	}
}

void put_bytes(const char *bytes, size_t len, void *output)
{
	file_output_write(output, bytes, len);
}

size_t put_digits(uint64_t number, char *text)
{
	char reversed[24];
	size_t n = 0;
	do
		reversed[n++] = (char)('0' + number % 10);
	while (number /= 10);
	for (size_t i = 0; i < n; i++)
		text[i] = reversed[n - 1 - i];
	return n;
}

void put_number(struct file_output *output, uint64_t number)
{
	char text[24];
	file_output_write(output, text, put_digits(number, text));
}

void put_decimal(struct file_output *output, double number)
{
	char text[32];
	size_t len = 0;
	if (!(number > -1e12 && number < 1e12))
		number = 0;
	long long tenths = llround(number * 10);
	if (tenths < 0) {
		text[len++] = '-';
		tenths = -tenths;
	}
	len += put_digits((uint64_t)tenths / 10, text + len);
	if (tenths % 10) {
		text[len++] = '.';
		text[len++] = (char)('0' + tenths % 10);
	}
	file_output_write(output, text, len);
}

struct slice put_rule_file(struct slice file)
{
	return facts_rule_file(file);
}

struct slice put_rule_variant(struct arena *arena, const struct fact_proof *proof)
{
	return arena_format(arena, "%.*s:%u/%.*s", SLICE_ARG(proof->rule), proof->rule_line, SLICE_ARG(proof->variant));
}

struct slice put_relation_label(struct arena *arena, const struct fact_relation *relation)
{
	return ast_label(arena, relation->name, relation->label);
}

struct slice put_evidence(struct arena *arena, const struct facts *facts, const struct fact_edge *edge)
{
	const struct fact_proof *proofs = &facts->proofs.at[edge->first_proof];
	struct slice text = proofs->sentence;
	for (size_t i = 1; edge->inferred && i < edge->proofs && proofs[i].document == proofs->document; i++) {
		bool known = false;
		for (size_t k = 0; k < i && !known; k++)
			known = slice_equal(proofs[k].sentence, proofs[i].sentence);
		if (!known)
			text = arena_format(arena, "%.*s + %.*s", SLICE_ARG(text), SLICE_ARG(proofs[i].sentence));
	}
	return text;
}
