/// Byte strings one behind the other in one piece of memory, numbered from 0 as they come. An array of arrays costs some 100
/// bytes and two allocations a string.
struct StringList: ~Copyable {
  private(set) var count = 0

  private var bytes = Pages<UInt8>(capacity: 1 << 16)
  private var byteCount = 0
  /// The start of each string, and the end of the last.
  private var starts = Pages<Int>(zeroed: 1 << 12)

  /// Room behind the last string, so that eight bytes can be loaded from any place in one.
  private static let padding = 8

  /// Bytes of memory held.
  var memory: Int {
    bytes.capacity + starts.capacity * 8
  }

  /// A string; valid until the next one is added.
  @inline(__always)
  subscript(number: UInt32) -> UnsafeBufferPointer<UInt8> {
    let start = starts[Int(number)]
    return UnsafeBufferPointer(start: bytes.base + start, count: starts[Int(number) + 1] - start)
  }

  /// Adds a string.
  ///
  /// - Returns: its number.
  mutating func append(_ string: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if byteCount + string.count + StringList.padding > bytes.capacity {
      bytes.grow(
        to: max(bytes.capacity * 3 / 2, byteCount + string.count + StringList.padding), keeping: byteCount)
    }
    if let source = string.baseAddress { (bytes.base + byteCount).update(from: source, count: string.count) }
    byteCount += string.count
    count += 1
    if count == starts.capacity { starts.grow(to: count * 3 / 2, keeping: count) }
    starts[count] = byteCount
    return UInt32(count - 1)
  }
}

/// Byte strings numbered from 0 as they come, each kept once and found by a hash table of numbers.
///
/// The numbers depend on nothing but the order in which strings come; where a string stands in the table depends on a seed
/// too, so that nobody can choose strings that all stand in one place.
struct StringPool: ~Copyable {
  private var strings = StringList()
  /// Open addressing with linear probing: the upper half of the hash, and the string's number plus one.
  private var slots = Pages<UInt64>(zeroed: 1 << 13)

  private let seed = UInt64.random(in: .min ... .max)

  /// Fewer slots are made four times as many, so that the first words are not entered anew too often.
  private static let small = 1 << 17

  /// Strings.
  var count: Int {
    strings.count
  }

  /// Bytes of memory held.
  var memory: Int {
    strings.memory + slots.capacity * 8
  }

  /// A string; valid until the next one is added.
  @inline(__always)
  subscript(number: UInt32) -> UnsafeBufferPointer<UInt8> {
    strings[number]
  }

  /// The number of a string, a new one where it was not there.
  @inline(__always)
  mutating func number(of string: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = hash(string)
    let tag = hash & 0xffff_ffff_0000_0000
    let mask = slots.capacity &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = slots[slot]
      if entry & 0xffff_ffff_0000_0000 == tag {
        let number = UInt32(truncatingIfNeeded: entry) &- 1
        if StringPool.equal(string, self[number]) { return number }
      }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = tag | UInt64(count &+ 1)
    let number = strings.append(string)
    if count * 2 > slots.capacity { rehash() }
    return number
  }

  private mutating func rehash() {
    slots = Pages(zeroed: slots.capacity * (slots.capacity < StringPool.small ? 4 : 2))
    let mask = slots.capacity - 1
    for number in 0..<count {
      let hash = hash(self[UInt32(number)])
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = hash & 0xffff_ffff_0000_0000 | UInt64(number + 1)
    }
  }

  /// Whether a string precedes another byte by byte; a prefix precedes what it begins.
  static func precedes(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Bool {
    let shorter = min(first.count, second.count)
    var place = 0
    while place < shorter {
      if first[place] != second[place] { return first[place] < second[place] }
      place += 1
    }
    return first.count < second.count
  }

  @inline(__always)
  static func equal(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Bool {
    guard first.count == second.count else { return false }
    let (left, right) = (UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second))
    var place = 0
    while place &+ 8 <= left.count {
      if left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        != right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      {
        return false
      }
      place &+= 8
    }
    while place < left.count {
      if left[place] != right[place] { return false }
      place &+= 1
    }
    return true
  }

  /// A multiplicative hash over eight bytes at a time, mixed at the end.
  @inline(__always)
  private func hash(_ string: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let start = string.baseAddress else { return 0 }
    let bytes = UnsafeRawPointer(start)
    let count = string.count
    var hash = seed ^ UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15
    var place = 0
    while place &+ 8 <= count {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xff51_afd7_ed55_8ccd
      hash ^= hash >> 32
      place &+= 8
    }
    var rest: UInt64 = 0
    if count &- place >= 4 {
      rest = UInt64(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
      rest |= UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)) << 32
    } else {
      while place < count {
        rest = rest << 8 | UInt64(bytes.load(fromByteOffset: place, as: UInt8.self))
        place &+= 1
      }
    }
    hash = (hash ^ rest) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ (hash >> 29)
  }
}
