/* ast: the blocks of all rule files as read, with the place of everything; nothing here is compiled. */
#ifndef KGRAPH_RULES_AST_H
#define KGRAPH_RULES_AST_H

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/slice.h"
#include "rules/scan.h"
#include "rules/status.h"

enum element_kind {
	ELEMENT_WORD,       /* text: a word; any case */
	ELEMENT_MARK,       /* text: punctuation as it stands, straightened: , ' " - ( ) … */
	ELEMENT_HOLE,       /* {X}: text is its name; list, phrase, types */
	ELEMENT_NAME,       /* {Name}: a capitalised name, or any name where no hole may stand (PATTERN_NAMES) */
	ELEMENT_VOCABULARY, /* <text>/form */
	ELEMENT_CHOICE,     /* (a|b c) or, optional, [a|b c]: choices */
	ELEMENT_GAP,        /* ...max, over words that are no names, or over names as well */
	ELEMENT_WORDS,      /* min..max words that are not in the lists of `not_in` (PATTERN_COUNTS) */
	ELEMENT_REGEX,      /* /text/ */
	ELEMENT_REST,       /* *: the rest of the line (PATTERN_REST) */
};

enum verb_form { FORM_BASE, FORM_THIRD, FORM_PAST, FORM_PARTICIPLE, FORM_ING, FORM_NOUN, FORM_COUNT };

struct pattern;
typedef ARRAY(struct slice) slice_array;

/* Kept small: rules have tens of thousands of them, and each variant of a line its own. */
struct element {
	enum element_kind kind;
	bool optional : 1;   /* of a choice: square brackets */
	bool glued : 1;      /* no space between it and the element before */
	bool list : 1;       /* {X+} */
	bool phrase : 1;     /* {X : phrase} */
	bool whole : 1;      /* {X : whole phrase} */
	bool adjective : 1;  /* {X : adjective}: takes the adjectives of entities as well */
	bool over : 1;       /* of a gap: names may stand in it */
	unsigned char forms; /* bits of 1u << enum verb_form that were asked for; 0: none stood there */
	unsigned min, max;
	struct slice text;
	union {
		slice_array types;  /* of a hole or a name, as written; empty: from the relation, or any name */
		slice_array not_in; /* of a count of words: names of vocabularies */
	};
	struct pattern *choices;
	size_t choice_count;
	struct spot spot;
};

struct pattern {
	struct element *elements;
	size_t n;
	struct slice source; /* as written, trimmed */
	struct spot spot;
};

typedef ARRAY(struct pattern) pattern_array;

/* type NAME [is PARENT | is any of A, B] [colour FILL LINE] */
struct ast_type {
	struct slice name, parent, fill, line;
	slice_array any_of;
	struct place place;
};

/* words NAME = a | b c | <other> | /regex/ */
struct ast_words {
	struct slice name;
	pattern_array members;
	bool broken; /* one of its lines was not understood and said so */
	bool named;  /* some line names it */
	struct place place;
};

/* A line of a verb block: all its forms, derived where not given. */
struct ast_verb_line {
	slice_array forms[FORM_COUNT]; /* in lower case; several words may stand in one ("put down") */
	struct place place;
};

struct ast_verb {
	struct slice name;
	ARRAY(struct ast_verb_line) lines;
	bool named; /* some line names it, <any verb> apart */
	struct place place;
};

/* inflect FORM, FORM: lines of /regex/ replacement, replacement; the first whose regex matches the base's first word wins. */
struct ast_inflect_line {
	struct slice regex;
	slice_array replacements; /* each makes a form of its own; a zero byte ends it */
	struct place place;
};

struct ast_inflect {
	unsigned forms;
	ARRAY(struct ast_inflect_line) lines;
	struct place place;
};

/* variant NAME, from PATTERN, to PATTERN (several). */
struct ast_variant {
	struct slice name;
	struct pattern from;
	pattern_array to;
	struct place place;
};

struct ast_role {
	struct slice text, from, to; /* "president of Chile", dates */
	struct place place;
};

/* guard NAME, from PATTERN (several), unless PATTERN (several): what every rule with a `find` line like a `from` does not want to find. */
struct ast_guard {
	struct slice name;
	pattern_array from, unless;
	struct place place;
};

/* What few entities have, kept apart: tables declare them by the ten thousand. */
struct ast_rare {
	slice_array near;    /* words near which an alias is its */
	slice_array blocked; /* `not`: longer texts in which an alias is something else */
	ARRAY(struct ast_role) roles;
};

/* entity NAME : TYPE, TAG …; also; not; was. From a CSV the place is the row's. */
struct ast_entity {
	struct slice name, type;
	slice_array tags;
	slice_array also;      /* aliases, the name itself not among them */
	slice_array adjective; /* words that stand for it before a noun: "Soviet" */
	struct ast_rare *rare; /* NULL: it has none */
	struct place place;
};

/* The rare lines of an entity: never NULL. */
const struct ast_rare *ast_rare(const struct ast_entity *entity);

/* name TYPE PATTERN */
struct ast_name {
	struct slice type;
	struct pattern pattern;
	struct place place;
};

/* hole before|after|never PATTERN; phrase never PATTERN */
enum hole_side { HOLE_BEFORE, HOLE_AFTER, HOLE_NEVER, HOLE_BEYOND };

struct ast_hole {
	enum hole_side side; /* HOLE_NEVER: may not follow a name that ends a pattern; HOLE_BEYOND: nor what fills a {X : whole phrase} */
	struct pattern pattern;
	struct place place;
};

/* not TAG <list>: a name of an entity with this tag, or one that begins with a word of the list, or stands behind one. */
struct ast_sign {
	struct slice tag, list; /* the list may be empty */
	struct place place;
};

enum whole_side { WHOLE_BEFORE, WHOLE_AFTER, WHOLE_AGAIN };

/* whole [alone] [TYPE, …] before|after PATTERN: what a thing without a name is called together with.
 * whole [TYPE, …] again <list>: behind a word of the list it is what the text called so before. */
struct ast_whole {
	slice_array types; /* of the things; none: of any */
	enum whole_side side;
	bool alone;            /* where no other line takes anything */
	bool phrases;          /* `phrase` stands among the types: of what fills a {X : phrase} */
	struct ast_sign list;  /* of `again` */
	pattern_array pattern; /* one */
	struct place place;
};

/* refer TYPE, TYPE  words: what stands for a name that the text has said before ("he", "the party"). */
struct ast_refer {
	slice_array types;
	slice_array owns; /* types of what the words are taken together with: "his government"; empty: of nothing */
	pattern_array words;
	unsigned cost;                /* what it takes off `sure` */
	unsigned back;                /* how many sentences it reaches back */
	bool only_before;             /* not to a name of its own sentence */
	bool nearest;                 /* to the last name that fits, however many there are; else to the only one, or the subject */
	bool known;                   /* to no name that nothing declares */
	bool alone;                   /* to a name only where no other fits, the subject neither */
	bool free;                    /* to no name of a sentence before that belongs to something else there */
	bool shown;                   /* to an unknown name of one word only where the document shows that it is a name of such a thing */
	bool echo;                    /* only to a name that has their last word: "the union" */
	bool topic;                   /* where nothing nearer fits, to what the document is about */
	bool pair;                    /* for the only two names of its types in the sentence, in a list or not */
	bool possessive;              /* the words are read with the mark of a possessive behind them: "his" */
	ARRAY(struct ast_sign) signs; /* whom the words do not mean */
	struct ast_sign behind;       /* its list: words behind which no unknown name is meant */
	struct ast_sign before;       /* its list: words of which no name's possessive stands right before them that is meant: "Orlov's death" */
	struct ast_sign inside;       /* its list: what a place lies in, no unknown name before which and a comma is meant: "Oxford, Ohio" */
	struct ast_sign ending;       /* its list: ends of words, none of which a name that the words mean ends in */
	struct ast_sign titled;       /* its list: titles, one of which the document gives to whom the words mean */
	struct ast_sign several; /* its list: what joins the last two of the names that the words stand for together; empty: they stand for one */
	pattern_array roles;     /* what may name a dated role, in a hole: "the {R : office}" */
	pattern_array not_in;    /* longer texts in which the words mean nothing */
	struct place place;
};

/* How far the cues of a block go. */
enum status_reach {
	REACH_WORDS,  /* to the relation's words behind them */
	REACH_CLAUSE, /* `reach clause`: they govern a whole clause behind them, its subject included */
	REACH_COMMA   /* `reach comma`: the same up to the comma that closes it, behind which another clause has its subject */
};

/* status NAME  before: cues  after: cues  quoted: cues  not in: cues  stop at: words. A hole of a cue is the speaker. */
struct ast_status {
	enum status status;
	pattern_array before, after, not_in, stop_at;
	pattern_array quoted; /* right before or behind quotation marks; where this is there, the status is that of all that quotation marks hold */
	enum status_reach reach;
	struct place place;
};

/* What a line of a `date` block is about. */
enum date_line_kind {
	DATE_LINE_FORM,    /* a spelling of a date, {date} in the other lines */
	DATE_LINE_DECADE,  /* the same, of ten years */
	DATE_LINE_AT,      /* on, in */
	DATE_LINE_SINCE,   /* from a date on */
	DATE_LINE_UNTIL,   /* up to one */
	DATE_LINE_SPAN,    /* from one to another */
	DATE_LINE_LATER,   /* so many units after the date last named */
	DATE_LINE_EARLIER, /* before it */
	DATE_LINE_SAME,    /* in the unit that it lies in */
	DATE_LINE_NEVER,   /* no date */
	DATE_LINE_LEAD,    /* begins a part of a sentence whose date holds for what follows its comma */
};

struct ast_date_line {
	enum date_line_kind kind;
	enum date_unit unit; /* of later, earlier, same */
	struct pattern pattern;
};

/* A word for a number: of a month, a day, or a count. */
struct ast_date_word {
	struct slice text; /* as written; white space is one space */
	unsigned number;
};

enum date_list { DATE_MONTHS, DATE_DAYS, DATE_COUNTS, DATE_LISTS };

typedef ARRAY(struct ast_date_word) date_words;

/* All `date` blocks together. */
struct ast_dates {
	ARRAY(struct ast_date_line) lines;
	date_words words[DATE_LISTS];
	pattern_array stops;      /* between a date and the words of a relation: they do not belong together */
	pattern_array predicates; /* before a date, in its part of the sentence: it belongs to them */
	pattern_array apart;      /* right before the words of a relation: it was at another time than a date before them */
	pattern_array turns;      /* an end that begins within them is a beginning: "did not join until 1970" */
};

/* `when` of a rule. */
enum when {
	WHEN_ANY,
	WHEN_NEVER, /* its edges take no date */
	WHEN_DATED, /* no edge without a date */
	WHEN_SINCE, /* a plain date is when what it gives began, or ended */
	WHEN_UNTIL,
};

/* `in` of a rule: the parts of a page that it reads. */
enum within {
	WITHIN_TEXT = 1,
	WITHIN_HEADING = 2,
	WITHIN_FURNITURE = 4, /* menus, boxes, tables; lines that follow each other as one */
	WITHIN_USUAL = WITHIN_TEXT | WITHIN_HEADING,
};

/* What `in` calls them, in the order of the bits; NULL behind the last. */
extern const char *const ast_within_names[];

struct ast_relation {
	struct slice name, inverse, label, colour;
	slice_array from, to;
	bool symmetric;
	bool broken; /* one of its items was not understood and said so */
	struct place place;
};

/* gives {X} | RELATION | {Y} [as {R}] [when WHEN] */
struct ast_gives {
	struct slice source, relation, target, as; /* names of holes; as may be empty */
	enum when when;                            /* its own, where one stands behind it; else WHEN_ANY, and that of the rule holds */
	struct place place;
};

struct ast_edge {
	struct slice source, relation, target;
	enum status status;
	struct place place;
};

/* yes|no TEXT, with given and = lines below it */
struct ast_example {
	bool yes, todo;
	struct slice text, given; /* given: sentences that stand before it in the document; may be empty */
	ARRAY(struct ast_edge) edges;
	struct place place;
};

typedef ARRAY(struct ast_example) example_array;

struct ast_find {
	struct pattern pattern;
	struct place place; /* of the line */
};

struct ast_rule {
	struct slice name, why;
	ARRAY(struct ast_find) finds;
	ARRAY(struct ast_find) unless; /* its own lines, and behind them those that guards bring */
	ARRAY(struct ast_gives) gives;
	example_array examples;
	slice_array forms; /* names of variants it is restricted to; empty: all */
	struct place forms_place;
	enum status status; /* `status planned`: what it gives whatever the cues say; else asserted, as the cues have it */
	bool status_given;
	enum when when;
	unsigned sure;     /* 80 by default */
	unsigned within;   /* bits of enum within; WITHIN_USUAL by default */
	slice_array opens; /* types of the names that hold another which it reads as words */
	bool off;
	bool broken; /* one of its lines was not understood and said so; it is incomplete */
	struct place place;
};

/* One end of a line of `infer`: a letter, and the types that it may stand for. */
struct ast_infer_end {
	struct slice letter;
	slice_array types; /* as written; empty: whatever the relation takes */
};

/* A | RELATION | B */
struct ast_infer_edge {
	struct ast_infer_end source, target;
	struct slice relation;
	struct place place;
};
typedef ARRAY(struct ast_infer_edge) infer_edge_array;

/* infer [NAME], if EDGE and EDGE, then EDGE, sure -20 */
struct ast_infer {
	struct ast_rule rule; /* its name ("infer NAME"), why, examples, off, broken, place; the rest is not used */
	infer_edge_array premises, conclusions;
	unsigned cost; /* what its edges are less sure than the least sure of their premises */
};

/* reject FILE "A | RELATION | B [| STATUS]" [because TEXT] */
struct ast_reject {
	struct slice document; /* a document's name or the end of it, from a / on */
	struct ast_edge edge;
	bool status_given; /* else whatever its status */
	struct slice because;
	struct place place;
};

/* distinct A, B */
struct ast_distinct {
	slice_array names;
	struct place place;
};

/* title <LIST> not <LIST>: who is called by the first is nobody whose full name begins with a word of the second */
struct ast_title {
	struct ast_sign titles, names;
};

struct ast_file {
	struct slice path; /* as the user would open it */
	struct slice text;
};

struct ast {
	struct arena *arena; /* owns every slice, element and pattern below, as do these, of the threads that read the files */
	ARRAY(struct arena *) arenas;
	ARRAY(struct ast_file) files;
	ARRAY(struct ast_type) types;
	ARRAY(struct ast_words) words;
	ARRAY(struct ast_verb) verbs;
	ARRAY(struct ast_inflect) inflects;
	ARRAY(struct ast_variant) variants;
	ARRAY(struct ast_guard) guards;
	ARRAY(struct ast_entity) entities;
	ARRAY(struct ast_name) names;
	ARRAY(struct ast_hole) holes;
	ARRAY(struct ast_whole) wholes;
	ARRAY(struct ast_refer) refers;
	ARRAY(struct ast_status) statuses;
	struct ast_dates dates;
	ARRAY(struct ast_relation) relations;
	ARRAY(struct ast_rule) rules;
	ARRAY(struct ast_infer) infers;
	ARRAY(struct ast_reject) rejects;
	ARRAY(struct ast_distinct) distincts;
	ARRAY(struct ast_title) titles;
	struct pattern phrase; /* n == 0 where no `phrase` line stands */
	pattern_array further; /* `phrase further PATTERN`: another one behind a whole phrase that ends a line */
	pattern_array pairs;   /* `hole pair PATTERN`: two names behind one that ends a line, whose verb is left out */
	slice_array unknown;   /* `unknown TYPES sure -20`: types that an unknown name may stand for */
	unsigned unknown_cost;
	struct slice unknown_first_name, unknown_acronym; /* the types of those of a telling shape; empty where the line names none */
	struct place unknown_place;
	bool acronyms;
	bool follows;                  /* what was read depends on what stands in the files before */
	slice_array folders;           /* that were loaded, in order */
	const struct ast_file *tables; /* stand for the tables of these paths while rules are read; borrowed */
	size_t table_count;
	const char *library; /* where `uses` looks last, a folder of rule folders; NULL: nowhere */
};

/* Names of forms ("base", "past" …): their bit, or 0. */
unsigned ast_form(struct slice name);
/* The vocabulary of this name; NULL where there is none. */
const struct ast_words *ast_find_words(const struct ast *ast, struct slice name);
const struct ast_verb *ast_find_verb(const struct ast *ast, struct slice name);
/* The name of a relation or a type as it is shown, "led by". In arena. */
struct slice ast_spaced(struct arena *arena, struct slice name);
/* How a relation is shown: by its label, else by its name, spaced. In arena. */
struct slice ast_label(struct arena *arena, struct slice name, struct slice label);

#endif
