#include "match/candidate.h"

#include <strings.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/word.h"
#include "match/position.h"
#include "names/titled.h"

static bool has_tag(const struct ast_entity *entity, struct slice tag)
{
	for (size_t i = 0; i < entity->tags.n; i++)
		if (slice_equal(entity->tags.at[i], tag))
			return true;
	return false;
}

static bool begins_listed(const struct map *list, struct slice name)
{
	return name_words_has(list, word_first(name));
}

/* What the document calls a short name in full, and its title, say more than the name. */
static bool is_listed_in_full(const struct antecedents *names, const struct map *list, const struct mention *name)
{
	const struct name_table *table = names->mentions->table(names->mentions->data);
	struct slice all = names->document->text, word = word_last(slice_part(all, name->start, name->end));
	const struct full_name *full = titled_meant(table, map_get(table->shorts, word), all, name->start);
	return full && (begins_listed(list, full->text) || name_words_has(list, full->title));
}

/* Whether the name begins with a word of the list, stands behind one, "her brother, Orlov", or does so where the document has it in full. */
static bool bears(const struct antecedents *names, const struct map *list, const struct mention *name)
{
	struct slice all = names->document->text, text = slice_part(all, name->start, name->end);
	struct slice before = word_before(all, name->start);
	bool comma = before.len && before.ptr[before.len - 1] == ',';
	return begins_listed(list, text) || name_words_has(list, slice_part(before, 0, before.len - comma)) || is_listed_in_full(names, list, name);
}

/* Whether a sign shows that a name is of somebody else. */
static bool shows(const struct antecedents *names, size_t sign, const struct mention *name)
{
	const struct ast *ast = names->mentions->naming->rules->ast;
	const struct map *list = names->signs->lists[sign];
	if (name->kind == MENTION_ENTITY) {
		const struct ast_entity *entity = &ast->entities.at[name->entity];
		return has_tag(entity, names->refer->signs.at[sign].tag) || begins_listed(list, entity->name);
	}
	return list && bears(names, list, name);
}

bool candidate_is_shown(const struct antecedents *names, struct slice text)
{
	const struct name_words *words = &names->mentions->naming->words;
	const struct full_name *full = map_get(names->mentions->table(names->mentions->data)->shorts, word_last(text));
	return name_words_has(words->first_name, word_first(text)) ||
	        (full && (full->title.len || name_words_has(words->first_name, word_first(full->text))));
}

bool candidate_is_known(const struct antecedents *names, const struct mention *mention)
{
	struct mention name = antecedent_name(mention);
	return name.kind != MENTION_UNKNOWN || candidate_is_shown(names, slice_part(names->document->text, name.start, name.end));
}

/* Whether nothing says of an unknown name that it is one of such a thing, but much that it is none: the document has it as a place, or it is one word
 * in capitals alone, or part of what stands before it. */
static bool is_doubtful(const struct antecedents *names, const struct mention *name)
{
	struct slice all = names->document->text, text = slice_part(all, name->start, name->end);
	if (!names->refer->shown || name->kind != MENTION_UNKNOWN || candidate_is_shown(names, text))
		return false;
	/* "British Dominion", but neither "Sunni Ali" nor "Christian II". */
	const struct name_words *words = &names->mentions->naming->words;
	struct slice first = word_first(text), last = word_last(text);
	if (first.len < text.len && name_words_has(words->not_name, first) && !name_words_has(words->first_name, last) &&
	        !name_words_has(words->numeral, last))
		return true;
	if (names->far || map_has(names->mentions->table(names->mentions->data)->placed, text))
		return true;
	return !memchr(text.ptr, ' ', text.len) &&
	        (!unicode_has_lower(text) || name_words_has(names->signs->complement, word_before(all, name->start)));
}

/* Whether a text has a word, in any case. */
static bool has_word(struct slice text, struct slice word)
{
	struct slice each;
	while (slice_split(&text, ' ', &each))
		if (slice_alike(each, word))
			return true;
	return false;
}

/* Whether the name, or what it is short for, has the word that the words ask for. */
static bool echoes(const struct antecedents *names, const struct mention *name)
{
	struct slice text = slice_part(names->document->text, name->start, name->end);
	if (has_word(text, names->echo))
		return true;
	if (name->kind == MENTION_ENTITY)
		return has_word(names->mentions->naming->rules->ast->entities.at[name->entity].name, names->echo);
	const struct full_name *full = map_get(names->mentions->table(names->mentions->data)->shorts, text);
	return full && !full->ambiguous && has_word(full->text, names->echo);
}

/* Whether a name ends as none does that is meant: "Bolsheviks" for "it". */
static bool ends_wrongly(const struct antecedents *names, const struct mention *name)
{
	struct slice text = slice_part(names->document->text, name->start, name->end);
	char last = text.len ? ascii_lower(text.ptr[text.len - 1]) : 0;
	for (size_t i = 0; i < names->signs->endings.n; i++) {
		struct slice end = names->signs->endings.at[i];
		/* Most end in another letter. */
		if (end.len <= text.len && ascii_lower(end.ptr[end.len - 1]) == last && !strncasecmp(text.ptr + text.len - end.len, end.ptr, end.len))
			return true;
	}
	return false;
}

/* Whether the text has shown that a mention is of somebody whom the words do not mean: "his" is no "she". */
static bool is_of_other_sign(const struct antecedents *names, const struct mention *mention)
{
	const struct ast *ast = names->mentions->naming->rules->ast;
	struct slice asked = antecedent_sign(names->refer);
	if (mention->kind == MENTION_REFER && asked.len && !mention->role) {
		struct slice sign = antecedent_sign(&ast->refers.at[mention->refer]);
		if (sign.len)
			return !slice_equal(sign, asked);
	}
	return names->other && antecedent_short_for(names->document, mention, names->other);
}

/* Whether an unknown name is shown to be a person's where none is meant. */
static bool is_somebody(const struct antecedents *names, const struct mention *name)
{
	uint32_t person = names->mentions->naming->first_named;
	return person < TYPES_LIMIT && !type_set_has(names->types, person) &&
	        candidate_is_shown(names, slice_part(names->document->text, name->start, name->end));
}

/* Whether a name stands right behind a word of a list, or a name of one word behind that and an adjective of a country: "the Portuguese Cortes". */
static bool stands_behind_listed(const struct antecedents *names, const struct map *list, const struct mention *name)
{
	const struct name_words *words = &names->mentions->naming->words;
	struct slice text = names->document->text, before = word_before(text, name->start);
	if (!list || name_words_has(list, before))
		return list;
	if (!before.len || !ascii_is_upper(*before.ptr) || !name_words_has(words->not_name, before) || name_words_has(words->title, before) ||
	        memchr(text.ptr + name->start, ' ', name->end - name->start))
		return false;
	return name_words_has(list, word_before(text, (size_t)(before.ptr - text.ptr)));
}

/* Whether the possessive of a name stands before a word of a list, right there or with one between: "Orlov's sudden death". */
static bool owns_listed(const struct antecedents *names, const struct map *list, const struct mention *mention)
{
	enum { WORDS = 2 };
	struct slice text = names->document->text, mark = names->mentions->naming->possessive;
	size_t at = mention->end;
	if (!list || !mark.len || mention->kind == MENTION_REFER || !position_is_glued(names, mention))
		return false;
	/* The apostrophe may be of any shape. */
	unicode_next(text, &at);
	if (at + mark.len > text.len || !slice_equal(slice_part(text, at, at + mark.len - 1), slice_part(mark, 1, mark.len)))
		return false;
	struct slice rest = slice_part(text, at + mark.len, text.len), word;
	for (size_t n = 0; n < WORDS && slice_split(&rest, ' ', &word); n++) {
		bool comma = word.len && word.ptr[word.len - 1] == ',';
		if (name_words_has(list, slice_part(word, 0, word.len - comma)))
			return true;
		if (comma)
			return false;
	}
	return false;
}

/* Whether a comma and a word, or two or three, of a list stand behind a name: "Oxford, New Mexico". */
static bool lies_in_listed(const struct antecedents *names, const struct map *list, const struct mention *name)
{
	enum { WORDS = 3 };
	struct slice text = names->document->text, rest, word;
	if (!list || name->end + 2 > text.len || text.ptr[name->end] != ',' || text.ptr[name->end + 1] != ' ')
		return false;
	rest = slice_part(text, name->end + 2, text.len);
	for (size_t n = 0; n < WORDS && slice_split(&rest, ' ', &word); n++) {
		size_t len = word.len;
		while (len && strchr(",;.:)", word.ptr[len - 1]))
			len--;
		if (name_words_has(list, slice_part(text, name->end + 2, (size_t)(word.ptr - text.ptr) + len)))
			return true;
		if (len < word.len)
			return false;
	}
	return false;
}

bool candidate_may_be(const struct antecedents *names, const struct mention *mention)
{
	if (mention->adjective || mention->also || !type_set_has(names->types, mention->type) || is_of_other_sign(names, mention))
		return false;
	struct mention name = antecedent_name(mention);
	if (name.kind == MENTION_UNKNOWN && (stands_behind_listed(names, names->signs->behind, &name) || is_somebody(names, &name)))
		return false;
	if (owns_listed(names, names->signs->before, mention) || (name.kind == MENTION_UNKNOWN && lies_in_listed(names, names->signs->inside, &name)))
		return false;
	if (is_doubtful(names, &name) || ends_wrongly(names, &name) || (names->echo.len && !echoes(names, &name)))
		return false;
	if (names->signs->titles && !bears(names, names->signs->titles, &name))
		return false;
	for (size_t i = 0; i < names->signs->n; i++)
		if (shows(names, i, &name))
			return false;
	return true;
}
