import CCurl
import Corpus

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One request on its way: the libcurl handle, what has arrived, and the hops behind it. The only owner of its handle.
///
/// libcurl is left to ignore SIGPIPE while it works (no CURLOPT_NOSIGNAL): OpenSSL writes to sockets that the other side
/// may have closed.
///
/// libcurl holds the address of the transfer as the context of its callbacks, so a transfer is a class and must live
/// until the handle is taken off the multi handle; `FetchRun` keeps it in a table for that long.
final class Transfer {
  let request: FeedRequest
  let library: UnsafePointer<moonwire_curl>
  let options: FeedFetcherOptions
  /// The address of the current hop.
  private(set) var url: FeedURL
  /// Every address asked so far, to notice circles.
  private var visited: [String]
  /// Whether every redirect so far was a permanent one.
  private var movedForGood = true
  private(set) var handle: UnsafeMutableRawPointer?
  private var requestHeaders: UnsafeMutablePointer<curl_slist>?

  private var headers = ResponseHeaders()
  private var body: [UInt8] = []
  private var bytesReceived = 0
  private var microseconds = 0
  /// Asked before a socket is opened: whether the network address is free. Set by the run that the transfer belongs to.
  var mayClaim: (_ address: [UInt8]) -> Bool = { _ in true }
  /// A network address of the host that another transfer had when this one wanted to connect there.
  private(set) var takenAddress: [UInt8]?
  /// Whether anything of an answer to this hop has arrived.
  private(set) var hasAnswer = false
  /// When this hop was started.
  private(set) var started = ContinuousClock.now
  /// What our own callbacks stopped the transfer for; libcurl only knows that it was stopped.
  private var stopped: FetchFailure?

  init(request: FeedRequest, url: FeedURL, options: FeedFetcherOptions, library: UnsafePointer<moonwire_curl>) {
    self.request = request
    self.url = url
    self.options = options
    self.library = library
    visited = [url.text]
  }

  deinit {
    release()
  }

  /// Makes the handle for the current hop; nil where libcurl has no memory left.
  func makeHandle() -> UnsafeMutableRawPointer? {
    release()
    headers = ResponseHeaders()
    body = []
    stopped = nil
    (takenAddress, hasAnswer) = (nil, false)
    started = .now
    guard let easy = moonwire_easy_init(library) else { return nil }
    handle = easy
    configure(easy)
    return easy
  }

  /// Gives the handle back. It must be off the multi handle.
  func release() {
    if let handle { moonwire_easy_cleanup(library, handle) }
    handle = nil
    if let requestHeaders { moonwire_curl_free_list(library, requestHeaders) }
    requestHeaders = nil
  }

  // MARK: - Asking

  private func configure(_ easy: UnsafeMutableRawPointer) {
    set(easy, CURLOPT_URL, url.requestText)
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    set(easy, CURLOPT_USERAGENT, options.userAgent)
    set(easy, CURLOPT_ACCEPT_ENCODING, "")
    if let proxy = options.proxy {
      set(easy, CURLOPT_PROXY, proxy)
    } else if !options.useProxyOfEnvironment {
      set(easy, CURLOPT_PROXY, "")
    }
    if let trusted = options.trustedCertificates { set(easy, CURLOPT_CAINFO, trusted) }
    set(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    if let login = options.credentials?.login(for: url) {
      set(easy, CURLOPT_HTTPAUTH, 1)  // CURLAUTH_BASIC, a macro with a cast
      set(easy, CURLOPT_USERNAME, login.name)
      set(easy, CURLOPT_PASSWORD, login.password)
    }
    set(easy, CURLOPT_FOLLOWLOCATION, 0)
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.milliseconds)
    set(easy, CURLOPT_TIMEOUT_MS, options.totalTimeout.milliseconds)
    set(easy, CURLOPT_LOW_SPEED_LIMIT, options.slowestBytesPerSecond)
    set(easy, CURLOPT_LOW_SPEED_TIME, max(1, options.slownessWindow.milliseconds / 1000))

    append(header: Array("Accept: \(options.accept)".utf8))
    if let etag = request.validators?.etag { append(header: Array("If-None-Match: ".utf8) + etag) }
    if let moment = request.validators?.lastModified { append(header: Array("If-Modified-Since: ".utf8) + moment) }
    _ = moonwire_easy_set_list(library, easy, CURLOPT_HTTPHEADER, requestHeaders)

    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = moonwire_easy_set_receiver(library, easy, CURLOPT_HEADERFUNCTION, receiveHeader)
    _ = moonwire_easy_set_pointer(library, easy, CURLOPT_HEADERDATA, context)
    _ = moonwire_easy_set_receiver(library, easy, CURLOPT_WRITEFUNCTION, receiveBody)
    _ = moonwire_easy_set_pointer(library, easy, CURLOPT_WRITEDATA, context)
    _ = moonwire_easy_set_open_socket(library, easy, openSocket)
    _ = moonwire_easy_set_pointer(library, easy, CURLOPT_OPENSOCKETDATA, context)
  }

  private func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ value: Int) {
    _ = moonwire_easy_set_long(library, easy, option, value)
  }

  private func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ value: String) {
    _ = moonwire_easy_set_string(library, easy, option, value)
  }

  private func append(header: [UInt8]) {
    (header + [0]).withUnsafeBytes { bytes in
      guard let text = bytes.assumingMemoryBound(to: CChar.self).baseAddress,
        let list = moonwire_curl_append(library, requestHeaders, text)
      else { return }
      requestHeaders = list
    }
  }

  // MARK: - Receiving, called from libcurl

  fileprivate func take(header line: UnsafeRawBufferPointer) -> Bool {
    hasAnswer = true
    headers.take(line: line)
    guard headers.byteCount <= options.largestHeader else {
      stopped = .headersTooLarge(limit: options.largestHeader)
      return false
    }
    return true
  }

  fileprivate func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= options.largestBody - body.count else {
      stopped = .tooLarge(limit: options.largestBody)
      return false
    }
    body.append(contentsOf: bytes)
    guard body.count > Transfer.freeSize, let handle else { return true }
    let arrived = Int(moonwire_easy_get_offset(library, handle, CURLINFO_SIZE_DOWNLOAD_T))
    guard body.count / max(1, options.largestRatio) <= max(1, arrived) else {
      stopped = .inflated(ratio: options.largestRatio)
      return false
    }
    return true
  }

  /// Bodies up to this size may have been compressed as well as can be.
  private static let freeSize = 1 << 20

  fileprivate func mayOpen(_ address: UnsafePointer<sockaddr>) -> Bool {
    // The address of a proxy is the user's choice, and all hosts lie behind it.
    if options.usesProxy { return true }
    // A name may have several addresses, of which libcurl tries one after another: what counts is the last one.
    let isRefused = !options.allowPrivate && AddressPolicy.isPrivate(address)
    stopped = isRefused ? .privateAddress(host: url.host) : nil
    guard !isRefused else { return false }
    let key = AddressPolicy.key(address)
    guard mayClaim(key) else {
      takenAddress = key
      return false
    }
    return true
  }

  // MARK: - What came of it

  /// What follows the end of a hop: another hop, for which the transfer is ready, or the answer.
  enum Step {
    case redirected
    /// The network address is taken by another host's transfer: to be tried again.
    case heldUp
    case finished(FeedAnswer)
  }

  /// Judges the response once libcurl is done with it. `now` is in seconds since 1970.
  func finish(_ code: CURLcode, now: Int64) -> Step {
    guard let handle else { return .finished(answer(.failed(.other("no handle")))) }
    // Its other addresses, if it has any, did not answer.
    if code == CURLE_COULDNT_CONNECT, takenAddress != nil, stopped == nil { return .heldUp }
    bytesReceived += Int(moonwire_easy_get_offset(library, handle, CURLINFO_SIZE_DOWNLOAD_T))
    microseconds += Int(moonwire_easy_get_offset(library, handle, CURLINFO_TOTAL_TIME_T))
    let status = moonwire_easy_get_long(library, handle, CURLINFO_RESPONSE_CODE)
    if code == CURLE_OK, [301, 302, 303, 307, 308].contains(status) {
      if let failure = follow(status: status, to: text(CURLINFO_REDIRECT_URL)) {
        return .finished(answer(.failed(failure), status: status, now: now))
      }
      return .redirected
    }
    guard code == CURLE_OK else {
      return .finished(answer(.failed(stopped ?? failure(of: code)), status: status, now: now))
    }
    return .finished(answer(outcome(ofStatus: status), status: status, now: now))
  }

  /// The answer of a transfer that is not asked, because its host is left alone.
  func postponed(host: String, until end: Timestamp) -> FeedAnswer {
    FeedAnswer(request: request, outcome: .failed(.hostResting(host: host, until: end)))
  }

  private func outcome(ofStatus status: Int) -> FeedAnswer.Outcome {
    switch status {
    case 304 where request.validators != nil: .notModified
    case 410: .gone
    case 200...299 where status != 206: body.isEmpty ? .failed(.emptyBody) : .body(body)
    default: .failed(.status(status))
    }
  }

  /// Makes ready for the next hop, or says why there is none.
  private func follow(status: Int, to target: String) -> FetchFailure? {
    guard !target.isEmpty else { return .status(status) }
    guard options.followsRedirects else { return .redirectRefused(to: target) }
    guard visited.count <= options.mostRedirects, !visited.contains(target) else {
      return .tooManyRedirects(limit: options.mostRedirects)
    }
    guard let next = FeedURL(target), url.mayLead(to: next) else { return .redirectRefused(to: target) }
    if !options.allowPrivate, AddressPolicy.isPrivate(literalHost: next.host) {
      return .privateAddress(host: next.host)
    }
    if LoginPage.isLikely(next), !LoginPage.isLikely(url) { return .loginPage(target) }
    movedForGood = movedForGood && (status == 301 || status == 308)
    visited.append(target)
    url = next
    return nil
  }

  private func answer(_ outcome: FeedAnswer.Outcome, status: Int = 0, now: Int64 = 0) -> FeedAnswer {
    var answer = FeedAnswer(request: request, outcome: outcome)
    answer.status = status
    answer.finalURL = url.text
    answer.redirects = visited.count - 1
    answer.movedTo = visited.count > 1 && movedForGood ? url.text : nil
    answer.contentType = text(CURLINFO_CONTENT_TYPE)
    answer.contentLocation = headers.contentLocation
    answer.validators = headers.validators(now: now, library: library)
    answer.pace = headers.pace(now: now, library: library)
    answer.bytesReceived = bytesReceived
    if status >= 400 { answer.serverWords = ServerWords.text(ofPage: body, contentType: answer.contentType) }
    answer.milliseconds = microseconds / 1000
    return answer
  }

  private func text(_ info: CURLINFO) -> String {
    guard let handle, let text = moonwire_easy_get_string(library, handle, info) else { return "" }
    return String(cString: text)
  }

  private func failure(of code: CURLcode) -> FetchFailure {
    let reason = String(cString: moonwire_easy_strerror(library, code))
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .unusableAddress
    case CURLE_COULDNT_RESOLVE_HOST: return .nameNotResolved(host: url.host)
    case CURLE_OPERATION_TIMEDOUT: return .timedOut
    case CURLE_BAD_CONTENT_ENCODING: return .undecodable(reason)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      return .insecure(reason)
    case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR,
      CURLE_PARTIAL_FILE, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      return .connectionFailed(reason)
    default: return .other(reason)
    }
  }
}

// libcurl calls these on the thread that runs the multi handle, only while the transfer's handle is on it. The context
// is the transfer itself.

private func receiveHeader(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.take(header: line) ? line.count : 0
}

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.take(body: part) ? part.count : 0
}

private func openSocket(
  _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let context, let address, let target = moonwire_curl_address(address) else { return -1 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  guard transfer.mayOpen(target) else { return -1 }
  #if canImport(Darwin)
  return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
  #else
  let closedOnExec = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
  return socket(address.pointee.family, closedOnExec, address.pointee.protocol)
  #endif
}
