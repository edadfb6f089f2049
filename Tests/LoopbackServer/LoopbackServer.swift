import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A web server for tests: answers on a port of 127.0.0.1, or of another address of this machine, by a script, byte for byte
/// as the script says; in the clear or by TLS with `TestCertificate`.
///
/// It knows just enough of HTTP to read a request's head. Each connection carries one request and is closed.
public final class LoopbackServer: Sendable {
  /// A request as it came.
  public struct Request: Sendable {
    /// When it was read, by a clock that only measures spans.
    public var time: ContinuousClock.Instant
    /// "GET /feed HTTP/1.1"
    public var line: String
    /// The path with its query.
    public var path: String
    /// Header fields, names in lower case.
    public var headers: [String: [UInt8]]

    /// A header field as text; nil where absent.
    public func header(_ name: String) -> String? {
      headers[name].map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// What to send.
  public struct Response: Sendable {
    /// Parts of the answer, each sent after a pause.
    public var parts: [(pauseMilliseconds: Int, bytes: [UInt8])]

    /// An answer in the given parts.
    public init(parts: [(pauseMilliseconds: Int, bytes: [UInt8])]) {
      self.parts = parts
    }

    /// An answer with a status, header lines without line ends, and a body.
    public init(_ status: Int, _ headers: [String] = [], body: [UInt8] = []) {
      var head = "HTTP/1.1 \(status) Test\r\nContent-Length: \(body.count)\r\nConnection: close\r\n"
      for header in headers { head += header + "\r\n" }
      parts = [(0, Array((head + "\r\n").utf8) + body)]
    }
  }

  private let listener: Int32
  /// The port that it listens on.
  public let port: UInt16
  /// The address that it listens on.
  public let address: String
  private let tls: TLSContext?
  private let script: @Sendable (Request) -> Response
  private let log = Mutex<[Request]>([])
  private let greetings = Mutex<[[UInt8]]>([])
  private let isClosed = Atomic<Bool>(false)

  /// Starts a server; traps where the machine has no loopback port left, which is no outcome of a test.
  ///
  /// - Parameters:
  ///   - address: An address of this machine's loopback network, 127.0.0.0/8.
  ///   - port: The port; 0 for one that is free.
  ///   - isSecure: Whether it speaks TLS.
  ///   - script: What to answer.
  public init(
    address host: String = "127.0.0.1", port wanted: UInt16 = 0, isSecure: Bool = false,
    script: @escaping @Sendable (Request) -> Response
  ) {
    let files = TestCertificate.files
    tls = isSecure ? TLSContext(certificate: files.certificate, key: files.key) : nil
    precondition(!isSecure || tls != nil, "no OpenSSL on this machine")
    self.address = host
    #if canImport(Darwin)
    listener = socket(AF_INET, SOCK_STREAM, 0)
    #else
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = wanted.bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    precondition(UInt32(bigEndian: address.sin_addr.s_addr) >> 24 == 127, "tests listen on loopback only")
    var reuse: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, length) == 0 && listen(listener, 512) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    precondition(isListening, "no loopback port: \(errno)")
    port = UInt16(bigEndian: address.sin_port)
    self.script = script
    LoopbackServer.startThread { [self] in acceptAll() }
  }

  /// The address of a path on this server.
  public func url(_ path: String) -> String {
    "\(tls == nil ? "http" : "https")://\(address):\(port)\(path)"
  }

  /// The first bytes of every connection that greeted in TLS, as they came.
  public var clientGreetings: [[UInt8]] {
    greetings.withLock { $0 }
  }

  /// Every request so far.
  public var requests: [Request] {
    log.withLock { $0 }
  }

  /// Closes the port.
  public func close() {
    guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func acceptAll() {
    while !isClosed.load(ordering: .sequentiallyConsistent) {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      LoopbackServer.startThread { [self] in
        serve(connection)
        _ = systemClose(connection)
      }
    }
    _ = systemClose(listener)
  }

  private func serve(_ connection: Int32) {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    let peeked = recv(connection, &buffer, buffer.count, Int32(MSG_PEEK))
    if peeked > 0, buffer[0] == 0x16 { greetings.withLock { $0.append(Array(buffer[..<peeked])) } }
    let session = tls?.session(on: connection)
    if tls != nil, session == nil { return }
    defer { if let session { tls?.end(session) } }
    func receive() -> Int {
      if let tls, let session { return tls.read(session, &buffer) }
      return recv(connection, &buffer, buffer.count, 0)
    }
    let end = Array("\r\n\r\n".utf8)
    while received.count < 1 << 20, !received.suffix(4).elementsEqual(end) {
      let count = receive()
      guard count > 0 else { return }
      received += buffer[..<count]
      // A client that greets in TLS will say no more: it gets its answer in the clear.
      if session == nil, received.first == 0x16 { break }
    }
    let request = LoopbackServer.read(received)
    log.withLock { $0.append(request) }
    for part in script(request).parts {
      if part.pauseMilliseconds > 0 { usleep(UInt32(part.pauseMilliseconds) * 1000) }
      var sent = 0
      while sent < part.bytes.count {
        let rest = part.bytes[sent...]
        let count: Int
        if let tls, let session {
          count = tls.write(session, rest)
        } else {
          count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
        guard count > 0 else { return }
        sent += count
      }
    }
    // Wait for the other side to close, or an unread byte would turn our close into a reset that overtakes the answer.
    shutdown(connection, Int32(SHUT_WR))
    while recv(connection, &buffer, buffer.count, 0) > 0 {}
  }

  private static func read(_ bytes: [UInt8]) -> Request {
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { $0.filter { $0 != UInt8(ascii: "\r") } }
    let line = String(decoding: lines.first ?? [], as: UTF8.self)
    var headers: [String: [UInt8]] = [:]
    for field in lines.dropFirst() {
      guard let colon = field.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: field[..<colon], as: UTF8.self).lowercased()
      headers[name] = Array(field[(colon + 1)...].drop { $0 == 0x20 })
    }
    let words = line.split(separator: " ")
    return Request(time: .now, line: line, path: words.count > 1 ? String(words[1]) : "", headers: headers)
  }

  private static func startThread(_ work: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(work))
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    pthread_create(
      &thread, nil,
      { context in
        #if canImport(Darwin)
        Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work()
        #else
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
        #endif
        return nil
      }, box.toOpaque())
    #if canImport(Darwin)
    if let thread { pthread_detach(thread) }
    #else
    pthread_detach(thread)
    #endif
  }

  private final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
}

private func systemClose(_ descriptor: Int32) -> Int32 {
  close(descriptor)
}
