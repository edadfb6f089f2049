// Break iterators, normalisation and character properties. Declared for the reason given in symbols.h; a status is
// zero or negative for success (UErrorCode).
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "symbols.h"

typedef struct moonwire_breaks moonwire_breaks;
typedef struct moonwire_text moonwire_text;
typedef struct moonwire_normalizer moonwire_normalizer;

extern moonwire_breaks *icu_ubrk_open(
    int32_t type, const char *locale, const uint16_t *text, int32_t count, int32_t *status)
    MOONWIRE_SYMBOL("ubrk_open");
extern void icu_breaks_close(moonwire_breaks *breaks)
    MOONWIRE_SYMBOL("ubrk_close");
extern void icu_breaks_set_text(moonwire_breaks *breaks, moonwire_text *text, int32_t *status)
    MOONWIRE_SYMBOL("ubrk_setUText");
extern int32_t icu_breaks_next(moonwire_breaks *breaks)
    MOONWIRE_SYMBOL("ubrk_next");

// `reused` may be NULL; otherwise the text that an earlier call gave, which is then set to the new bytes.
extern moonwire_text *icu_text_open_utf8(moonwire_text *reused, const char *bytes, int64_t count, int32_t *status)
    MOONWIRE_SYMBOL("utext_openUTF8");
extern moonwire_text *icu_text_close(moonwire_text *text)
    MOONWIRE_SYMBOL("utext_close");

extern int8_t icu_is_alphabetic(int32_t scalar)
    MOONWIRE_SYMBOL("u_isUAlphabetic");
extern int8_t icu_is_decimal_digit(int32_t scalar)
    MOONWIRE_SYMBOL("u_isdigit");
extern int8_t icu_u_charType(int32_t scalar)
    MOONWIRE_SYMBOL("u_charType");
extern int32_t icu_script(int32_t scalar, int32_t *status)
    MOONWIRE_SYMBOL("uscript_getScript");

extern const moonwire_normalizer *icu_nfkc_casefold(int32_t *status)
    MOONWIRE_SYMBOL("unorm2_getNFKCCasefoldInstance");
extern const moonwire_normalizer *icu_nfc(int32_t *status)
    MOONWIRE_SYMBOL("unorm2_getNFCInstance");
extern int32_t icu_normalize(
    const moonwire_normalizer *form, const uint16_t *source, int32_t count, uint16_t *result, int32_t capacity,
    int32_t *status)
    MOONWIRE_SYMBOL("unorm2_normalize");
// The full canonical decomposition of a character, or a negative number where it has none.
extern int32_t icu_decomposition(
    const moonwire_normalizer *form, int32_t scalar, uint16_t *result, int32_t capacity, int32_t *status)
    MOONWIRE_SYMBOL("unorm2_getDecomposition");

extern void icu_u_getVersion(uint8_t *version)
    MOONWIRE_SYMBOL("u_getVersion");
extern void icu_u_getUnicodeVersion(uint8_t *version)
    MOONWIRE_SYMBOL("u_getUnicodeVersion");
extern void icu_u_versionToString(const uint8_t *version, char *text)
    MOONWIRE_SYMBOL("u_versionToString");

// Members of UScriptCode.
static const int32_t icu_script_cyrillic = 8;
static const int32_t icu_script_latin = 25;

static inline int icu_failed(int32_t status) { return status > 0; }

// The root locale is named outright: the default one comes from the environment, which must not show in an index.
// 1 is UBRK_WORD.
static inline moonwire_breaks *icu_word_breaks_open(int32_t *status) {
  return icu_ubrk_open(1, "root", NULL, 0, status);
}

// 6 is U_NON_SPACING_MARK.
static inline int icu_is_nonspacing_mark(int32_t scalar) { return icu_u_charType(scalar) == 6; }

// U_MAX_VERSION_STRING_LENGTH, without the zero at the end.
static const int32_t icu_longest_version = 20;

// "72.1" and "15.0"; the texts have room for icu_longest_version characters and a zero. A version is four numbers.
static inline void icu_versions(char *library, char *unicode) {
  uint8_t version[4];
  icu_u_getVersion(version);
  icu_u_versionToString(version, library);
  icu_u_getUnicodeVersion(version);
  icu_u_versionToString(version, unicode);
}
