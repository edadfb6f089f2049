#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Names and passwords of hosts, from a file in the form of `.netrc`: `machine HOST login NAME password WORD`.
///
/// They are sent to exactly the host they are kept for, over https and never over http, and to no host that it redirects to.
/// They appear in no message and no log. The file must be readable by its owner alone. Of the form's other words `default`
/// is refused, since it would send one password to every feed, and `macdef` with its lines is passed over.
public struct FeedCredentials: Sendable {
  struct Login: Equatable, Sendable {
    var name: String
    var password: String
  }

  private var logins: [String: Login] = [:]

  /// How many hosts are known.
  public var count: Int { logins.count }

  /// The largest file that is read, in bytes.
  static let largestFile = 1 << 20

  /// Reads a file.
  ///
  /// - Throws: `FeedCredentialsError`, which names the file and the line and never what stands there.
  public init(path: String) throws(FeedCredentialsError) {
    // A pipe must not be waited for; it is refused below.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
      throw .readableByOthers(path: path, mode: Int(status.st_mode & 0o777))
    }
    guard status.st_size <= FeedCredentials.largestFile else { throw .malformed(path: path, line: 0) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
      guard count > 0 else { break }
      filled += count
    }
    do {
      try self.init(text: String(decoding: bytes[..<filled], as: UTF8.self))
    } catch {
      throw .malformed(path: path, line: error.line)
    }
  }

  /// The line, from 1, that makes no sense.
  struct SyntaxError: Error, Equatable {
    var line: Int
  }

  init(text: String) throws(SyntaxError) {
    var host: String?
    var name: String?
    var password: String?
    var startLine = 0
    var isInMacro = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(whereSeparator: { $0.isWhitespace })
      // A macro goes on to the next empty line.
      if isInMacro {
        isInMacro = !words.isEmpty
        continue
      }
      var rest = words[...]
      while let word = rest.popFirst() {
        if word.hasPrefix("#") { break }
        if word == "macdef" {
          isInMacro = true
          break
        }
        guard word != "default", let value = rest.popFirst() else { throw SyntaxError(line: index + 1) }
        switch word {
        case "machine":
          try keep(host, name, password, line: startLine)
          (host, name, password, startLine) = (value.lowercased(), nil, nil, index + 1)
        case "login": name = String(value)
        case "password": password = String(value)
        case "account", "port": break
        default: throw SyntaxError(line: index + 1)
        }
      }
    }
    try keep(host, name, password, line: startLine)
  }

  private mutating func keep(_ host: String?, _ name: String?, _ password: String?, line: Int) throws(SyntaxError) {
    guard let host else {
      guard name == nil, password == nil else { throw SyntaxError(line: 1) }
      return
    }
    guard let name, let password else { throw SyntaxError(line: line) }
    // As with other readers of the form, the first entry of a host counts.
    if logins[host] == nil { logins[host] = Login(name: name, password: password) }
  }

  /// What to send to an address; nil over http, for unknown hosts, and where the address brings its own.
  func login(for url: FeedURL) -> Login? {
    guard url.isSecure, FeedURL.withoutCredentials(url.text) == url.text else { return nil }
    return logins[url.host]
  }
}

extension FeedCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// How many hosts, and nothing of names and passwords.
  public var description: String { "credentials for \(count) hosts" }

  /// The same.
  public var debugDescription: String { description }

  /// Shows nothing to `dump` and to debuggers.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
