#include "rules/status.h"

static const char *const names[STATUS_COUNT] = { "asserted", "denied", "planned", "attempted", "supposed", "reported" };

const char *status_name(enum status status)
{
	return names[status];
}

bool status_find(struct slice name, enum status *status)
{
	for (int i = 0; i < STATUS_COUNT; i++) {
		if (slice_is(name, names[i])) {
			*status = (enum status)i;
			return true;
		}
	}
	return false;
}
