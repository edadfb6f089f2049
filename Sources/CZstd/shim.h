// zstd.
#include <zstd.h>
