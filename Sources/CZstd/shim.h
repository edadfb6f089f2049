// zstd and its dictionary trainer.
#include <zstd.h>
#include <zdict.h>
