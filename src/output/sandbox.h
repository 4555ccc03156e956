/* sandbox: takes from a process everything that a layout does not need: files, sockets, other programs and processes. */
#ifndef KGRAPH_OUTPUT_SANDBOX_H
#define KGRAPH_OUTPUT_SANDBOX_H

enum sandbox_held {
	SANDBOX_FILES = 1, /* Landlock: no file can be opened or made */
	SANDBOX_CALLS = 2, /* seccomp: system calls beyond memory, reading and writing what is open, and ending are refused (EPERM) */
};

/* Cannot be undone. Returns which of the two the kernel granted, as bits; the process goes on with what there is. With a sanitizer
 * compiled in, which needs more calls, only Landlock is asked for. */
unsigned sandbox_enter(void);

#endif
