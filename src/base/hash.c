#include "base/hash.h"

#include <sys/random.h>

#include "base/wordhash.h"

#define ONE UINT64_C(0xA0761D6478BD642F)
#define OTHER UINT64_C(0xE7037ED1A0B428DB)

/* Both are secret: with a factor that is known, texts can be made that collide whatever the hash starts with. */
static struct {
	uint64_t start, factor;
} run = { ONE, OTHER };

void hash_set_key(uint64_t key)
{
	run.start = wordhash_mix(key ^ ONE, OTHER);
	run.factor = wordhash_mix(key ^ OTHER, ONE) | 1;
}

void hash_draw_key(void)
{
	uint64_t key;
	/* Where the system has no random bytes to give, where it put the stack is not foreseen either. */
	if (getrandom(&key, sizeof key, GRND_NONBLOCK) != (ssize_t)sizeof key)
		key = (uint64_t)(uintptr_t)&key;
	hash_set_key(key);
}

uint64_t hash_text(struct slice text)
{
	uint64_t hash = run.start ^ text.len, piece;
	for (; text.len >= sizeof piece; text = slice_part(text, sizeof piece, text.len)) {
		memcpy(&piece, text.ptr, sizeof piece);
		hash = wordhash_mix(hash ^ piece, run.factor);
	}
	piece = 0;
	if (text.len)
		memcpy(&piece, text.ptr, text.len);
	return wordhash_mix(hash ^ piece, run.factor);
}
