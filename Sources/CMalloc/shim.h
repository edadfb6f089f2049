// glibc's own header, which Swift's module of the C library leaves out.
#pragma once
#if defined(__linux__) && __has_include(<malloc.h>)
#include <features.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#endif

// Gives freed memory back to the system where the C library can; else does nothing.
static inline void moonwire_release_freed(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
