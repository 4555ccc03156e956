/* version: of kgraph and of the libraries that it stands on. */
#ifndef KGRAPH_APP_VERSION_H
#define KGRAPH_APP_VERSION_H

#define KGRAPH_VERSION "0.1.0"
/* The day of that version, for the manual page. */
#define KGRAPH_DATE "2026-11-22"

/* Prints the versions to standard output; returns the exit status. */
int version_print(void);

#endif
