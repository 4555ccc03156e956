/* put: text and numbers into an output; no locale, no printf of data. */
#ifndef KGRAPH_OUTPUT_PUT_H
#define KGRAPH_OUTPUT_PUT_H

#include "base/file.h"
#include "facts/fact.h"

void put_text(struct file_output *output, const char *text);
void put_slice(struct file_output *output, struct slice text);
/* For a terminal: control and bidirectional characters as <U+001B>, not obeyed. */
void put_shown(struct file_output *output, struct slice text);
void put_number(struct file_output *output, uint64_t number);
/* Rounded to one decimal, without a trailing ".0"; "0" for what is no number or beyond 1e12. */
void put_decimal(struct file_output *output, double number);
/* put_slice as a callback. */
void put_bytes(const char *bytes, size_t len, void *output);

/* The number of decimal digits in text, at least 24 bytes; returns its length. */
size_t put_digits(uint64_t number, char *text);

/* The folder and name of a rule's file, "politics/power.rules": no output depends on where the rules are installed. Part of file. */
struct slice put_rule_file(struct slice file);
/* "overthrow:14/passive". In arena. */
struct slice put_rule_variant(struct arena *arena, const struct fact_proof *proof);
/* The sentence of the best proof; of an inferred edge those of all its premises in that document, each once, " + " between. In arena. */
struct slice put_evidence(struct arena *arena, const struct facts *facts, const struct fact_edge *edge);
/* What is written for a relation: its label, else its name spaced. In arena. */
struct slice put_relation_label(struct arena *arena, const struct fact_relation *relation);

#endif
