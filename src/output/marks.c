#include "output/marks.h"

const char *marks_class(char mark)
{
	return mark == '+' ? "added" : mark == '-' ? "gone" : mark == '~' ? "changed" : "same";
}

const char *marks_sign(char mark)
{
	return mark == '+' ? "+ " : mark == '-' ? "\xE2\x88\x92 " : mark == '~' ? "~ " : "";
}

/* Green and red differ in lightness as well, for those who do not tell them apart by hue. */
struct colour marks_colour(char mark)
{
	static const struct colour added = { 0x11, 0x63, 0x29 }, gone = { 0xCF, 0x22, 0x2E }, changed = { 0x9A, 0x67, 0x00 },
	                           same = { 0x8A, 0x91, 0x9C };
	return mark == '+' ? added : mark == '-' ? gone : mark == '~' ? changed : same;
}

const char *marks_dashes(char mark)
{
	return mark == '-' ? "9 3 2 3" : NULL;
}

struct colour marks_colour_on_dark(char mark)
{
	static const struct colour added = { 0x3F, 0xB9, 0x50 }, gone = { 0xF8, 0x51, 0x49 }, changed = { 0xD2, 0x99, 0x22 },
	                           same = { 0x59, 0x61, 0x6D };
	return mark == '+' ? added : mark == '-' ? gone : mark == '~' ? changed : same;
}
