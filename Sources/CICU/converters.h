// Character set converters. Wrapped for the reason given in boundaries.h.
#pragma once
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
