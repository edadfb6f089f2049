// Break iterators, normalisation and character properties. ICU renames its functions by macros with the version's
// number (ubrk_open is ubrk_open_72), which Swift does not see: each function used gets a static inline wrapper here.
#pragma once
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/ustring.h>

// The root locale is named outright: the default one comes from the environment, which must not show in an index.
static inline UBreakIterator *icu_word_breaks_open(UErrorCode *status) {
  return ubrk_open(UBRK_WORD, "root", NULL, 0, status);
}

static inline void icu_breaks_close(UBreakIterator *breaks) { ubrk_close(breaks); }

static inline void icu_breaks_set_text(UBreakIterator *breaks, UText *text, UErrorCode *status) {
  ubrk_setUText(breaks, text, status);
}

static inline int32_t icu_breaks_next(UBreakIterator *breaks) { return ubrk_next(breaks); }

// `reused` may be NULL; otherwise the text that an earlier call gave, which is then set to the new bytes.
static inline UText *icu_text_open_utf8(UText *reused, const char *bytes, int64_t count, UErrorCode *status) {
  return utext_openUTF8(reused, bytes, count, status);
}

static inline void icu_text_close(UText *text) { utext_close(text); }

static inline int icu_is_alphabetic(UChar32 scalar) { return u_isUAlphabetic(scalar); }

static inline int icu_is_decimal_digit(UChar32 scalar) { return u_isdigit(scalar); }

static inline int icu_is_nonspacing_mark(UChar32 scalar) { return u_charType(scalar) == U_NON_SPACING_MARK; }

static inline UScriptCode icu_script(UChar32 scalar, UErrorCode *status) { return uscript_getScript(scalar, status); }

static inline const UNormalizer2 *icu_nfkc_casefold(UErrorCode *status) {
  return unorm2_getNFKCCasefoldInstance(status);
}

static inline const UNormalizer2 *icu_nfc(UErrorCode *status) { return unorm2_getNFCInstance(status); }

static inline int32_t icu_normalize(const UNormalizer2 *form, const UChar *source, int32_t count, UChar *result,
                                    int32_t capacity, UErrorCode *status) {
  return unorm2_normalize(form, source, count, result, capacity, status);
}

// The full canonical decomposition of a character, or a negative number where it has none.
static inline int32_t icu_decomposition(const UNormalizer2 *form, UChar32 scalar, UChar *result, int32_t capacity,
                                        UErrorCode *status) {
  return unorm2_getDecomposition(form, scalar, result, capacity, status);
}

// U_FAILURE is a macro or an inline function by the language it is read in; Swift needs one that is always there.
static inline int icu_failed(UErrorCode status) { return status > U_ZERO_ERROR; }

// "72.1" and "15.0"; the texts hold at most U_MAX_VERSION_STRING_LENGTH characters.
static inline void icu_versions(char *library, char *unicode) {
  UVersionInfo version;
  u_getVersion(version);
  u_versionToString(version, library);
  u_getUnicodeVersion(version);
  u_versionToString(version, unicode);
}
