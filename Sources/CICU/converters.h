// Character set converters and the statistical detector. Declared for the reason given in symbols.h.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "symbols.h"

typedef struct moonwire_converter moonwire_converter;
typedef struct moonwire_detector moonwire_detector;
typedef struct moonwire_match moonwire_match;

extern moonwire_converter *icu_ucnv_open(const char *name, int32_t *status)
    MOONWIRE_SYMBOL("ucnv_open");
extern void icu_ucnv_close(moonwire_converter *converter)
    MOONWIRE_SYMBOL("ucnv_close");
extern void icu_ucnv_resetToUnicode(moonwire_converter *converter)
    MOONWIRE_SYMBOL("ucnv_resetToUnicode");
extern void icu_ucnv_setToUCallBack(
    moonwire_converter *converter, void *action, const void *context, void **old_action, const void **old_context,
    int32_t *status)
    MOONWIRE_SYMBOL("ucnv_setToUCallBack");
extern void icu_UCNV_TO_U_CALLBACK_STOP(void)
    MOONWIRE_SYMBOL("UCNV_TO_U_CALLBACK_STOP");
extern void icu_ucnv_toUnicode(
    moonwire_converter *converter, uint16_t **target, const uint16_t *target_limit, const char **source,
    const char *source_limit, int32_t *offsets, int8_t flush, int32_t *status)
    MOONWIRE_SYMBOL("ucnv_toUnicode");
extern void icu_ucnv_getInvalidChars(
    const moonwire_converter *converter, char *bytes, int8_t *count, int32_t *status)
    MOONWIRE_SYMBOL("ucnv_getInvalidChars");
extern moonwire_detector *icu_ucsdet_open(int32_t *status)
    MOONWIRE_SYMBOL("ucsdet_open");
extern void icu_ucsdet_close(moonwire_detector *detector)
    MOONWIRE_SYMBOL("ucsdet_close");
extern void icu_ucsdet_setText(
    moonwire_detector *detector, const char *bytes, int32_t count, int32_t *status)
    MOONWIRE_SYMBOL("ucsdet_setText");
extern const moonwire_match **icu_ucsdet_detectAll(
    moonwire_detector *detector, int32_t *found, int32_t *status)
    MOONWIRE_SYMBOL("ucsdet_detectAll");
extern const char *icu_ucsdet_getName(const moonwire_match *match, int32_t *status)
    MOONWIRE_SYMBOL("ucsdet_getName");
extern int32_t icu_ucsdet_getConfidence(const moonwire_match *match, int32_t *status)
    MOONWIRE_SYMBOL("ucsdet_getConfidence");

// What ICU's UErrorCode values mean here: U_ZERO_ERROR and warnings (negative) are success, 15 is
// U_BUFFER_OVERFLOW_ERROR, other positive values are failures.
#define MOONWIRE_ICU_OVERFLOW 15

// Opens a converter by ICU's name or alias, which stops at the first byte sequence that the character set does not
// define, so that the caller can count it. NULL where ICU knows none of that name.
static inline moonwire_converter *moonwire_ucnv_open(const char *name) {
  int32_t status = 0;
  moonwire_converter *converter = icu_ucnv_open(name, &status);
  if (status > 0) return NULL;
  icu_ucnv_setToUCallBack(converter, (void *)icu_UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  if (status <= 0) return converter;
  icu_ucnv_close(converter);
  return NULL;
}

static inline void moonwire_ucnv_close(moonwire_converter *converter) { icu_ucnv_close(converter); }

static inline void moonwire_ucnv_reset(moonwire_converter *converter) { icu_ucnv_resetToUnicode(converter); }

// Converts and flushes; returns ICU's status.
static inline int32_t moonwire_ucnv_to_unicode(
    moonwire_converter *converter, uint16_t **target, const uint16_t *target_limit, const char **source,
    const char *source_limit) {
  int32_t status = 0;
  icu_ucnv_toUnicode(converter, target, target_limit, source, source_limit, NULL, true, &status);
  return status;
}

// The number of bytes of the sequence at which the last conversion stopped.
static inline int moonwire_ucnv_invalid_count(const moonwire_converter *converter) {
  char bytes[32];
  int8_t count = sizeof bytes;
  int32_t status = 0;
  icu_ucnv_getInvalidChars(converter, bytes, &count, &status);
  return status <= 0 ? count : 0;
}

static inline moonwire_detector *moonwire_ucsdet_open(void) {
  int32_t status = 0;
  moonwire_detector *detector = icu_ucsdet_open(&status);
  return status <= 0 ? detector : NULL;
}

static inline void moonwire_ucsdet_close(moonwire_detector *detector) { icu_ucsdet_close(detector); }

// All guesses for those bytes, best first. The bytes must outlive the use of the guesses.
static inline const moonwire_match **moonwire_ucsdet_detect_all(
    moonwire_detector *detector, const char *bytes, int32_t count, int32_t *found) {
  int32_t status = 0;
  *found = 0;
  icu_ucsdet_setText(detector, bytes, count, &status);
  if (status > 0) return NULL;
  const moonwire_match **matches = icu_ucsdet_detectAll(detector, found, &status);
  if (status <= 0) return matches;
  *found = 0;
  return NULL;
}

static inline const char *moonwire_ucsdet_name(const moonwire_match *match) {
  int32_t status = 0;
  const char *name = icu_ucsdet_getName(match, &status);
  return status <= 0 ? name : NULL;
}

static inline int32_t moonwire_ucsdet_confidence(const moonwire_match *match) {
  int32_t status = 0;
  int32_t confidence = icu_ucsdet_getConfidence(match, &status);
  return status <= 0 ? confidence : 0;
}
