#include "explain/folding.h"

#include "base/unicode.h"
#include "rules/inflect.h"
#include "rules/regex_names.h"
#include "rules/vocabulary.h"

enum { STEM_LEAST = 3, STEM_CUT = 4 };

enum class {
	IS_DETERMINER = 1,
	IS_AUXILIARY = 2,
	IS_ADVERB = 4,
	IS_LIGHT = 8,
	IS_NUMBER = 16,
	IS_CLAUSE = 32,
	IS_PAST = 64,
	IS_JOINT = 128,
	IS_COMPLEMENT = 256,
	IS_VERB = 512,
};

static const struct {
	const char *name;
	unsigned bits;
} lists[] = {
	{ WORDS_DETERMINER, IS_DETERMINER },
	{ WORDS_AUXILIARY, IS_AUXILIARY },
	{ WORDS_ADVERB, IS_ADVERB },
	{ WORDS_COMMON, IS_LIGHT },
	{ WORDS_FUNCTION, IS_LIGHT },
	{ WORDS_NUMBER, IS_NUMBER },
	{ WORDS_CLAUSE, IS_CLAUSE },
	{ WORDS_PAST, IS_PAST },
	{ WORDS_JOIN, IS_JOINT },
	{ WORDS_COMPLEMENT, IS_COMPLEMENT },
};

/* A member of a list that is a regular expression. */
struct class_regex {
	struct regex *regex;
	unsigned bits;
};

struct folding {
	struct arena *arena;
	struct map *classes; /* word -> bits */
	struct map *stems;   /* form of a declared verb -> struct slice, its past */
	ARRAY(struct class_regex) regexes;
	ARRAY(struct slice) possessives;
	struct inflector *inflector;
	bool function; /* the rules say which words are grammar alone */
};

/* What is known of a word once it was met. */
struct known {
	unsigned bits;
	struct slice stem; /* empty until asked for */
};

struct folder {
	const struct folding *folding;
	struct regex_scratch *scratch;
	struct arena *arena; /* known words */
	struct arena *work;  /* one text */
	struct map *known;
	struct buffer key;
	struct folded folded;
};

/* ---- the lists ---- */

static void add_word(struct folding *folding, struct slice text, unsigned bits)
{
	struct slice word = unicode_fold(folding->arena, text);
	if (word.len && !memchr(word.ptr, ' ', word.len))
		map_put_number(folding->classes, word, map_number(folding->classes, word, 0) | bits);
}

static void add_regex(struct folding *folding, const struct pattern *pattern, unsigned bits)
{
	struct regex_error error;
	if (pattern->n != 1 || pattern->elements[0].kind != ELEMENT_REGEX)
		return;
	struct regex *regex = regex_names_compile(pattern->elements[0].text, REGEX_CASELESS | REGEX_FREE, &error);
	if (regex)
		array_push(&folding->regexes, ((struct class_regex){ regex, bits }));
}

static void add_list(struct folding *folding, const struct ast *ast, const char *name, unsigned bits)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, ast, slice_of(name), 0, folding->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		add_word(folding, vocabulary.texts.at[i], bits);
	for (size_t i = 0; i < vocabulary.patterns.n; i++)
		add_regex(folding, vocabulary.patterns.at[i], bits);
	vocabulary_fini(&vocabulary);
}

static struct slice first_word(struct arena *arena, struct slice text)
{
	const char *space = memchr(text.ptr, ' ', text.len);
	return unicode_fold(arena, slice_make(text.ptr, space ? (size_t)(space - text.ptr) : text.len));
}

/* Nouns are left out: "the invasion of" is no form of "invaded". */
static void add_verb_line(struct folding *folding, const struct ast_verb_line *line)
{
	if (!line->forms[FORM_PAST].n)
		return;
	struct slice *stem = arena_alloc(folding->arena, sizeof *stem);
	*stem = first_word(folding->arena, line->forms[FORM_PAST].at[0]);
	for (unsigned form = 0; form < FORM_NOUN; form++)
		for (size_t i = 0; i < line->forms[form].n; i++) {
			struct slice word = first_word(folding->arena, line->forms[form].at[i]);
			bool alone = word.len == line->forms[form].at[i].len;
			if (!map_has(folding->stems, word))
				map_put(folding->stems, word, stem);
			/* "take power": the verb's first word says little alone. */
			if (alone)
				add_word(folding, word, IS_VERB);
		}
}

struct folding *folding_new(const struct ruleset *rules)
{
	struct folding *folding = alloc_new(sizeof *folding);
	struct diag *diag = diag_new();
	struct vocabulary possessive;
	*folding = (struct folding){ .arena = arena_new(), .classes = map_new(), .stems = map_new() };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		add_list(folding, rules->ast, lists[i].name, lists[i].bits);
	for (size_t i = 0; i < rules->ast->verbs.n; i++)
		for (size_t k = 0; k < rules->ast->verbs.at[i].lines.n; k++)
			add_verb_line(folding, &rules->ast->verbs.at[i].lines.at[k]);
	vocabulary_init(&possessive, rules->ast, slice_of(WORDS_POSSESSIVE), 0, folding->arena);
	for (size_t i = 0; i < possessive.texts.n; i++)
		array_push(&folding->possessives, unicode_fold(folding->arena, possessive.texts.at[i]));
	vocabulary_fini(&possessive);
	folding->inflector = inflector_new(rules->ast, diag);
	folding->function = ast_find_words(rules->ast, slice_of(WORDS_FUNCTION));
	diag_free(diag);
	return folding;
}

void folding_free(struct folding *folding)
{
	if (!folding)
		return;
	for (size_t i = 0; i < folding->regexes.n; i++)
		regex_free(folding->regexes.at[i].regex);
	array_fini(&folding->regexes);
	array_fini(&folding->possessives);
	inflector_free(folding->inflector);
	map_free(folding->classes);
	map_free(folding->stems);
	arena_free(folding->arena);
	free(folding);
}

struct folder *folder_new(const struct folding *folding)
{
	struct folder *folder = alloc_new(sizeof *folder);
	*folder =
	        (struct folder){ .folding = folding, .scratch = regex_scratch_new(), .arena = arena_new(), .work = arena_new(), .known = map_new() };
	return folder;
}

void folder_free(struct folder *folder)
{
	if (!folder)
		return;
	map_free(folder->known);
	buffer_fini(&folder->key);
	regex_scratch_free(folder->scratch);
	arena_free(folder->arena);
	arena_free(folder->work);
	free(folder);
}

/* ---- words ---- */

static unsigned classify(const struct folder *folder, struct slice word)
{
	const struct folding *folding = folder->folding;
	unsigned bits = (unsigned)map_number(folding->classes, word, 0);
	size_t start, end;
	for (size_t i = 0; i < folding->regexes.n; i++)
		if (regex_match(folding->regexes.at[i].regex, folder->scratch, word, 0, true) == REGEX_MATCH &&
		        regex_span(folder->scratch, 0, &start, &end) && end == word.len)
			bits |= folding->regexes.at[i].bits;
	return bits;
}

static struct known *know(struct folder *folder, struct slice word)
{
	struct known *known = map_get(folder->known, word);
	if (known)
		return known;
	known = arena_alloc(folder->arena, sizeof *known);
	*known = (struct known){ .bits = classify(folder, word) };
	map_put(folder->known, arena_copy(folder->arena, word), known);
	return known;
}

/* The first of the forms stands for all. */
static struct slice derive(struct folder *folder, enum verb_form form, struct slice base)
{
	slice_array forms = { 0 };
	inflector_derive(folder->folding->inflector, folder->scratch, folder->arena, 0, form, base, &forms);
	return forms.n ? forms.at[0] : slice_make("", 0);
}

static bool is_form(struct folder *folder, struct slice base, struct slice word)
{
	static const enum verb_form regular[] = { FORM_PAST, FORM_ING, FORM_THIRD };
	slice_array forms = { 0 };
	for (size_t i = 0; i < sizeof regular / sizeof *regular; i++)
		inflector_derive(folder->folding->inflector, folder->scratch, folder->arena, 0, regular[i], base, &forms);
	for (size_t i = 0; i < forms.n; i++)
		if (slice_equal(forms.at[i], word))
			return true;
	return false;
}

/* The past that the rules' inflections give a word, whatever form it is: the word's beginnings are tried as its base, shortest first. That a base
 * is none ("invad") does no harm, since its past is the same. */
static struct slice regular_past(struct folder *folder, struct slice word)
{
	size_t least = word.len > STEM_LEAST + STEM_CUT ? word.len - STEM_CUT : STEM_LEAST;
	for (size_t len = least; len < word.len; len++) {
		struct slice base = slice_part(word, 0, len);
		bool whole = ((unsigned char)word.ptr[len] & 0xC0) != 0x80;
		if (whole && is_form(folder, base, word))
			return derive(folder, FORM_PAST, base);
	}
	struct slice past = derive(folder, FORM_PAST, word);
	return past.len ? past : word;
}

static struct slice find_stem(struct folder *folder, struct slice word)
{
	const struct slice *declared = map_get(folder->folding->stems, word);
	if (declared)
		return *declared;
	/* What the list of past tenses names word by word goes its own way. */
	if (map_number(folder->folding->classes, word, 0) & IS_PAST)
		return arena_copy(folder->arena, word);
	struct slice past = regular_past(folder, word);
	return past.ptr == word.ptr ? arena_copy(folder->arena, word) : past;
}

struct slice folder_stem(struct folder *folder, struct slice text)
{
	struct slice word = unicode_fold(folder->work, text);
	struct known *known = know(folder, word);
	if (!known->stem.len && word.len)
		known->stem = find_stem(folder, word);
	arena_reset(folder->work);
	return known->stem;
}

/* ---- the text between ---- */

/* A piece of the text: a word, a mark, a name. */
struct piece {
	size_t start, end;
	uint32_t code; /* its first character */
	bool word, glued;
};

static bool letter_or_digit(uint32_t code)
{
	return unicode_is_letter(code) || unicode_is_digit(code) || unicode_is_mark(code);
}

static uint32_t peek(struct slice text, size_t at)
{
	return at < text.len ? unicode_next(text, &at) : 0;
}

/* Hyphens and apostrophes inside a word, stops and commas inside a number belong to it. */
static size_t word_end(struct slice text, size_t at)
{
	bool digit = false;
	while (at < text.len) {
		size_t next = at;
		uint32_t code = unicode_next(text, &next);
		bool inner = code == '-' || code == '\'' || (digit && (code == '.' || code == ','));
		if (!letter_or_digit(code) && !(inner && letter_or_digit(peek(text, next))))
			return at;
		digit = unicode_is_digit(code);
		at = next;
	}
	return at;
}

static bool next_piece(struct slice text, size_t *at, struct piece *piece)
{
	size_t start = *at;
	while (start < text.len && text.ptr[start] == ' ')
		start++;
	if (start == text.len)
		return false;
	size_t end = start;
	*piece = (struct piece){ .start = start, .code = unicode_next(text, &end), .glued = start == *at };
	piece->word = letter_or_digit(piece->code);
	/* "'s" and "-led" behind a name are one piece with their mark. */
	bool tail = piece->glued && (piece->code == '\'' || piece->code == '-') && letter_or_digit(peek(text, end));
	piece->word |= tail;
	piece->end = piece->word ? word_end(text, start) : end;
	*at = piece->end;
	return true;
}

static bool is_name(const struct piece *piece)
{
	return piece->code >= MASK_FIRST && piece->code <= MASK_LAST;
}

static struct fold_token *push(struct folded *folded, enum fold_kind kind, const struct piece *piece, struct slice text, struct slice plain)
{
	if (folded->n == FOLD_TOKENS)
		return NULL;
	struct fold_token *token = &folded->tokens[folded->n++];
	*token = (struct fold_token){ kind, folded->left, piece->glued, false, text, plain };
	folded->left = 0;
	return token;
}

static unsigned left_out(unsigned bits)
{
	if (bits & IS_DETERMINER)
		return FOLD_DETERMINER;
	if (bits & IS_AUXILIARY)
		return FOLD_AUXILIARY;
	return bits & IS_ADVERB ? FOLD_ADVERB : 0;
}

static bool only_comma(const struct folded *folded)
{
	return folded->n == 1 && folded->tokens[0].kind == FOLD_COMMA;
}

/* A word that begins a clause may open the text, as "who" does; further on, what follows is said of something else. */
static bool take_clause(struct folded *folded)
{
	if (folded->n > 1 || (folded->n == 1 && !only_comma(folded)) || folded->left)
		return false;
	folded->left = FOLD_RELATIVE | (folded->n ? FOLD_ASIDE : 0);
	folded->n = 0;
	return true;
}

static struct slice lower_case(struct arena *arena, struct slice text)
{
	char *out = arena_alloc(arena, 2 * text.len + 4);
	size_t len = 0;
	for (size_t at = 0; at < text.len;)
		len += unicode_put(unicode_lower(unicode_next(text, &at)), out + len);
	return slice_make(out, len);
}

static bool take_word(struct folder *folder, const struct piece *piece, struct slice text)
{
	struct folded *folded = &folder->folded;
	struct slice lower = unicode_fold(folder->work, text);
	unsigned bits = know(folder, lower)->bits;
	bool opens = folded->n == 0 || only_comma(folded);
	bool behind_name = folded->n && folded->tokens[folded->n - 1].kind == FOLD_NAME;
	if (bits & IS_JOINT && (opens || behind_name))
		return false;
	if (unicode_is_digit(piece->code) || bits & IS_NUMBER)
		return push(folded, FOLD_NUMBER, piece, text, lower);
	if (bits & IS_CLAUSE && !(bits & IS_PAST) && take_clause(folded))
		return true;
	if (bits & IS_CLAUSE && !(bits & IS_PAST))
		return false;
	if (left_out(bits)) {
		folded->left |= left_out(bits);
		return true;
	}
	struct fold_token *token = push(folded, FOLD_WORD, piece, lower_case(folder->work, text), lower);
	if (!token)
		return false;
	token->content = !(bits & IS_LIGHT) && piece->code != '\'';
	folded->verb |= token->content && bits & (IS_PAST | IS_VERB);
	return true;
}

static bool take_name(struct folded *folded, const struct piece *piece)
{
	/* An office and its holder are one. */
	if (folded->n && folded->tokens[folded->n - 1].kind == FOLD_NAME && !folded->left)
		return true;
	return push(folded, FOLD_NAME, piece, slice_of("{}"), slice_of("{}"));
}

static bool take_mark(struct folded *folded, const struct piece *piece)
{
	if (piece->code == '"' || piece->code == '\'')
		return true;
	if (piece->code != ',' || (folded->n && folded->tokens[folded->n - 1].kind == FOLD_NAME))
		return false;
	return push(folded, FOLD_COMMA, piece, slice_of(","), slice_of(","));
}

static bool take_piece(struct folder *folder, const struct piece *piece, struct slice text, size_t *words)
{
	if (is_name(piece))
		return take_name(&folder->folded, piece);
	if (!piece->word)
		return take_mark(&folder->folded, piece);
	return ++*words <= FOLD_WORDS && take_word(folder, piece, slice_part(text, piece->start, piece->end));
}

/* "X, led by Y": the comma is one of an aside. */
static void drop_comma(struct folded *folded)
{
	if (!folded->n || folded->tokens[0].kind != FOLD_COMMA)
		return;
	memmove(folded->tokens, folded->tokens + 1, --folded->n * sizeof *folded->tokens);
	*(folded->n ? &folded->tokens[0].left : &folded->left) |= FOLD_ASIDE;
}

/* "met with the president, Y" without its comma: an office and its holder are one. */
static void drop_title(struct folded *folded)
{
	if (folded->n && folded->tokens[folded->n - 1].kind == FOLD_NAME && !folded->left)
		folded->left = folded->tokens[--folded->n].left;
}

/* Whether a content word stands before a name between, and a word behind it. */
static bool holds(const struct folded *folded)
{
	bool content = false;
	for (size_t i = 0; i < folded->n; i++) {
		content |= folded->tokens[i].content;
		if (folded->tokens[i].kind == FOLD_NAME && (!content || i + 1 == folded->n))
			return false;
	}
	return content;
}

static void write_key(struct folder *folder)
{
	struct folded *folded = &folder->folded;
	folder->key.n = 0;
	for (size_t i = 0; i < folded->n; i++) {
		const struct fold_token *token = &folded->tokens[i];
		if (i)
			buffer_char(&folder->key, ' ');
		if (token->kind == FOLD_NUMBER)
			buffer_char(&folder->key, '#');
		else if (token->content)
			buffer_add(&folder->key, know(folder, token->folded)->stem);
		else
			buffer_add(&folder->key, token->folded);
	}
	folded->key = buffer_slice(&folder->key);
}

static void find_stems(struct folder *folder)
{
	struct folded *folded = &folder->folded;
	for (size_t i = 0; i < folded->n; i++) {
		struct known *known = folded->tokens[i].content ? know(folder, folded->tokens[i].folded) : NULL;
		if (known && !known->stem.len)
			known->stem = find_stem(folder, folded->tokens[i].folded);
	}
}

const struct folded *folder_read(struct folder *folder, struct slice between)
{
	struct folded *folded = &folder->folded;
	struct piece piece;
	size_t words = 0;
	arena_reset(folder->work);
	folded->n = 0;
	folded->left = 0;
	folded->verb = false;
	for (size_t at = 0; next_piece(between, &at, &piece);)
		if (!take_piece(folder, &piece, between, &words))
			return NULL;
	/* "anti-" glued to the second name makes it a part of a word. */
	if (between.len && between.ptr[between.len - 1] != ' ')
		return NULL;
	drop_comma(folded);
	drop_title(folded);
	if (!holds(folded))
		return NULL;
	find_stems(folder);
	write_key(folder);
	return folded;
}

/* ---- around ---- */

bool folder_leads_in(struct folder *folder, struct slice before)
{
	struct piece piece;
	unsigned last = 0;
	arena_reset(folder->work);
	for (size_t at = 0; next_piece(before, &at, &piece);) {
		unsigned bits = piece.word ? know(folder, unicode_fold(folder->work, slice_part(before, piece.start, piece.end)))->bits : 0;
		if (!(bits & IS_DETERMINER))
			last = bits;
	}
	bool glued = before.len && before.ptr[before.len - 1] == '-';
	return glued || last & IS_COMPLEMENT;
}

bool folder_goes_on(struct folder *folder, struct slice behind)
{
	struct piece piece;
	size_t at = 0;
	if (behind.len && behind.ptr[0] == '-' && behind.len > 1 && behind.ptr[1] != ' ')
		return true;
	for (size_t i = 0; i < folder->folding->possessives.n; i++)
		if (behind.len >= folder->folding->possessives.at[i].len &&
		        memcmp(behind.ptr, folder->folding->possessives.at[i].ptr, folder->folding->possessives.at[i].len) == 0)
			return true;
	arena_reset(folder->work);
	if (!next_piece(behind, &at, &piece))
		return false;
	if (is_name(&piece))
		return true;
	/* "the France policy": a noun; where no list tells nouns from other words, nothing can be said. */
	struct slice word = slice_part(behind, piece.start, piece.end);
	unsigned bits = piece.word ? know(folder, unicode_fold(folder->work, word))->bits : IS_LIGHT;
	bool noun = folder->folding->function && unicode_is_lower(piece.code) && !(bits & ~(unsigned)(IS_COMPLEMENT | IS_DETERMINER));
	return noun || bits & IS_AUXILIARY;
}
