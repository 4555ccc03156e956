/* file_temporary: temporary files beside their targets, known to the signal handler; for base/file_output only. */
#ifndef KGRAPH_BASE_FILE_TEMPORARY_H
#define KGRAPH_BASE_FILE_TEMPORARY_H

#include <signal.h>
#include <stdbool.h>

/* The folder of path; the caller frees it. */
char *file_folder(const char *path);
/* Opens the folder of path for reading; -1 with errno. */
int file_folder_open(const char *path);

/* Makes ".NAME.kgraph-PID-N.tmp" beside target, after removing those that dead processes left there. Returns its slot with *fd open
 * for writing, or -1 with errno. */
int file_temporary_open(const char *target, int *fd);
void file_temporary_remove(int slot);
/* Gives the file its name; false with errno, the file stays temporary. */
bool file_temporary_rename(int slot, const char *target);

/* Puts the signals that end the program off, and lets them in again. */
void file_signals_block(sigset_t *before);
void file_signals_restore(const sigset_t *before);

#endif
