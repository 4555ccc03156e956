#include "explain/guess.h"

#include "rules/inflect.h"
#include "rules/list.h"

/* How much shorter than one of its forms a base may be, and how long it is at least. */
enum { ENDING = 4, SHORTEST_BASE = 3 };

static bool derives(const struct ast_verb_line *line, struct slice word)
{
	for (size_t form = 0; form < FORM_COUNT; form++)
		for (size_t i = 0; i < line->forms[form].n; i++)
			if (slice_equal(line->forms[form].at[i], word))
				return true;
	return false;
}

static void derive_all(struct probe *probe, struct slice base, struct ast_verb_line *line)
{
	*line = (struct ast_verb_line){ 0 };
	list_push(probe->arena, &line->forms[FORM_BASE], base);
	for (unsigned form = FORM_BASE + 1; form < FORM_NOUN; form++)
		inflector_derive(probe->inflector, probe->view->mentions->scratch, probe->arena, 0, form, base, &line->forms[form]);
	if (!line->forms[FORM_PARTICIPLE].n)
		line->forms[FORM_PARTICIPLE] = line->forms[FORM_PAST];
}

/* Tries the beginnings of a word, with and without what a base may end in more than its forms do. */
static bool guess_from(struct probe *probe, struct slice word, struct slice a, struct slice b, struct ast_verb_line *line)
{
	for (size_t cut = 0; cut <= ENDING && word.len >= cut + SHORTEST_BASE; cut++) {
		struct slice begin = slice_part(word, 0, word.len - cut);
		derive_all(probe, begin, line);
		if (derives(line, a) && derives(line, b))
			return true;
		/* "chas" + "e": the base's last letter is that of the other word there. */
		struct slice other = slice_equal(word, a) ? b : a;
		if (other.len <= begin.len || memcmp(other.ptr, begin.ptr, begin.len) != 0)
			continue;
		derive_all(probe, slice_part(other, 0, begin.len + 1), line);
		if (derives(line, a) && derives(line, b))
			return true;
	}
	return false;
}

bool guess_verb(struct probe *probe, struct slice a, struct slice b, struct ast_verb_line *line)
{
	if (!probe->guesses || slice_equal(a, b) || a.len < SHORTEST_BASE || b.len < SHORTEST_BASE || a.ptr[0] != b.ptr[0])
		return false;
	if (!probe->inflector) {
		struct diag *diag = diag_new();
		probe->inflector = inflector_new(probe->rules->ast, diag);
		diag_free(diag);
	}
	return guess_from(probe, a, a, b, line) || guess_from(probe, b, a, b, line);
}
