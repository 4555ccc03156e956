#include "match/antecedent.h"

#include <stdlib.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "match/several.h"
#include "names/titled.h"
#include "text/marks.h"
#include "rules/emit.h"
#include "rules/list.h"
#include "rules/vocabulary.h"

/* A deed of the subject that begins a sentence, in the form it has there. */
#define WORDS_OPENING_DEED "opening-deed"

static slice_array list_texts(const struct ast *ast, struct slice name, struct arena *arena)
{
	slice_array texts = { 0 };
	struct vocabulary vocabulary;
	if (!name.len)
		return texts;
	vocabulary_init(&vocabulary, ast, name, 0, arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		list_push(arena, &texts, vocabulary.texts.at[i]);
	vocabulary_fini(&vocabulary);
	return texts;
}

struct antecedent_signs antecedent_signs(struct word_maps *maps, const struct ast_refer *refer)
{
	struct antecedent_signs signs = { .n = refer->signs.n };
	signs.behind = word_maps_get(maps, refer->behind.list);
	signs.titles = word_maps_get(maps, refer->titled.list);
	signs.joint = word_maps_get(maps, refer->several.list.len ? refer->several.list : slice_of(WORDS_JOIN));
	signs.determiner = word_maps_get(maps, slice_of(WORDS_DETERMINER));
	signs.endings = list_texts(maps->ast, refer->ending.list, maps->arena);
	signs.complement = word_maps_get(maps, slice_of(WORDS_COMPLEMENT));
	signs.clause = word_maps_get(maps, slice_of(WORDS_CLAUSE));
	signs.opening = word_maps_get(maps, slice_of(WORDS_OPENING_DEED));
	signs.lists = arena_alloc(maps->arena, (signs.n + 1) * sizeof *signs.lists);
	for (size_t i = 0; i < signs.n; i++)
		signs.lists[i] = word_maps_get(maps, refer->signs.at[i].list);
	return signs;
}

struct mention antecedent_name(const struct mention *mention)
{
	struct mention name = *mention;
	if (mention->kind == MENTION_REFER) {
		name.start = mention->of.start;
		name.end = mention->of.end;
		name.kind = mention->of.kind;
	}
	return name;
}

/* ---- words of a name, and before it ---- */

static struct slice first_word(struct slice text)
{
	size_t at = 0;
	while (at < text.len && !ascii_is_space(text.ptr[at]))
		at++;
	return slice_part(text, 0, at);
}

static struct slice last_word(struct slice text)
{
	size_t at = text.len;
	while (at && !ascii_is_space(text.ptr[at - 1]))
		at--;
	return slice_part(text, at, text.len);
}

/* The word right before byte `at`; empty where a mark stands between that ends no abbreviation. */
static struct slice word_before(struct slice text, size_t at)
{
	size_t end = at;
	while (end && ascii_is_space(text.ptr[end - 1]))
		end--;
	return end < at ? last_word(slice_part(text, 0, end)) : slice_make("", 0);
}

/* ---- who is not meant ---- */

static bool has_tag(const struct ast_entity *entity, struct slice tag)
{
	for (size_t i = 0; i < entity->tags.n; i++)
		if (slice_equal(entity->tags.at[i], tag))
			return true;
	return false;
}

static bool begins_listed(const struct map *list, struct slice name)
{
	return name_words_has(list, first_word(name));
}

/* What the document calls a short name in full, and its title, say more than the name. */
static bool is_listed_in_full(const struct antecedents *names, const struct map *list, const struct mention *name)
{
	const struct name_table *table = names->mentions->table(names->mentions->data);
	struct slice all = names->document->text, word = last_word(slice_part(all, name->start, name->end));
	const struct full_name *full = titled_meant(table->words, map_get(table->shorts, word), all, name->start);
	return full && (begins_listed(list, full->text) || name_words_has(list, full->title));
}

/* Whether the name begins with a word of the list, stands behind one, or does so where the document has it in full. */
static bool bears(const struct antecedents *names, const struct map *list, const struct mention *name)
{
	struct slice all = names->document->text, text = slice_part(all, name->start, name->end);
	return begins_listed(list, text) || name_words_has(list, word_before(all, name->start)) || is_listed_in_full(names, list, name);
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

static bool has_lower(struct slice word)
{
	for (size_t at = 0; at < word.len;)
		if (unicode_is_lower(unicode_next(word, &at)))
			return true;
	return false;
}

bool antecedent_shown(const struct antecedents *names, struct slice text)
{
	const struct name_words *words = &names->mentions->naming->words;
	const struct full_name *full = map_get(names->mentions->table(names->mentions->data)->shorts, last_word(text));
	return name_words_has(words->first_name, first_word(text)) ||
	        (full && (full->title.len || name_words_has(words->first_name, first_word(full->text))));
}

/* Whether nothing says of an unknown name that it is one of such a thing, but much that it is none: the document has it as a place, or it is one word
 * in capitals alone, or part of what stands before it. */
static bool is_doubtful(const struct antecedents *names, const struct mention *name)
{
	struct slice all = names->document->text, text = slice_part(all, name->start, name->end);
	if (!names->refer->shown || name->kind != MENTION_UNKNOWN || antecedent_shown(names, text))
		return false;
	if (names->far || map_has(names->mentions->table(names->mentions->data)->placed, text))
		return true;
	return !memchr(text.ptr, ' ', text.len) && (!has_lower(text) || name_words_has(names->signs->complement, word_before(all, name->start)));
}

/* Whether a text has a word, in any case. */
static bool has_word(struct slice text, struct slice word)
{
	struct slice each;
	while (slice_split(&text, ' ', &each))
		if (each.len == word.len && !strncasecmp(each.ptr, word.ptr, word.len))
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
	for (size_t i = 0; i < names->signs->endings.n; i++) {
		struct slice end = names->signs->endings.at[i];
		if (end.len <= text.len && !strncasecmp(text.ptr + text.len - end.len, end.ptr, end.len))
			return true;
	}
	return false;
}

struct slice antecedent_sign(const struct ast_refer *refer)
{
	return refer->signs.n ? refer->signs.at[0].tag : slice_make("", 0);
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

bool antecedent_may_be(const struct antecedents *names, const struct mention *mention)
{
	if (mention->adjective || mention->also || !type_set_has(names->types, mention->type) || is_of_other_sign(names, mention))
		return false;
	struct mention name = antecedent_name(mention);
	if (name.kind == MENTION_UNKNOWN && name_words_has(names->signs->behind, word_before(names->document->text, name.start)))
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

/* ---- who is ---- */

/* Whether two mentions are plainly of one thing; of short and full names the last word is the same. */
bool antecedent_same(const struct document *document, const struct mention *a, const struct mention *b)
{
	struct mention x = antecedent_name(a), y = antecedent_name(b);
	if (x.kind == MENTION_ENTITY && y.kind == MENTION_ENTITY)
		return x.entity == y.entity;
	struct slice first = last_word(slice_part(document->text, x.start, x.end)), second = last_word(slice_part(document->text, y.start, y.end));
	bool capitals = !has_lower(first) || !has_lower(second);
	return slice_equal(first, second) || (capitals && first.len == second.len && !strncasecmp(first.ptr, second.ptr, first.len));
}

bool antecedent_short_for(const struct document *document, const struct mention *name, const struct mention *full)
{
	struct mention x = antecedent_name(name), y = antecedent_name(full);
	struct slice text = slice_part(document->text, x.start, x.end), first = first_word(text),
	             whole = first_word(slice_part(document->text, y.start, y.end));
	return antecedent_same(document, name, full) &&
	        (first.len == text.len || (first.len == whole.len && !strncasecmp(first.ptr, whole.ptr, first.len)));
}

bool antecedent_behind(const struct antecedents *names, const struct map *list, size_t start)
{
	struct slice text = names->document->text, word = word_before(text, start);
	while (word.len && (name_words_has(names->mentions->naming->words.title, word) || name_words_has(names->signs->determiner, word)))
		word = word_before(text, (size_t)(word.ptr - text.ptr));
	return name_words_has(list, word);
}

/* "…", he said: who is quoted is not whom the quotation names. */
static bool stands_behind_quotation(struct slice text, size_t start)
{
	while (start && (ascii_is_space(text.ptr[start - 1]) || text.ptr[start - 1] == ','))
		start--;
	size_t at = start ? start - 1 : 0;
	while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	uint32_t mark = start ? unicode_next(text, &at) : ' ';
	return mark_is_closer(mark) && mark != ')' && mark != ']';
}

/* Whether a comma stands right before `start`. */
static bool stands_right_behind_comma(struct slice text, size_t start)
{
	while (start && ascii_is_space(text.ptr[start - 1]))
		start--;
	return start && text.ptr[start - 1] == ',';
}

/* Whether a text begins with a deed of whoever is meant, be it behind a word that leads up to it: "Having met", "After meeting". */
static bool begins_with_deed(const struct antecedents *names, struct slice text)
{
	const struct name_words *words = &names->mentions->naming->words;
	struct slice word = first_word(text);
	if (name_words_has(words->function, word) && !name_words_has(names->signs->determiner, word) && word.len + 1 < text.len &&
	        !name_words_has(names->signs->opening, word))
		word = first_word(slice_part(text, word.len + 1, text.len));
	return name_words_has(names->signs->opening, word);
}

/* Whether a comma stands right before `start`, and the sentence begins with a deed of whoever is meant. */
static bool stands_behind_opening(const struct antecedents *names, size_t start)
{
	struct slice text = names->document->text;
	size_t begin = names->mentions->mask.origin.at[0];
	return start > begin && stands_right_behind_comma(text, start) && begins_with_deed(names, slice_part(text, begin, start));
}

/* Whether nothing but a comma stands between `start` and a name that ends a description, with which the sentence begins, of somebody else: "The daughter of
 * the general Orlov, she". */
static bool stands_behind_description(const struct antecedents *names, const struct mention *name, size_t start)
{
	size_t begin = names->mentions->mask.origin.at[0];
	struct slice text = names->document->text, rest = slice_part(text, begin, name->start < begin ? begin : name->start), word;
	bool described = false;
	if (start <= name->end || !slice_is(slice_trim(slice_part(text, name->end, start)), ",") ||
	        !name_words_has(names->signs->determiner, first_word(rest)))
		return false;
	while (slice_split(&rest, ' ', &word)) {
		if (word.len && word.ptr[word.len - 1] == ',')
			return false;
		described |= name_words_has(names->signs->complement, word);
	}
	return described;
}

/* Whether a name is part of a circumstance, "with Orlov", and nothing is glued to it: not "in Orlov's reign". */
static bool is_circumstance(const struct antecedents *names, const struct mention *mention)
{
	struct slice text = names->document->text;
	bool glued = mention->end < text.len && !ascii_is_space(text.ptr[mention->end]) && text.ptr[mention->end] != ',';
	return !glued && mention->kind != MENTION_REFER && antecedent_behind(names, names->signs->complement, mention->start);
}

size_t antecedent_in_sentence(const struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	struct slice text = names->document->text;
	size_t at = n ? list[n - 1].end : 0;
	if (!n || names->refer->possessive || list[n - 1].kind == MENTION_REFER)
		return n;
	if (stands_behind_quotation(text, start) || stands_behind_opening(names, start) || stands_behind_description(names, &list[n - 1], start))
		return 0;
	while (at < start && ascii_is_space(text.ptr[at]))
		at++;
	if (at == start)
		return antecedent_behind(names, names->signs->complement, list[n - 1].start) ? n - 1 : n;
	while (n && stands_right_behind_comma(text, start) && is_circumstance(names, &list[n - 1]))
		n--;
	return n;
}

/* Whether a part of the text may end a clause and begin one: it holds a comma or the like, or a word that carries grammar but points at no noun. */
static bool holds_break(const struct antecedents *names, size_t start, size_t end)
{
	struct slice rest = slice_part(names->document->text, start, end), word;
	while (slice_split(&rest, ' ', &word)) {
		bool grammar = name_words_has(names->mentions->naming->words.function, word) && !name_words_has(names->signs->determiner, word);
		if (word.len && (grammar || strchr(",;:", word.ptr[word.len - 1])))
			return true;
	}
	return false;
}

size_t antecedent_before_subject(const struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	enum { VERB_WORDS = 3 };
	struct slice rest, word;
	size_t words = 0;
	if (n < 2 || antecedent_behind(names, names->signs->complement, list[n - 1].start))
		return 0;
	rest = slice_part(names->document->text, list[n - 1].end, start);
	while (slice_split(&rest, ' ', &word))
		words += word.len != 0;
	bool verb = words && words <= VERB_WORDS && !memchr(names->document->text.ptr + list[n - 1].end, ',', start - list[n - 1].end);
	return verb && !several_begin(names, list, n, n - 2) && holds_break(names, list[n - 2].end, list[n - 1].start) ? n - 1 : 0;
}

/* Whether a comma stands before a name, its title between them. */
static bool stands_behind_comma(const struct antecedents *names, size_t start)
{
	struct slice text = names->document->text, word;
	for (;;) {
		while (start && ascii_is_space(text.ptr[start - 1]))
			start--;
		if (start && text.ptr[start - 1] == ',')
			return true;
		word = last_word(slice_part(text, 0, start));
		if (!word.len || !name_words_has(names->mentions->naming->words.title, word))
			return false;
		start -= word.len;
	}
}

/* Whether nothing but a verb stands between a word that joins and `start`, and no name behind that word: "and killed". */
static bool stands_behind_second_verb(const struct antecedents *names, size_t from, size_t start)
{
	enum { VERB_WORDS = 4 };
	struct slice rest = slice_part(names->document->text, from, start), word;
	size_t words = VERB_WORDS + 1;
	while (slice_split(&rest, ' ', &word)) {
		bool comma = word.len && word.ptr[word.len - 1] == ',';
		if (name_words_has(names->signs->joint, slice_part(word, 0, word.len - comma)))
			words = 0;
		else
			words += word.len != 0;
	}
	return words && words <= VERB_WORDS;
}

/* Whether a mention only belongs to another, "Orlov's brother", "of Orlov", "anti-Orlov". */
static bool is_part(const struct antecedents *names, const struct mention *mention)
{
	struct slice text = names->document->text;
	bool glued = mention->end < text.len && !ascii_is_space(text.ptr[mention->end]) && !strchr(",;.:)", text.ptr[mention->end]);
	bool hyphen = mention->start && text.ptr[mention->start - 1] == '-';
	return glued || hyphen || antecedent_behind(names, names->signs->complement, mention->start);
}

/* Whether a name begins a clause: a comma before it and none behind, or a word that joins or begins one. */
static bool is_new_subject(const struct antecedents *names, const struct mention *mention)
{
	return (stands_behind_comma(names, mention->start) &&
	               !(mention->end < names->document->text.len && names->document->text.ptr[mention->end] == ',')) ||
	        antecedent_behind(names, names->signs->joint, mention->start) || antecedent_behind(names, names->signs->clause, mention->start);
}

const struct mention *antecedent_object(struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	size_t at = n;
	if (!n || !stands_behind_second_verb(names, list[n - 1].end, start))
		return NULL;
	while (at && (!antecedent_may_be(names, &list[at - 1]) || is_part(names, &list[at - 1])))
		at--;
	if (at < 2 || is_new_subject(names, &list[at - 1]))
		return NULL;
	const struct mention *object = &list[at - 1];
	for (size_t i = 0; i + 1 < at; i++)
		if (!is_part(names, &list[i]) && list[i].end + 1 < object->start && !antecedent_same(names->document, &list[i], object))
			return object;
	return NULL;
}

bool antecedent_beside(const struct antecedents *names, const struct mention *list, size_t n, size_t start)
{
	size_t at = n ? list[n - 1].end : 0, end = start;
	if (!n || !antecedent_may_be(names, &list[n - 1]))
		return false;
	while (at < end && ascii_is_space(names->document->text.ptr[at]))
		at++;
	while (end > at && ascii_is_space(names->document->text.ptr[end - 1]))
		end--;
	return name_words_has(names->signs->joint, slice_part(names->document->text, at, end));
}

/* Whether a comma stands right behind a name. */
static bool ends_aside(const struct antecedents *names, const struct mention *mention)
{
	return mention->end < names->document->text.len && names->document->text.ptr[mention->end] == ',';
}

/* Whether a name is that of whom the words right before it own: "his brother Ruiz". */
static bool is_possessed(const struct antecedents *names, const struct mention *mention, size_t start)
{
	enum { POSSESSED_WORDS = 3 };
	struct slice rest = slice_part(names->document->text, start, mention->start), word;
	size_t words = 0;
	while (slice_split(&rest, ' ', &word)) {
		words += word.len != 0;
		if (words > 1 && (name_words_has(names->mentions->naming->words.function, word) || memchr(word.ptr, ',', word.len)))
			return false;
	}
	return words > 1 && words <= POSSESSED_WORDS;
}

/* Whether a name stands in a circumstance in front that a comma ends: "with President Orlov,", "war with Spain from 1980 on,". */
static bool is_in_front(const struct antecedents *names, const struct mention *mention)
{
	struct slice text = names->document->text;
	size_t at = mention->end;
	if (!is_circumstance(names, mention))
		return false;
	while (at < text.len && !strchr(",.;:!?\n", text.ptr[at]))
		at++;
	return at < text.len && text.ptr[at] == ',';
}

const struct mention *antecedent_ahead(struct antecedents *names, const mention_array *list, size_t n, size_t start)
{
	if (n && list->at[n - 1].end > start)
		return NULL;
	for (size_t i = n; i < list->n; i++) {
		const struct mention *mention = &list->at[i];
		if (!antecedent_may_be(names, mention) || is_in_front(names, mention) || is_possessed(names, mention, start))
			continue;
		return !ends_aside(names, mention) && stands_behind_comma(names, mention->start) ? mention : NULL;
	}
	return NULL;
}

/* Whether the document leaves no doubt that a mention names such a thing. */
static bool is_known(const struct antecedents *names, const struct mention *mention)
{
	struct mention name = antecedent_name(mention);
	return name.kind != MENTION_UNKNOWN || antecedent_shown(names, slice_part(names->document->text, name.start, name.end));
}

/* Whether nothing but titles and articles stands before a name in its sentence, be it behind one word that carries grammar: "Since Orlov". */
static bool begins_sentence(const struct antecedents *names, const struct mention *mention, size_t begin)
{
	const struct name_words *words = &names->mentions->naming->words;
	struct slice before = slice_part(names->document->text, begin, mention->start), word;
	bool first = true;
	for (; slice_split(&before, ' ', &word); first = false)
		if (word.len && !name_words_has(words->title, word) && !name_words_has(names->signs->determiner, word) &&
		        !(first && name_words_has(words->function, word)))
			return false;
	return true;
}

/* Whether a name has a first name in it: "Brother Ivan Orlov". */
static bool has_first_name(const struct antecedents *names, const struct mention *mention)
{
	struct mention name = antecedent_name(mention);
	struct slice rest = slice_part(names->document->text, name.start, name.end), word;
	while (slice_split(&rest, ' ', &word))
		if (name_words_has(names->mentions->naming->words.first_name, word))
			return true;
	return false;
}

/* Whether a word is none that carries grammar, and no name or number. */
static bool is_content(const struct antecedents *names, struct slice word)
{
	return word.len && word.ptr[0] >= 'a' && word.ptr[0] <= 'z' && !name_words_has(names->mentions->naming->words.function, word);
}

bool antecedent_behind_clause(const struct antecedents *names, size_t start)
{
	enum { FEW = 2 };
	size_t begin = names->mentions->mask.origin.at[0], contents = 0, before = 0, behind = 0;
	struct slice rest = slice_part(names->document->text, begin, start > begin ? start : begin), word;
	bool linked = false, determined = false;
	while (slice_split(&rest, ' ', &word)) {
		if (name_words_has(names->signs->clause, word)) {
			linked = true;
			before = contents;
			behind = 0;
			continue;
		}
		determined = behind ? determined : name_words_has(names->signs->determiner, word);
		behind += word.len != 0;
		contents += is_content(names, word);
	}
	if (!linked)
		return false;
	return behind <= FEW ? before >= FEW : determined && contents > before && stands_right_behind_comma(names->document->text, start);
}

bool antecedent_is_free(const struct antecedents *names, const struct mention *list, size_t n, const struct mention *mention)
{
	for (size_t i = 0; i < n; i++)
		if (!list[i].adjective && antecedent_same(names->document, &list[i], mention) &&
		        (list[i].kind == MENTION_REFER || !antecedent_behind(names, names->signs->complement, list[i].start)))
			return true;
	return false;
}

bool antecedent_weak(const struct antecedents *names, const struct mention *mention, size_t begin, bool part)
{
	if (mention->kind == MENTION_REFER)
		return false;
	return (part && is_part(names, mention)) ||
	        (!is_known(names, mention) && !has_first_name(names, mention) && !begins_sentence(names, mention, begin) &&
	                !is_new_subject(names, mention));
}

/* Of several that fit the only one that is known to be such a thing: what else fits may be anything. */
static const struct mention *only_known(const struct antecedents *names, const struct mention *list, size_t n)
{
	const struct mention *only = NULL;
	for (size_t i = 0; names->refer->shown && i < n; i++) {
		if (!antecedent_may_be(names, &list[i]) || !is_known(names, &list[i]))
			continue;
		if (only && !antecedent_same(names->document, only, &list[i]))
			return NULL;
		only = &list[i];
	}
	return only;
}

/* Whether a name stands in a circumstance with which a sentence before begins, "In Chile, Orlov", and the next name is its subject. */
static bool is_fronted(const struct antecedents *names, const struct mention *mention, const struct mention *next)
{
	struct slice text = names->document->text, word = word_before(text, mention->start), before;
	size_t start = mention->start, at = mention->end;
	while (word.len && name_words_has(names->signs->determiner, word)) {
		start = (size_t)(word.ptr - text.ptr);
		word = word_before(text, start);
	}
	if (!word.len || !name_words_has(names->signs->complement, word))
		return false;
	before = slice_trim(slice_part(text, 0, (size_t)(word.ptr - text.ptr)));
	if (before.len && !strchr(".!?", before.ptr[before.len - 1]) &&
	        !memchr(before.ptr + before.len, '\n', (size_t)(word.ptr - before.ptr) - before.len))
		return false;
	while (at < next->start && (ascii_is_space(text.ptr[at]) || text.ptr[at] == ','))
		at++;
	word = slice_part(text, at, next->start);
	return text.ptr[mention->end] == ',' || name_words_has(names->signs->determiner, slice_trim(word));
}

/* Whether the last comma from byte `from` on stands right before `start`, or an article and words that carry no grammar between: ", the young writer Ruiz". */
static bool opens_behind_comma(const struct antecedents *names, size_t from, const struct mention *mention)
{
	struct slice rest = slice_part(names->document->text, from, mention->start), word;
	size_t words = 0;
	bool opens = true;
	while (slice_split(&rest, ' ', &word)) {
		bool determiner = name_words_has(names->signs->determiner, word), comma = word.len && word.ptr[word.len - 1] == ',';
		opens &= !word.len || (words ? !name_words_has(names->mentions->naming->words.function, word) || determiner : determiner);
		words += word.len != 0;
		if (comma) {
			opens = true;
			words = 0;
		}
	}
	return opens && (!words || is_known(names, mention));
}

/* In a sentence before, of names of which the first stands in front of the subject, "Like Orlov, the writer Ruiz", "Having met Orlov, Ruiz", that subject;
 * NULL where it does not. */
static const struct mention *behind_front(const struct antecedents *names, const struct mention *list, size_t n)
{
	struct slice text = names->document->text;
	if (!names->earlier || n < 2 || list->kind == MENTION_REFER || list->start < names->begin || !antecedent_may_be(names, list))
		return NULL;
	struct slice before = slice_part(text, names->begin, list->start);
	bool deed = begins_with_deed(names, before) && !memchr(before.ptr, ',', before.len);
	size_t at = list->end;
	while (at < list[1].start && text.ptr[at] != ',')
		at++;
	if (at == list[1].start || !(deed || (at == list->end && antecedent_behind(names, names->signs->complement, list->start))))
		return NULL;
	for (size_t i = 1; i < n; i++)
		if (antecedent_may_be(names, &list[i]) && !is_part(names, &list[i]) && opens_behind_comma(names, at, &list[i]))
			return several_begin(names, list, n, 0) ? NULL : &list[i];
	return NULL;
}

/* The first name of a sentence: a title or adjective right before it is none, nor is what a circumstance in front names, "In Chile, Orlov". */
static const struct mention *subject_of(const struct antecedents *names, const struct mention *list, size_t n)
{
	const struct mention *subject = list;
	struct slice text = names->document->text;
	if (n > 1 && antecedent_may_be(names, list) && antecedent_may_be(names, list + 1) && is_fronted(names, list, list + 1))
		return list + 1;
	while (subject + 1 < list + n && !antecedent_may_be(names, subject)) {
		bool beside = subject[1].start == subject->end + 1;
		bool in_front = antecedent_behind(names, names->signs->complement, subject->start) && subject->end < text.len &&
		        text.ptr[subject->end] == ',';
		if (!beside && !in_front)
			break;
		subject++;
	}
	return subject;
}

/* Where the sentence begins with a clause that leads up to another, "When Orlov fled, Ruiz", the subject of that one. */
static const struct mention *main_subject(const struct antecedents *names, const struct mention *list, size_t n, const struct mention *subject)
{
	if (!n || !names->earlier || !antecedent_behind(names, names->signs->clause, subject->start))
		return subject;
	for (const struct mention *each = subject + 1; each < list + n; each++)
		if (stands_behind_comma(names, each->start) && antecedent_may_be(names, each))
			return ends_aside(names, each) ? subject : each;
	return subject;
}

static const struct mention *choose_nearest(const struct antecedents *names, const struct mention *list, size_t n)
{
	for (; n; n--)
		if (antecedent_may_be(names, &list[n - 1]))
			return &list[n - 1];
	return NULL;
}

/* Whether a name stands behind a word that joins and is no member of a list: it begins a clause of its own, "and Ruiz was". */
static bool begins_clause(const struct antecedents *names, const struct mention *mention)
{
	return names->refer->shown && name_words_has(names->signs->joint, word_before(names->document->text, mention->start));
}

/* Whether the first name could be meant, but stands too far back for what the document shows of it. */
static bool is_passed_over(const struct antecedents *names, const struct mention *subject, size_t n)
{
	struct antecedents near = *names;
	near.far = false;
	return names->far && n && !antecedent_may_be(names, subject) && antecedent_may_be(&near, subject);
}

/* Whether the subject may be what is meant for all that is known of it, although only what is known can be. */
static bool is_unknown_subject(const struct antecedents *names, const struct mention *subject, size_t n)
{
	return n && names->refer->known && !names->refer->possessive && !names->refer->only_before && subject->kind == MENTION_UNKNOWN &&
	        !antecedent_may_be(names, subject) && !antecedent_shown(names, slice_part(names->document->text, subject->start, subject->end));
}

const struct mention *antecedent_choose(struct antecedents *names, const struct mention *list, size_t n)
{
	const struct mention *best = NULL, *subject = subject_of(names, list, n), *known;
	names->open = is_passed_over(names, subject, n);
	if (names->open)
		return NULL;
	if (names->refer->nearest)
		return choose_nearest(names, list, n);
	names->open = is_unknown_subject(names, subject, n);
	if (names->open)
		return NULL;
	const struct mention *main = behind_front(names, list, n);
	if (main)
		return main;
	main = main_subject(names, list, n, subject);
	if (main != subject)
		return main;
	/* Who stands in front of the subject is not meant. */
	bool fronted = subject == list + 1 && antecedent_may_be(names, list);
	for (size_t i = fronted; i < n; i++) {
		if (!antecedent_may_be(names, &list[i]))
			continue;
		if (!best) {
			best = &list[i];
			continue;
		}
		if (antecedent_same(names->document, best, &list[i]))
			continue;
		known = only_known(names, list, n);
		if (known && (best != subject || known == best))
			return known;
		names->open = best != subject || names->refer->alone || begins_clause(names, &list[i]) ||
		        several_begin(names, list, n, (size_t)(best - list));
		return names->open ? NULL : best;
	}
	return best;
}
