#include "output/sandbox.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* A ruleset that handles every right of the first version and grants none. */
static unsigned close_files(void)
{
	const struct landlock_ruleset_attr all = { .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1 };
	long ruleset = syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
	if (ruleset < 0)
		return 0;
	long refused = syscall(SYS_landlock_restrict_self, (int)ruleset, 0);
	close((int)ruleset);
	return refused ? 0 : SANDBOX_FILES;
}

#if defined(ARCHITECTURE) && !defined(SANITIZED)
enum { CALLS_ROOM = 64 };

/* What memory, the pipe, time and ending need; anything else is refused, not punished: libraries cope with EPERM. */
static const uint16_t needed[] = {
	SYS_read,
	SYS_write,
	SYS_close,
	SYS_lseek,
	SYS_fstat,
	SYS_newfstatat,
	SYS_mmap,
	SYS_munmap,
	SYS_mremap,
	SYS_mprotect,
	SYS_madvise,
	SYS_brk,
	SYS_rt_sigreturn,
	SYS_rt_sigaction,
	SYS_rt_sigprocmask,
	SYS_futex,
	SYS_sched_yield,
	SYS_clock_gettime,
	SYS_gettimeofday,
	SYS_times,
	SYS_getrusage,
	SYS_getrandom,
	SYS_getpid,
	SYS_gettid,
	SYS_tgkill,
	SYS_exit,
	SYS_exit_group,
	SYS_restart_syscall,
};

static struct sock_filter load(uint32_t offset)
{
	return (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset);
}

static struct sock_filter end(uint32_t value)
{
	return (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, value);
}

static unsigned close_calls(void)
{
	struct sock_filter program[CALLS_ROOM];
	uint16_t n = 0;
	const uint32_t refuse = SECCOMP_RET_ERRNO | EPERM;
	program[n++] = load(offsetof(struct seccomp_data, arch));
	program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	program[n++] = end(refuse);
	program[n++] = load(offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
		/* On to the end of the program, which allows. */
		uint8_t on = (uint8_t)(sizeof needed / sizeof needed[0] - i);
		program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, needed[i], on, 0);
	}
	program[n++] = end(refuse);
	program[n++] = end(SECCOMP_RET_ALLOW);
	struct sock_fprog filter = { .len = n, .filter = program };
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) ? 0 : SANDBOX_CALLS;
}
#else
static unsigned close_calls(void)
{
	return 0;
}
#endif

unsigned sandbox_enter(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return 0;
	unsigned files = close_files();
	return files | close_calls();
}
