// What Swift cannot do with libxml2 by itself.
#pragma once
// libxml2's encoding.h includes ICU's headers where it was built with ICU. Foundation brings a second ICU as a Clang
// module, and a program that sees both does not compile. What is left out this way are members at the end of
// xmlCharEncodingHandler, which we never touch.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

static void moonwire_xml_ignore_generic_error(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

static xmlParserInputPtr moonwire_xml_refuse_external(const char *url, const char *id, xmlParserCtxtPtr context) {
  (void)url;
  (void)id;
  (void)context;
  return NULL;
}

// Some messages ("xmlParseChunk: encoder error") bypass the structured handler and are printed to standard error, where
// they would become cron mail. The generic handler is variadic, which Swift cannot write, and belongs to the thread.
static inline void moonwire_xml_silence(void) {
  xmlSetGenericErrorFunc(NULL, moonwire_xml_ignore_generic_error);
}

// Initialises the library once and makes the loader of external entities refuse everything. Both are process-wide.
static inline void moonwire_xml_initialize(void) {
  xmlInitParser();
  xmlSetExternalEntityLoader(moonwire_xml_refuse_external);
}
