/* The reader of diffs: whatever the file says, nothing is read beyond the older graph, and what comes out has the digest that it names. The input is
 * an older graph, a zero byte, and a diff; the digest of the graph is put in where the diff has sixteen question marks. */
#include "base/diag.h"
#include "facts/patch.h"
#include "fuzz.h"

static const char asked[] = "????????????????";

static void put_digest(struct slice diff, const char *digest)
{
	for (size_t i = 0; i + sizeof asked - 1 <= diff.len; i++) {
		char *at = (char *)(uintptr_t)diff.ptr + i;
		if (memcmp(at, asked, sizeof asked - 1) == 0)
			memcpy(at, digest, sizeof asked - 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = fuzz_copy(data, size);
	const char *zero = size ? memchr(bytes, '\0', size) : NULL;
	size_t len = zero ? (size_t)(zero - bytes) : 0;
	struct slice older = slice_make(bytes, len), diff = zero ? slice_make(zero + 1, size - len - 1) : slice_make(bytes, size);
	char digest[PATCH_DIGEST];
	struct diag *diag = diag_new();
	struct buffer out = { 0 };
	patch_digest(older, digest);
	put_digest(diff, digest);
	struct patch *patch = patch_read(slice_of("diff.jsonl"), diff, diag);
	fuzz_check((patch == NULL) == (diag_errors(diag) > 0));
	if (patch)
		fuzz_check(patch_apply(patch, older, &out, diag) == (diag_errors(diag) == 0));
	/* Every line comes from one of the two. */
	fuzz_check(out.n <= size + 1);
	patch_free(patch);
	buffer_fini(&out);
	diag_free(diag);
	free(bytes);
	return 0;
}
