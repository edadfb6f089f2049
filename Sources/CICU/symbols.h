// How ICU's functions are declared here, without ICU's own headers.
//
// Foundation brings a second ICU, of another version, as a Clang module, and a program that sees the same enumerations
// with different members does not compile. So the functions are declared by their C ABI, with opaque types and plain
// integers, under the names that this version of ICU gives them (uvernum.h holds macros only).
#pragma once
#include <unicode/uvernum.h>

// The symbol of a function in this version of ICU: "ucnv_open_72". Given as a label, so that ICU's renaming macros,
// where another header brought them, do not rename once more.
#define MOONWIRE_STRING_OF(text) #text
#define MOONWIRE_STRING(text) MOONWIRE_STRING_OF(text)
#define MOONWIRE_SYMBOL(name) __asm__(MOONWIRE_STRING(__USER_LABEL_PREFIX__) name MOONWIRE_STRING(U_ICU_VERSION_SUFFIX))
