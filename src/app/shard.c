#include "app/shard.h"

static bool read_number(const char **text, uint32_t *number)
{
	*number = 0;
	const char *at = *text;
	for (; *at >= '0' && *at <= '9'; at++) {
		*number = *number * 10 + (uint32_t)(*at - '0');
		if (*number > SHARDS_MAX)
			return false;
	}
	bool digits = at > *text;
	*text = at;
	return digits;
}

bool shard_read(const char *text, struct shard *shard)
{
	*shard = (struct shard){ 0, 0 };
	if (!text)
		return true;
	return read_number(&text, &shard->number) && *text++ == '/' && read_number(&text, &shard->of) && !*text && shard->number >= 1 &&
	        shard->number <= shard->of;
}

bool shard_takes(const struct shard *shard, struct slice key)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);
	if (shard->of == 0)
		return true;
	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.ptr[i]) * UINT64_C(0x100000001B3);
	return hash % shard->of == shard->number - 1;
}
