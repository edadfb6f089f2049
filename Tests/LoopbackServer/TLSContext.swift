#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A server's side of TLS, by the OpenSSL that libcurl brings with it: loaded at run time, so that tests link nothing.
final class TLSContext: @unchecked Sendable {
  private typealias MakeMethod = @convention(c) () -> OpaquePointer?
  private typealias MakeContext = @convention(c) (OpaquePointer?) -> OpaquePointer?
  private typealias UseFile = @convention(c) (OpaquePointer?, UnsafePointer<CChar>, Int32) -> Int32
  private typealias SetDescriptor = @convention(c) (OpaquePointer?, Int32) -> Int32
  private typealias Step = @convention(c) (OpaquePointer?) -> Int32
  private typealias Release = @convention(c) (OpaquePointer?) -> Void
  private typealias Move = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int32) -> Int32

  private let context: OpaquePointer
  private let makeSession: MakeContext
  private let setDescriptor: SetDescriptor
  private let acceptSession: Step
  private let freeSession: Release
  private let readBytes: Move
  private let writeBytes: Move

  /// Nil where there is no OpenSSL on this machine.
  init?(certificate: String, key: String) {
    guard let library = dlopen("libssl.so.3", RTLD_NOW | RTLD_LOCAL),
      let method = TLSContext.find("TLS_server_method", library, as: MakeMethod.self),
      let new = TLSContext.find("SSL_CTX_new", library, as: MakeContext.self),
      let useCertificate = TLSContext.find("SSL_CTX_use_certificate_file", library, as: UseFile.self),
      let useKey = TLSContext.find("SSL_CTX_use_PrivateKey_file", library, as: UseFile.self),
      let makeSession = TLSContext.find("SSL_new", library, as: MakeContext.self),
      let setDescriptor = TLSContext.find("SSL_set_fd", library, as: SetDescriptor.self),
      let acceptSession = TLSContext.find("SSL_accept", library, as: Step.self),
      let freeSession = TLSContext.find("SSL_free", library, as: Release.self),
      let readBytes = TLSContext.find("SSL_read", library, as: Move.self),
      let writeBytes = TLSContext.find("SSL_write", library, as: Move.self), let context = new(method()),
      useCertificate(context, certificate, 1) == 1, useKey(context, key, 1) == 1
    else { return nil }
    self.context = context
    self.makeSession = makeSession
    self.setDescriptor = setDescriptor
    self.acceptSession = acceptSession
    self.freeSession = freeSession
    self.readBytes = readBytes
    self.writeBytes = writeBytes
    // OpenSSL writes to sockets that the other side may have closed.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Greets on a connection; nil where the other side does not agree.
  func session(on descriptor: Int32) -> OpaquePointer? {
    guard let session = makeSession(context) else { return nil }
    guard setDescriptor(session, descriptor) == 1, acceptSession(session) == 1 else {
      freeSession(session)
      return nil
    }
    return session
  }

  func end(_ session: OpaquePointer) { freeSession(session) }

  func read(_ session: OpaquePointer, _ buffer: inout [UInt8]) -> Int {
    Int(buffer.withUnsafeMutableBytes { readBytes(session, $0.baseAddress, Int32($0.count)) })
  }

  func write(_ session: OpaquePointer, _ bytes: ArraySlice<UInt8>) -> Int {
    Int(
      bytes.withUnsafeBytes { writeBytes(session, UnsafeMutableRawPointer(mutating: $0.baseAddress), Int32($0.count)) })
  }

  private static func find<Function>(_ name: String, _ library: UnsafeMutableRawPointer, as: Function.Type) -> Function?
  {
    dlsym(library, name).map { unsafeBitCast($0, to: Function.self) }
  }
}
