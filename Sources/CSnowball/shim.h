// Snowball's C library; Debian ships no pkg-config file, so the module map names the library itself.
#include <libstemmer.h>
