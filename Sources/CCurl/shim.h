// libcurl, loaded when the first feed is fetched and not before.
//
// Debian's libcurl brings some 25 shared libraries with it (TLS, Kerberos, LDAP, HTTP/2, SSH), which the dynamic loader
// would map and relocate at the start of every command; `moonwire search` answers in less time than that takes. So no
// function of libcurl is linked: moonwire_curl_load fills a table of pointers by dlopen, each typed by its declaration
// in curl.h, and the wrappers below call through it. They also give the variadic setopt and getinfo, which Swift cannot
// call, one form for each type of argument.
#pragma once
#include <curl/curl.h>
#include <dlfcn.h>
#include <stddef.h>

typedef struct moonwire_curl {
  __typeof__(curl_global_init) *global_init;
  __typeof__(curl_getdate) *getdate;
  __typeof__(curl_slist_append) *slist_append;
  __typeof__(curl_slist_free_all) *slist_free_all;
  __typeof__(curl_easy_init) *easy_init;
  __typeof__(curl_easy_cleanup) *easy_cleanup;
  __typeof__(curl_easy_reset) *easy_reset;
  __typeof__(curl_easy_setopt) *easy_setopt;
  __typeof__(curl_easy_getinfo) *easy_getinfo;
  __typeof__(curl_easy_strerror) *easy_strerror;
  __typeof__(curl_multi_init) *multi_init;
  __typeof__(curl_multi_cleanup) *multi_cleanup;
  __typeof__(curl_multi_setopt) *multi_setopt;
  __typeof__(curl_multi_add_handle) *multi_add_handle;
  __typeof__(curl_multi_remove_handle) *multi_remove_handle;
  __typeof__(curl_multi_perform) *multi_perform;
  __typeof__(curl_multi_poll) *multi_poll;
  __typeof__(curl_multi_info_read) *multi_info_read;
  __typeof__(curl_multi_strerror) *multi_strerror;
} moonwire_curl;

// The version of libcurl's binary interface; it has been 4 since 2006.
#define MOONWIRE_CURL_LIBRARY "libcurl.so.4"

// Loads libcurl and initialises it. Returns NULL, or a sentence of the loader that says what is missing; that sentence
// is the loader's and lives until its next call. The library is never unloaded: its threads and its TLS outlive a fetch.
static inline const char *moonwire_curl_load(moonwire_curl *curl) {
  void *library = dlopen(MOONWIRE_CURL_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return dlerror();
#define MOONWIRE_CURL_FIND(member, symbol) \
  if ((curl->member = (__typeof__(curl->member))dlsym(library, symbol)) == NULL) return dlerror();
  MOONWIRE_CURL_FIND(global_init, "curl_global_init")
  MOONWIRE_CURL_FIND(getdate, "curl_getdate")
  MOONWIRE_CURL_FIND(slist_append, "curl_slist_append")
  MOONWIRE_CURL_FIND(slist_free_all, "curl_slist_free_all")
  MOONWIRE_CURL_FIND(easy_init, "curl_easy_init")
  MOONWIRE_CURL_FIND(easy_cleanup, "curl_easy_cleanup")
  MOONWIRE_CURL_FIND(easy_reset, "curl_easy_reset")
  MOONWIRE_CURL_FIND(easy_setopt, "curl_easy_setopt")
  MOONWIRE_CURL_FIND(easy_getinfo, "curl_easy_getinfo")
  MOONWIRE_CURL_FIND(easy_strerror, "curl_easy_strerror")
  MOONWIRE_CURL_FIND(multi_init, "curl_multi_init")
  MOONWIRE_CURL_FIND(multi_cleanup, "curl_multi_cleanup")
  MOONWIRE_CURL_FIND(multi_setopt, "curl_multi_setopt")
  MOONWIRE_CURL_FIND(multi_add_handle, "curl_multi_add_handle")
  MOONWIRE_CURL_FIND(multi_remove_handle, "curl_multi_remove_handle")
  MOONWIRE_CURL_FIND(multi_perform, "curl_multi_perform")
  MOONWIRE_CURL_FIND(multi_poll, "curl_multi_poll")
  MOONWIRE_CURL_FIND(multi_info_read, "curl_multi_info_read")
  MOONWIRE_CURL_FIND(multi_strerror, "curl_multi_strerror")
#undef MOONWIRE_CURL_FIND
  CURLcode code = curl->global_init(CURL_GLOBAL_DEFAULT);
  return code == CURLE_OK ? NULL : curl->easy_strerror(code);
}

static inline time_t moonwire_curl_getdate(const moonwire_curl *curl, const char *text) {
  return curl->getdate(text, NULL);
}

static inline struct curl_slist *moonwire_curl_append(
    const moonwire_curl *curl, struct curl_slist *list, const char *text) {
  return curl->slist_append(list, text);
}

static inline void moonwire_curl_free_list(const moonwire_curl *curl, struct curl_slist *list) {
  curl->slist_free_all(list);
}

static inline CURL *moonwire_easy_init(const moonwire_curl *curl) { return curl->easy_init(); }
static inline void moonwire_easy_cleanup(const moonwire_curl *curl, CURL *easy) { curl->easy_cleanup(easy); }
static inline void moonwire_easy_reset(const moonwire_curl *curl, CURL *easy) { curl->easy_reset(easy); }

static inline CURLcode moonwire_easy_set_long(const moonwire_curl *curl, CURL *easy, CURLoption option, long value) {
  return curl->easy_setopt(easy, option, value);
}

static inline CURLcode moonwire_easy_set_string(
    const moonwire_curl *curl, CURL *easy, CURLoption option, const char *value) {
  return curl->easy_setopt(easy, option, value);
}

static inline CURLcode moonwire_easy_set_pointer(
    const moonwire_curl *curl, CURL *easy, CURLoption option, void *value) {
  return curl->easy_setopt(easy, option, value);
}

static inline CURLcode moonwire_easy_set_list(
    const moonwire_curl *curl, CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl->easy_setopt(easy, option, value);
}

// The callbacks that receive data: of the body (CURLOPT_WRITEFUNCTION) and of the header lines (CURLOPT_HEADERFUNCTION).
static inline CURLcode moonwire_easy_set_receiver(
    const moonwire_curl *curl, CURL *easy, CURLoption option,
    size_t (*receive)(char *bytes, size_t size, size_t count, void *context)) {
  return curl->easy_setopt(easy, option, receive);
}

static inline CURLcode moonwire_easy_set_open_socket(
    const moonwire_curl *curl, CURL *easy,
    curl_socket_t (*open_socket)(void *context, curlsocktype purpose, struct curl_sockaddr *address)) {
  return curl->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
}

// An IPv6 address is longer than the struct sockaddr that curl_sockaddr declares: it lies in the memory behind it, so
// Swift needs the pointer and not a copy.
static inline const struct sockaddr *moonwire_curl_address(const struct curl_sockaddr *address) {
  return &address->addr;
}

static inline long moonwire_easy_get_long(const moonwire_curl *curl, CURL *easy, CURLINFO info) {
  long value = 0;
  return curl->easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline long long moonwire_easy_get_offset(const moonwire_curl *curl, CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return curl->easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

// Valid until the handle is used again; may be NULL.
static inline const char *moonwire_easy_get_string(const moonwire_curl *curl, CURL *easy, CURLINFO info) {
  const char *value = NULL;
  return curl->easy_getinfo(easy, info, &value) == CURLE_OK ? value : NULL;
}

static inline const char *moonwire_easy_strerror(const moonwire_curl *curl, CURLcode code) {
  return curl->easy_strerror(code);
}

static inline CURLM *moonwire_multi_init(const moonwire_curl *curl) { return curl->multi_init(); }
static inline void moonwire_multi_cleanup(const moonwire_curl *curl, CURLM *multi) { curl->multi_cleanup(multi); }

static inline CURLMcode moonwire_multi_set_long(
    const moonwire_curl *curl, CURLM *multi, CURLMoption option, long value) {
  return curl->multi_setopt(multi, option, value);
}

static inline CURLMcode moonwire_multi_add(const moonwire_curl *curl, CURLM *multi, CURL *easy) {
  return curl->multi_add_handle(multi, easy);
}

static inline CURLMcode moonwire_multi_remove(const moonwire_curl *curl, CURLM *multi, CURL *easy) {
  return curl->multi_remove_handle(multi, easy);
}

// Moves every transfer on; *running is the number that are not finished.
static inline CURLMcode moonwire_multi_perform(const moonwire_curl *curl, CURLM *multi, int *running) {
  return curl->multi_perform(multi, running);
}

static inline CURLMcode moonwire_multi_poll(const moonwire_curl *curl, CURLM *multi, int milliseconds) {
  return curl->multi_poll(multi, NULL, 0, milliseconds, NULL);
}

// The next finished transfer and how it ended; NULL when there is none. CURLMsg holds a union, which Swift reads badly.
static inline CURL *moonwire_multi_next_finished(const moonwire_curl *curl, CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl->multi_info_read(multi, &left)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}

static inline const char *moonwire_multi_strerror(const moonwire_curl *curl, CURLMcode code) {
  return curl->multi_strerror(code);
}
