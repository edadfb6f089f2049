#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The system's text for an error number.
func errorText(_ number: Int32) -> String {
  String(cString: strerror(number))
}

/// The errno of the call that has just failed.
func lastError() -> Int32 {
  errno
}
