#include "explain/open_word.h"

#include "base/buffer.h"
#include "base/unicode.h"

static bool is_blank(struct slice text)
{
	return text.len <= 1 && slice_trim(text).len == 0;
}

/* Whether the words of a pattern stand right there; *span is where. */
static bool stands_there(struct probe *probe, const struct pattern *words, size_t at, bool behind, struct probe_span *span)
{
	struct slice subject = probe_subject(probe);
	bool there = false;
	for (probe->from = behind ? at : 0; !there && probe_stands(probe, words->elements, words->n, span, 0, NULL); probe->from = span->end) {
		if (behind && !is_blank(slice_part(subject, at, span->start)))
			break;
		there = behind || (span->end <= at && is_blank(slice_part(subject, span->end, at)));
	}
	probe->from = 0;
	return there;
}

/* The names before a byte of the document that words of these types may mean, each once; empty where there is but one. */
static struct slice names_before(const struct probe *probe, const struct type_set *types, size_t at)
{
	const struct mentions *mentions = probe->view->mentions;
	struct buffer list = { 0 };
	size_t n = 0;
	for (size_t i = 0; i < mentions->list.n && mentions->list.at[i].end <= at; i++) {
		const struct mention *mention = &mentions->list.at[i];
		if (mention->kind == MENTION_REFER || (mention->type != probe->rules->types.unknown && !type_set_has(types, mention->type)))
			continue;
		struct slice name = unicode_normal(probe->arena, slice_part(probe->view->document->text, mention->start, mention->end));
		buffer_format(&list, "%s%.*s", n++ ? ", " : "", SLICE_ARG(name));
	}
	struct slice names = n > 1 ? arena_copy(probe->arena, buffer_slice(&list)) : slice_of("");
	buffer_fini(&list);
	return names;
}

bool open_word_find(struct probe *probe, struct probe_span stretch, bool behind, const struct type_set *types, struct cause *cause)
{
	const struct ruleset *rules = probe->rules;
	size_t at = behind ? stretch.end : stretch.start;
	struct probe_span span;
	for (size_t i = 0; i < rules->ast->refers.n; i++) {
		const struct ast_refer *refer = &rules->ast->refers.at[i];
		if (refer->possessive || refer->owns.n || !type_set_meets(&rules->refers[i].types, types))
			continue;
		for (size_t k = 0; k < refer->words.n; k++) {
			if (!stands_there(probe, &refer->words.at[k], at, behind, &span))
				continue;
			cause->kind = CAUSE_OPEN;
			cause->stood = probe_text(probe, span);
			cause->near = names_before(probe, &rules->refers[i].types, probe->view->mentions->mask.origin.at[behind ? stretch.start : span.start]);
			cause->near_place = refer->place;
			return true;
		}
	}
	return false;
}
