import Moonwire

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the process finds around itself. Only the command line looks; everything below is told.
enum Surroundings {
  /// The variables that say where archives are.
  static var environment: [String: String] {
    var variables: [String: String] = [:]
    for name in ["MOONWIRE_HOME", "XDG_DATA_HOME", "HOME"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }

  /// The absolute path of the working folder, or "." where it has none any more.
  static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// How the program introduces itself to servers: name and version, and whom to write to where the user or
  /// `MOONWIRE_CONTACT` says so (RFC 9110 §10.1.5).
  static func userAgent(contact: String? = nil) -> String {
    let contact = contact ?? getenv("MOONWIRE_CONTACT").map { String(cString: $0) } ?? ""
    return "Moonwire/\(moonwireVersion)" + (contact.isEmpty ? "" : " (+\(contact))")
  }

  /// A variable of the environment; nil where it is not set or empty.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The path of this program from the root.
  static var program: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? -1
    }
    guard count > 0, count < buffer.count else { return absolute(CommandLine.arguments.first ?? "moonwire") }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// A path from the root.
  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : workingDirectory + "/" + path
  }

  /// What another process is told that finds the index locked.
  static func holder(_ command: String) -> String {
    "process \(getpid()), 'moonwire \(command)', since \(Timestamp.now)"
  }
}

extension Timestamp {
  /// This moment, by the system's clock.
  static var now: Timestamp {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Timestamp(secondsSince1970: Int64(moment.tv_sec))
  }
}
