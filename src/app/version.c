#include "app/version.h"

#include <stdio.h>

#include "app/command.h"

/* The build tells what it was built with: "name version, …". */
#ifndef KGRAPH_LIBRARIES
#define KGRAPH_LIBRARIES "unknown"
#endif

int version_print(void)
{
	printf("kgraph %s\nlibraries: %s\n", KGRAPH_VERSION, KGRAPH_LIBRARIES);
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_OUTPUT;
}
