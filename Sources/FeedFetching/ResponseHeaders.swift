import CCurl

/// The header fields of one response that decide what happens next. Everything else is dropped as it arrives.
struct ResponseHeaders {
  private(set) var byteCount = 0
  private var etag: [UInt8]?
  private var lastModified: [UInt8]?
  private var cacheControl: [UInt8] = []
  private var expires: [UInt8]?
  private var date: [UInt8]?
  private var age: [UInt8]?
  private var retryAfter: [UInt8]?
  /// The value of `Content-Location`; empty where there is none or one too long for an address.
  private(set) var contentLocation = ""

  /// Takes one line as it came, with its line end. A status line starts the next response (after "100 Continue", or the
  /// proxy's answer) and clears what was collected.
  mutating func take(line: UnsafeRawBufferPointer) {
    if line.starts(with: "HTTP/".utf8) {
      self = ResponseHeaders(byteCount: byteCount)
    }
    byteCount += line.count
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon <= 16 else { return }
    let value = ResponseHeaders.trimmed(line[(colon + 1)...])
    switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
    case "etag": etag = value
    case "last-modified": lastModified = value
    case "cache-control": cacheControl += cacheControl.isEmpty ? value : [UInt8(ascii: ",")] + value
    case "expires": expires = value
    case "date": date = value
    case "age": age = value
    case "retry-after": retryAfter = value
    case "content-location": contentLocation = value.count <= 2048 ? String(decoding: value, as: UTF8.self) : ""
    default: break
    }
  }

  init() {}

  private init(byteCount: Int) {
    self.byteCount = byteCount
  }

  /// ETag and Last-Modified as one pair. A `Last-Modified` of the future is taken as absent: a server that compares it with
  /// its files would say "not modified" until then. A day is granted to wrong clocks.
  func validators(now: Int64, library: UnsafePointer<moonwire_curl>) -> FeedValidators? {
    let isOfTheFuture = lastModified.flatMap { ResponseHeaders.moment($0, library) }.map { $0 - 86400 > now } ?? false
    return FeedValidators(etag: etag, lastModified: isOfTheFuture ? nil : lastModified)
  }

  /// When to come back. `now`, in seconds since 1970, stands in where the answer has no `Date`.
  func pace(now: Int64, library: UnsafePointer<moonwire_curl>) -> ServerPace {
    let sent = date.flatMap { ResponseHeaders.moment($0, library) } ?? now
    var freshness: Int?
    if let maxAge = directive("max-age") {
      freshness = max(0, maxAge - (age.flatMap(ResponseHeaders.seconds) ?? 0))
    } else if let expires = expires.flatMap({ ResponseHeaders.moment($0, library) }) {
      freshness = Int(clamping: max(0, expires - sent))
    }
    var pause: Int?
    if let retryAfter {
      pause =
        ResponseHeaders.seconds(retryAfter)
        ?? ResponseHeaders.moment(retryAfter, library).map { Int(clamping: max(0, $0 - sent)) }
    }
    return ServerPace(freshness: freshness, retryAfter: pause)
  }

  /// The number of a directive of Cache-Control, `max-age=600` or `max-age="600"`; nil where absent or no number.
  private func directive(_ name: String) -> Int? {
    for part in cacheControl.split(separator: UInt8(ascii: ",")) {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let found = String(decoding: ResponseHeaders.trimmed(part[..<equals]), as: UTF8.self).lowercased()
      guard found == name else { continue }
      return ResponseHeaders.seconds(part[(equals + 1)...].filter { $0 != UInt8(ascii: "\"") })
    }
    return nil
  }

  /// A count of seconds; numbers too large for 31 bits are taken as that (RFC 9111 §1.2.2).
  private static func seconds(_ value: [UInt8]) -> Int? {
    let digits = trimmed(value[...])
    guard !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    var number = 0
    for digit in digits { number = min(number * 10 + Int(digit - 0x30), 1 << 31) }
    return number
  }

  /// An HTTP date in any of its three forms, in seconds since 1970; read by libcurl, free of locale and clock.
  private static func moment(_ value: [UInt8], _ library: UnsafePointer<moonwire_curl>) -> Int64? {
    guard value.count < 64, !value.contains(0) else { return nil }
    let moment = Int64(moonwire_curl_getdate(library, String(decoding: value, as: UTF8.self)))
    return moment > 0 ? moment : nil
  }

  private static func trimmed(_ value: some BidirectionalCollection<UInt8>) -> [UInt8] {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a }
    let head = value.drop(while: isSpace)
    guard let last = head.lastIndex(where: { !isSpace($0) }) else { return [] }
    return Array(head[...last])
  }
}
