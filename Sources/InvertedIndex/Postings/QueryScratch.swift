/// Memory that lives as long as a query is evaluated: cursors, blocks and scores are laid out in it one behind the other and
/// freed together.
///
/// Cursors are plain pointers into it, so that the loops over postings neither count references nor check exclusive
/// access, which cost two thirds of a phrase query's time when cursors were objects. What is allocated must be trivial
/// and must not outlive the scratch or its `reset()`.
public final class QueryScratch {
  private static let chunkSize = 1 << 16
  private var chunks: [UnsafeMutableRawBufferPointer] = []
  private var chunk = 0
  private var used = 0

  /// Scratch without memory yet.
  public init() {}

  deinit {
    for chunk in chunks { chunk.deallocate() }
  }

  /// Room for so many values, uninitialised, aligned to 16 bytes.
  public func allocate<Value: BitwiseCopyable>(_ type: Value.Type = Value.self, count: Int) -> UnsafeMutablePointer<
    Value
  > {
    let size = (max(1, count) * MemoryLayout<Value>.stride + 15) & ~15
    while chunk < chunks.count && chunks[chunk].count - used < size {
      chunk += 1
      used = 0
    }
    if chunk == chunks.count {
      chunks.append(.allocate(byteCount: max(size, QueryScratch.chunkSize), alignment: 16))
      used = 0
    }
    defer { used += size }
    return UnsafeMutableRawPointer(rebasing: chunks[chunk], at: used).bindMemory(to: Value.self, capacity: count)
  }

  /// Room for a value, which is put there.
  public func place<Value: BitwiseCopyable>(_ value: Value) -> UnsafeMutablePointer<Value> {
    let pointer = allocate(Value.self, count: 1)
    pointer.initialize(to: value)
    return pointer
  }

  /// Forgets all that was allocated and keeps the memory.
  public func reset() {
    chunk = 0
    used = 0
  }
}

extension UnsafeMutableRawPointer {
  fileprivate init(rebasing buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    // A chunk is never empty, so that it has an address.
    self = buffer.baseAddress.unsafelyUnwrapped + offset
  }
}
