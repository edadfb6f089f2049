// Break iterators, normalisation and character properties. ICU renames its functions by macros with the version's
// number (ubrk_open is ubrk_open_72), which Swift does not see: each function used gets a static inline wrapper here.
#pragma once
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utext.h>
#include <unicode/ustring.h>
