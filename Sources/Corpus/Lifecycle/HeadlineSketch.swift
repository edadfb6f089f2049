/// The first sixteen words of a headline without marks, as a hash of 16 bits for each: enough to tell whether two headlines
/// have words in common.
///
/// Words of one or two letters do not count, and characters of scripts without spaces count in pairs. That two headlines of
/// sixteen other words each have a hash in common has odds of one in 256.
public struct HeadlineSketch: Equatable, Sendable {
  /// The hashes, each once; 0 behind the last.
  public private(set) var hashes = SIMD16<UInt16>()
  /// How many there are.
  public private(set) var count = 0

  /// The sketch of a story's headline.
  public init(_ story: Story) {
    var headline = story.plainHeadline
    headline.withUTF8 { utf8 in
      let text = WireText(utf8)
      var offset = 0
      var hash = HeadlineSketch.start
      var length = 0
      var ideograph: UInt32 = 0
      func end() {
        if length > 2 { add(hash) }
        hash = HeadlineSketch.start
        length = 0
      }
      while offset < utf8.count {
        let next = text.scalar(at: offset, end: utf8.count)
        offset += next.length
        let scalar = next.value.folded
        guard scalar.isWordCharacter else {
          end()
          ideograph = 0
          continue
        }
        if scalar.value >= 0x2e80 {
          end()
          if ideograph != 0 { add(HeadlineSketch.start ^ (UInt64(ideograph) << 32 | UInt64(scalar.value))) }
          ideograph = scalar.value
        } else {
          ideograph = 0
          hash = (hash ^ UInt64(scalar.value)) &* 0x100_0000_01b3
          length += 1
        }
      }
      end()
    }
  }

  /// Whether half of the words of the shorter headline are in the other too; no where one of them has fewer than two.
  public func sharesWords(with other: HeadlineSketch) -> Bool {
    let least = min(count, other.count)
    guard least >= 2 else { return false }
    var common = 0
    for place in 0..<count where any(other.hashes .== hashes[place]) { common += 1 }
    return common * 2 >= least
  }

  private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

  private mutating func add(_ hash: UInt64) {
    // The finaliser of SplitMix64: all bits of the hash count for the sixteen that are taken.
    var hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
    let short = max(1, UInt16(truncatingIfNeeded: hash ^ (hash >> 31)))
    guard count < hashes.scalarCount, !any(hashes .== short) else { return }
    hashes[count] = short
    count += 1
  }
}
