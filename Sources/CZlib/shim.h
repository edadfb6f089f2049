// zlib, for JSON Lines and feed files that are compressed with gzip. inflateInit2 is a macro, which Swift cannot call:
// it passes the version of the header along.
#pragma once
#include <zlib.h>

// Gets ready for gzip members: 15 bits of window, 16 for the gzip wrapper.
static inline int moonwire_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
