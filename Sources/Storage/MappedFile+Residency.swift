#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension MappedFile {
  /// Takes pages out of this process's resident memory: for who walks through a whole file once, as a merge does. The
  /// content stays valid; pages that are touched again come back, from the page cache as a rule.
  public func release(_ range: Range<Int>) {
    let page = 65_536
    let start = (range.lowerBound + page - 1) / page * page
    let end = min(range.upperBound, bytes.count) / page * page
    guard start < end, let address = bytes.baseAddress else { return }
    madvise(UnsafeMutableRawPointer(mutating: address + start), end - start, MADV_DONTNEED)
  }
}
