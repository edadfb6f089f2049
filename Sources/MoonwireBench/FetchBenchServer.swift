import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The web server of `moonwire-bench fetch`: one thread, hundreds of connections, each answered after a wait.
///
/// Of a hundred feeds one is not there (404), one in trouble (503), two lie behind a redirect, and ten have no validators; the
/// others answer 304 to their ETag. Lines on standard input say which round it is and ask for figures; at its end it ends.
struct FetchBenchServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch-server", abstract: "The server of 'fetch'.", shouldDisplay: false)

  @Option var stories: Int
  @Option var latency: Int

  func run() throws {
    signal(SIGPIPE, SIG_IGN)
    var loop = try FetchBenchLoop(stories: stories, latency: latency)
    print(loop.port)
    fflush(nil)
    loop.run()
  }
}

/// The loop of the server. Owns its sockets.
private struct FetchBenchLoop {
  private struct Connection {
    var received: [UInt8] = []
    /// The answer, once the request is known.
    var answer: [UInt8] = []
    var sent = 0
    /// When it is to be sent; nil while the request is being read.
    var due: Int?
  }

  let port: Int
  private let stories: Int
  private let latency: Int
  private let listener: Int32
  private var connections: [Int32: Connection] = [:]
  private var commands: [UInt8] = []
  private var round = 0
  private var changing = 0
  private var answers = 0
  private var lastByte = 0

  init(stories: Int, latency: Int) throws {
    self.stories = stories
    self.latency = latency
    #if canImport(Darwin)
    listener = socket(AF_INET, SOCK_STREAM, 0)
    #else
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_ANY
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, length) == 0 && listen(listener, 4096) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    guard isListening else { throw ValidationError("No port: \(String(cString: strerror(errno)))") }
    port = Int(UInt16(bigEndian: address.sin_port))
    _ = fcntl(listener, F_SETFL, O_NONBLOCK)
  }

  mutating func run() {
    while true {
      var polled = [pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)]
      polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
      let now = WallClock.nanoseconds
      var next = Int.max
      for (descriptor, connection) in connections {
        if let due = connection.due {
          if due > now {
            next = min(next, due)
            continue
          }
          polled.append(pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0))
        } else {
          polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        }
      }
      let wait = next == .max ? -1 : max(1, Int32((next - now) / 1_000_000))
      guard poll(&polled, nfds_t(polled.count), wait) >= 0 else { continue }
      if polled[0].revents != 0, !takeCommands() { return }
      if polled[1].revents != 0 { acceptAll() }
      for entry in polled.dropFirst(2) where entry.revents != 0 { move(entry.fd) }
    }
  }

  /// Answers the lines that have come; false at the end of them.
  private mutating func takeCommands() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    guard count > 0 else { return false }
    commands += buffer[..<count]
    while let end = commands.firstIndex(of: UInt8(ascii: "\n")) {
      let words = String(decoding: commands[..<end], as: UTF8.self).split(separator: " ")
      commands.removeSubrange(...end)
      if words.first == "round", words.count == 3, let round = Int(words[1]), let changing = Int(words[2]) {
        (self.round, self.changing, answers) = (round, changing, 0)
        print("ok")
      } else {
        print("\(answers) \(lastByte)")
      }
      fflush(nil)
    }
    return true
  }

  private mutating func acceptAll() {
    while true {
      var address = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let descriptor = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { accept(listener, $0, &length) }
      }
      guard descriptor >= 0 else { return }
      // It listens on all addresses because 127.x.y.z are many; whoever comes from elsewhere is not served.
      guard UInt32(bigEndian: address.sin_addr.s_addr) >> 24 == 127 else {
        close(descriptor)
        continue
      }
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      connections[descriptor] = Connection()
    }
  }

  private mutating func move(_ descriptor: Int32) {
    guard var connection = connections.removeValue(forKey: descriptor) else { return }
    if connection.due == nil {
      var buffer = [UInt8](repeating: 0, count: 8192)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0, connection.received.count < 1 << 16 else {
        close(descriptor)
        return
      }
      connection.received += buffer[..<count]
      if connection.received.suffix(4).elementsEqual("\r\n\r\n".utf8) { answer(&connection) }
    } else {
      let rest = connection.answer[connection.sent...]
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
      guard count > 0 else {
        close(descriptor)
        return
      }
      connection.sent += count
      if connection.sent == connection.answer.count {
        answers += 1
        lastByte = WallClock.nanoseconds
        close(descriptor)
        return
      }
    }
    connections[descriptor] = connection
  }

  private func answer(_ connection: inout Connection) {
    let lines = String(decoding: connection.received, as: UTF8.self).split(separator: "\r\n")
    let path = lines.first?.split(separator: " ").dropFirst().first ?? ""
    let parts = path.split(separator: "/")
    let number = parts.last.flatMap { Int($0) } ?? 0
    let count = FetchBenchFeed.storyCount(number, round: round, changing: changing, stories: stories)
    let etag = "\"\(count)\""
    switch number % 100 {
    case 13: connection.answer = FetchBenchLoop.response("404 Not Found", body: Array("Not here.".utf8))
    case 29: connection.answer = FetchBenchLoop.response("503 Service Unavailable", body: Array("Later.".utf8))
    case 7 where parts.first == "feed", 57 where parts.first == "feed":
      connection.answer = FetchBenchLoop.response("302 Found", ["Location: /real/\(number)"])
    case let rest where rest % 10 != 1 && lines.contains("If-None-Match: " + etag):
      connection.answer = FetchBenchLoop.response("304 Not Modified", ["ETag: " + etag])
    case let rest:
      connection.answer = FetchBenchLoop.response(
        "200 OK", ["Content-Type: application/rss+xml"] + (rest % 10 != 1 ? ["ETag: " + etag] : []),
        body: FetchBenchFeed.body(number, count: count, stories: stories))
    }
    // From a fifth of the mean to nine fifths of it, by the number of the feed.
    let share = 20 + (number &* 7919) % 161
    connection.due = WallClock.nanoseconds + latency * 1_000_000 * share / 100
  }

  private static func response(_ status: String, _ headers: [String] = [], body: [UInt8] = []) -> [UInt8] {
    let lines = ["HTTP/1.1 " + status, "Content-Length: \(body.count)", "Connection: close"] + headers
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }
}
