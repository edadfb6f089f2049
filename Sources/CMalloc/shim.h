// glibc's own header, which Swift's module of the C library leaves out.
#pragma once
#if defined(__linux__) && __has_include(<malloc.h>)
#include <features.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#endif

// Keeps up to 8 MiB of freed memory, and pieces of less than 4 MiB among them, where the C library would give each back to
// the system and ask for it again. Sizes in bytes.
static inline void moonwire_keep_freed(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 8 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
#endif
}

// Gives freed memory back to the system where the C library can; else does nothing.
static inline void moonwire_release_freed(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
