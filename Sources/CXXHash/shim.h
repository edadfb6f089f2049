// XXH3 from the header alone: inlined where it is called, so that no library is loaded at start.
// The header renames its functions by macros, which Swift does not see; hence the wrapper.
#pragma once
#define XXH_INLINE_ALL
#include <xxhash.h>

static inline uint64_t moonwire_xxh3(const void *bytes, size_t length) { return XXH3_64bits(bytes, length); }
