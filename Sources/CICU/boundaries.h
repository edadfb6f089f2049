// Break iterators, normalisation and character properties, declared as symbols.h says.
#pragma once
#include "symbols.h"

typedef struct moonwire_breaks moonwire_breaks;
typedef struct moonwire_text moonwire_text;
typedef struct moonwire_form moonwire_form;

extern moonwire_breaks *icu_ubrk_open(
    int32_t type, const char *locale, const uint16_t *text, int32_t length, int32_t *status)
    MOONWIRE_SYMBOL("ubrk_open");
extern void icu_ubrk_setUText(moonwire_breaks *breaks, moonwire_text *text, int32_t *status)
    MOONWIRE_SYMBOL("ubrk_setUText");
extern void icu_breaks_close(moonwire_breaks *breaks)
    MOONWIRE_SYMBOL("ubrk_close");
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
// The value of an enumerated or binary property of a character, or 0 for a property that ICU does not know.
extern int32_t icu_property(int32_t scalar, int32_t property)
    MOONWIRE_SYMBOL("u_getIntPropertyValue");
extern int32_t icu_script(int32_t scalar, int32_t *status)
    MOONWIRE_SYMBOL("uscript_getScript");
extern const moonwire_form *icu_nfkc_casefold(int32_t *status)
    MOONWIRE_SYMBOL("unorm2_getNFKCCasefoldInstance");
extern const moonwire_form *icu_nfc(int32_t *status)
    MOONWIRE_SYMBOL("unorm2_getNFCInstance");
extern int32_t icu_normalize(
    const moonwire_form *form, const uint16_t *source, int32_t count, uint16_t *result, int32_t capacity,
    int32_t *status)
    MOONWIRE_SYMBOL("unorm2_normalize");
// The full canonical decomposition of a character, or a negative number where it has none.
extern int32_t icu_decomposition(
    const moonwire_form *form, int32_t scalar, uint16_t *result, int32_t capacity, int32_t *status)
    MOONWIRE_SYMBOL("unorm2_getDecomposition");
extern void icu_u_getVersion(uint8_t *version)
    MOONWIRE_SYMBOL("u_getVersion");
extern void icu_u_getUnicodeVersion(uint8_t *version)
    MOONWIRE_SYMBOL("u_getUnicodeVersion");
extern void icu_u_versionToString(const uint8_t *version, char *text)
    MOONWIRE_SYMBOL("u_versionToString");

// Values of ICU's enumerations, part of its ABI: UBRK_WORD, U_NON_SPACING_MARK, USCRIPT_CYRILLIC, USCRIPT_LATIN and
// U_MAX_VERSION_STRING_LENGTH.
enum { icu_word_breaks = 1, icu_nonspacing_mark = 6, icu_cyrillic = 8, icu_latin = 25, icu_longest_version = 20 };

// Properties: UCHAR_EMOJI, UCHAR_EMOJI_MODIFIER, UCHAR_EMOJI_MODIFIER_BASE, UCHAR_EXTENDED_PICTOGRAPHIC,
// UCHAR_LINE_BREAK and UCHAR_WORD_BREAK.
enum {
  icu_emoji = 57, icu_emoji_modifier = 59, icu_emoji_modifier_base = 60, icu_extended_pictographic = 64,
  icu_line_break = 0x1008, icu_word_break = 0x1014
};

// Values of those: U_LB_COMPLEX_CONTEXT, USCRIPT_HAN, USCRIPT_HIRAGANA, and U_WB_ALETTER and its like.
enum { icu_complex_context = 24, icu_han = 17, icu_hiragana = 20 };
enum {
  icu_wb_aletter = 1, icu_wb_format = 2, icu_wb_katakana = 3, icu_wb_midletter = 4, icu_wb_midnum = 5,
  icu_wb_numeric = 6, icu_wb_extendnumlet = 7, icu_wb_extend = 9, icu_wb_midnumlet = 11,
  icu_wb_regional_indicator = 13, icu_wb_hebrew_letter = 14, icu_wb_single_quote = 15, icu_wb_double_quote = 16,
  icu_wb_zwj = 21
};

// The root locale is named outright: the default one comes from the environment, which must not show in an index.
static inline moonwire_breaks *icu_word_breaks_open(int32_t *status) {
  return icu_ubrk_open(icu_word_breaks, "root", NULL, 0, status);
}

static inline void icu_breaks_set_text(moonwire_breaks *breaks, moonwire_text *text, int32_t *status) {
  icu_ubrk_setUText(breaks, text, status);
}

static inline int icu_is_nonspacing_mark(int32_t scalar) { return icu_u_charType(scalar) == icu_nonspacing_mark; }

// Warnings are negative, U_ZERO_ERROR is 0.
static inline int icu_failed(int32_t status) { return status > 0; }

static inline int icu_is_latin(int32_t script) { return script == icu_latin; }

static inline int icu_is_cyrillic(int32_t script) { return script == icu_cyrillic; }

// "72.1" and "15.0"; each text needs room for icu_longest_version characters and a zero.
static inline void icu_versions(char *library, char *unicode) {
  uint8_t version[4];
  icu_u_getVersion(version);
  icu_u_versionToString(version, library);
  icu_u_getUnicodeVersion(version);
  icu_u_versionToString(version, unicode);
}
