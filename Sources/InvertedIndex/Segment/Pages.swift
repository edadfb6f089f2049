#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// One piece of memory for numbers, owned by whoever holds this. Pieces of two mebibytes and more come from the system by
/// themselves, in large pages where it has them: a page of four kibibytes costs as much as a story's words when it is first
/// touched, and tables that are looked into at random then need fewer entries of the processor's for their addresses.
struct Pages<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  /// Elements for which there is room.
  private(set) var capacity: Int
  private let size: Int

  /// Memory for so many elements or, where they take large pages, for as many as these hold. It is not set to anything.
  init(capacity: Int) {
    let stride = MemoryLayout<Element>.stride
    size = PageMemory.rounded(max(1, capacity) * stride)
    self.capacity = size / stride
    base = PageMemory.allocate(size).bindMemory(to: Element.self, capacity: self.capacity)
  }

  /// Memory for so many elements, all of whose bytes are zero.
  init(zeroed capacity: Int) {
    self.init(capacity: capacity)
    guard !PageMemory.isMapped(size) else { return }
    UnsafeMutableRawPointer(base).initializeMemory(as: UInt8.self, repeating: 0, count: size)
  }

  deinit {
    PageMemory.deallocate(base, size)
  }

  @inline(__always)
  subscript(place: Int) -> Element {
    get { base[place] }
    nonmutating _modify { yield &base[place] }
  }

  /// Makes the memory larger and keeps the first elements.
  mutating func grow(to capacity: Int, keeping count: Int) {
    let larger = Pages(capacity: capacity)
    larger.base.update(from: base, count: count)
    self = larger
  }
}

/// Where large pieces of memory come from.
private enum PageMemory {
  /// The size of a large page on x86-64, and on arm64 with pages of four kibibytes.
  private static let largePage = 2 << 20

  /// Whether a piece of that size comes from the system, zeroed.
  static func isMapped(_ size: Int) -> Bool {
    size >= largePage
  }

  /// The bytes that a piece of at least that size has.
  static func rounded(_ size: Int) -> Int {
    isMapped(size) ? (size + largePage - 1) / largePage * largePage : size
  }

  static func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    isMapped(size) ? map(size) : .allocate(byteCount: size, alignment: 16)
  }

  static func deallocate(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    if isMapped(size) { munmap(memory, size) } else { memory.deallocate() }
  }

  /// Large pages, or as many small ones in their place.
  private static func map(_ size: Int) -> UnsafeMutableRawPointer {
    guard
      let start = mmap(nil, size + largePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != MAP_FAILED
    else { preconditionFailure("no memory for \(size) bytes") }
    let before = -Int(bitPattern: start) & (largePage - 1)
    if before > 0 { munmap(start, before) }
    if before < largePage { munmap(start + before + size, largePage - before) }
    #if os(Linux)
    madvise(start + before, size, Int32(MADV_HUGEPAGE))
    #endif
    return start + before
  }
}
