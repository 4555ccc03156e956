#include "text/elements.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct element {
	const char *name;
	unsigned flags;
};

/* In byte order of name. A form as such is no furniture: some sites wrap their whole page in one; its controls are. */
static const struct element elements[] = {
	{ "a", ELEMENT_LINK },
	{ "address", ELEMENT_BLOCK },
	{ "article", ELEMENT_BLOCK | ELEMENT_ARTICLE },
	{ "aside", ELEMENT_BLOCK | ELEMENT_SKIP },
	{ "audio", ELEMENT_SKIP },
	{ "blockquote", ELEMENT_BLOCK },
	{ "body", ELEMENT_BLOCK },
	{ "br", ELEMENT_BREAK },
	{ "button", ELEMENT_SKIP },
	{ "canvas", ELEMENT_SKIP },
	{ "caption", ELEMENT_BLOCK },
	{ "center", ELEMENT_BLOCK },
	{ "datalist", ELEMENT_SKIP },
	{ "dd", ELEMENT_BLOCK },
	{ "del", ELEMENT_SKIP },
	{ "details", ELEMENT_BLOCK },
	{ "dialog", ELEMENT_BLOCK | ELEMENT_SKIP },
	{ "dir", ELEMENT_BLOCK | ELEMENT_LIST },
	{ "div", ELEMENT_BLOCK },
	{ "dl", ELEMENT_BLOCK | ELEMENT_LIST },
	{ "dt", ELEMENT_BLOCK },
	{ "fieldset", ELEMENT_BLOCK },
	{ "figcaption", ELEMENT_BLOCK },
	{ "figure", ELEMENT_BLOCK },
	{ "footer", ELEMENT_BLOCK | ELEMENT_SKIP },
	{ "form", ELEMENT_BLOCK },
	{ "h1", ELEMENT_BLOCK },
	{ "h2", ELEMENT_BLOCK },
	{ "h3", ELEMENT_BLOCK },
	{ "h4", ELEMENT_BLOCK },
	{ "h5", ELEMENT_BLOCK },
	{ "h6", ELEMENT_BLOCK },
	{ "head", ELEMENT_BLOCK | ELEMENT_SKIP },
	{ "header", ELEMENT_BLOCK | ELEMENT_HEADER },
	{ "hr", ELEMENT_BLOCK },
	{ "html", ELEMENT_BLOCK },
	{ "iframe", ELEMENT_SKIP },
	{ "label", ELEMENT_SKIP },
	{ "legend", ELEMENT_SKIP },
	{ "li", ELEMENT_BLOCK },
	{ "main", ELEMENT_BLOCK | ELEMENT_ARTICLE },
	{ "math", ELEMENT_SKIP },
	{ "menu", ELEMENT_BLOCK | ELEMENT_LIST },
	{ "nav", ELEMENT_BLOCK | ELEMENT_SKIP },
	{ "noembed", ELEMENT_SKIP },
	{ "noframes", ELEMENT_SKIP },
	{ "noscript", ELEMENT_SKIP },
	{ "object", ELEMENT_SKIP },
	{ "ol", ELEMENT_BLOCK | ELEMENT_LIST },
	{ "optgroup", ELEMENT_SKIP },
	{ "option", ELEMENT_SKIP },
	{ "p", ELEMENT_BLOCK },
	{ "pre", ELEMENT_BLOCK | ELEMENT_PRE },
	{ "rp", ELEMENT_SKIP },
	{ "rt", ELEMENT_SKIP },
	{ "s", ELEMENT_SKIP },
	{ "script", ELEMENT_SKIP },
	{ "section", ELEMENT_BLOCK | ELEMENT_ARTICLE },
	{ "select", ELEMENT_SKIP },
	{ "small", ELEMENT_RAISED },
	{ "strike", ELEMENT_SKIP },
	{ "style", ELEMENT_SKIP },
	{ "summary", ELEMENT_BLOCK },
	{ "sup", ELEMENT_RAISED },
	{ "svg", ELEMENT_SKIP },
	{ "table", ELEMENT_BLOCK },
	{ "tbody", ELEMENT_BLOCK },
	{ "td", ELEMENT_BLOCK },
	{ "template", ELEMENT_SKIP },
	{ "textarea", ELEMENT_SKIP },
	{ "tfoot", ELEMENT_BLOCK },
	{ "th", ELEMENT_BLOCK },
	{ "thead", ELEMENT_BLOCK },
	{ "title", ELEMENT_BLOCK | ELEMENT_SKIP },
	{ "tr", ELEMENT_BLOCK },
	{ "ul", ELEMENT_BLOCK | ELEMENT_LIST },
	{ "video", ELEMENT_SKIP },
};

static int element_compare(const void *name, const void *element)
{
	return strcmp(name, ((const struct element *)element)->name);
}

static bool is_furniture_role(const char *role)
{
	static const char *const roles[] = {
		"navigation",
		"banner",
		"contentinfo",
		"complementary",
		"search",
		"menu",
		"menubar",
		"toolbar",
		"dialog",
		"alertdialog",
	};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (!strcasecmp(role, roles[i]))
			return true;
	return false;
}

/* Whether a style attribute says "display: none". */
static bool displays_none(const char *style)
{
	struct slice rest = slice_of(style), declaration, name;
	while (slice_split(&rest, ';', &declaration))
		if (slice_split(&declaration, ':', &name) && slice_alike(name, slice_of("display")) && slice_alike(slice_trim(declaration), slice_of("none")))
			return true;
	return false;
}

static bool hides(const char *name, const char *value)
{
	if (!strcasecmp(name, "hidden"))
		return true;
	if (!value)
		return false;
	return (!strcasecmp(name, "role") && is_furniture_role(value)) || (!strcasecmp(name, "aria-hidden") && !strcasecmp(value, "true")) ||
	       (!strcasecmp(name, "style") && displays_none(value));
}

/* A page whose whole body is hidden waits for its scripts to be shown. */
static bool is_hidden(const char *name, const char *const *attributes)
{
	if (!strcmp(name, "html") || !strcmp(name, "body"))
		return false;
	for (size_t i = 0; attributes && attributes[i]; i += 2)
		if (hides(attributes[i], attributes[i + 1]))
			return true;
	return false;
}

unsigned element_flags(const char *name, const char *const *attributes)
{
	const struct element *element = bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, element_compare);
	unsigned flags = element ? element->flags : 0;
	return is_hidden(name, attributes) ? flags | ELEMENT_SKIP : flags;
}

static const char *attribute(const char *const *attributes, const char *name)
{
	for (size_t i = 0; attributes && attributes[i]; i += 2)
		if (!strcasecmp(attributes[i], name))
			return attributes[i + 1];
	return NULL;
}

/* Names that pages give to the date of their publication, by strength. */
static unsigned date_rank(const char *name)
{
	static const struct {
		const char *name;
		unsigned rank;
	} names[] = {
		{ "article:published_time", 1 },
		{ "datePublished", 1 },
		{ "citation_publication_date", 1 },
		{ "dc.date.issued", 1 },
		{ "dcterms.issued", 1 },
		{ "parsely-pub-date", 1 },
		{ "sailthru.date", 1 },
		{ "pubdate", 1 },
		{ "dc.date", 2 },
		{ "dcterms.date", 2 },
		{ "dcterms.created", 2 },
		{ "dc.date.created", 2 },
		{ "date", 2 },
	};
	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (!strcasecmp(name, names[i].name))
			return names[i].rank;
	return 0;
}

unsigned element_date(const char *name, const char *const *attributes, struct date *date)
{
	static const char *const keys[] = { "property", "name", "itemprop" };
	bool time = !strcmp(name, "time");
	const char *value = time ? attribute(attributes, "datetime") : strcmp(name, "meta") ? NULL : attribute(attributes, "content");
	unsigned rank = time ? 3 : 0;
	if (!value || !date_read(slice_trim(slice_of(value)), date))
		return 0;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		unsigned found = date_rank(attribute(attributes, keys[i]));
		if (found && (!rank || found < rank))
			rank = found;
	}
	return rank;
}
