/* Runs a fuzz target over files, for compilers without libFuzzer. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "fuzz.h"

static size_t run_file(const char *path)
{
	struct file_buffer buffer = { 0 };
	const char *why = file_read(path, (size_t)1 << 26, false, &buffer);
	if (!why)
		LLVMFuzzerTestOneInput((const uint8_t *)buffer.bytes, buffer.len);
	file_buffer_fini(&buffer);
	return why == NULL;
}

static size_t run_folder(const char *path)
{
	struct dirent **names;
	size_t run = 0;
	int n = scandir(path, &names, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char file[4096];
		snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name);
		run += names[i]->d_type == DT_REG ? run_file(file) : 0;
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return run;
}

int main(int argc, char **argv)
{
	size_t run = 0;
	for (int i = 1; i < argc; i++)
		run += run_folder(argv[i]);
	printf("%zu inputs\n", run);
	return run ? 0 : 1;
}
