#include "match/finding.h"

const char *status_name(enum status status)
{
	static const char *const names[STATUS_COUNT] = { "asserted", "denied", "planned", "attempted", "supposed", "reported" };
	return status < STATUS_COUNT ? names[status] : "unknown";
}
