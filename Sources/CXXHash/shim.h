// XXH3 from the header alone: the functions are inlined where they are called, and no library is loaded at start.
#define XXH_INLINE_ALL
#include <xxhash.h>
