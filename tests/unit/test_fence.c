#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "text/fence.h"

static void test_closed(void **state)
{
	(void)state;
	struct fences fences = { { false } };
	struct slice text = slice_of("```c\na\n  ``` b\nc");
	assert_int_equal(fence_end(&fences, text, 0, '\n'), strlen("```c\na\n  ``` b"));
	assert_int_equal(fence_end(&fences, text, strlen("```c\n"), '\n'), 0);
	assert_int_equal(fence_end(&fences, slice_of(" ~~~\ra\r~~~"), 0, '\r'), strlen(" ~~~\ra\r~~~"));
}

static void test_open(void **state)
{
	(void)state;
	struct fences fences = { { false } };
	struct slice text = slice_of("~~~\n```\na\n```\n``");
	size_t second = strlen("~~~\n"), third = strlen("~~~\n```\na\n");
	assert_int_equal(fence_end(&fences, text, 0, '\n'), 0);
	assert_int_equal(fence_end(&fences, text, second, '\n'), third + 3);
	assert_int_equal(fence_end(&fences, text, third, '\n'), 0);
	assert_int_equal(fence_end(&fences, text, text.len - 2, '\n'), 0);
	assert_int_equal(fence_end(&fences, text, text.len, '\n'), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_closed),
		cmocka_unit_test(test_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
