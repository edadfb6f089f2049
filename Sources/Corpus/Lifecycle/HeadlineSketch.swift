/// The words of a headline without marks, as one bit of 64 for each: enough to tell whether two headlines have words in common.
///
/// Words of one or two letters do not count, and characters of scripts without spaces count in pairs. Of two headlines about
/// other things with ten words each, about one and a half bits are the same by chance.
public struct HeadlineSketch: Equatable, Sendable {
  /// The bits.
  public var bits: UInt64 = 0

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

  /// A sketch of known bits.
  public init(bits: UInt64) {
    self.bits = bits
  }

  /// Whether half of the words of the shorter headline are in the other too; no where one of them has fewer than two.
  public func sharesWords(with other: HeadlineSketch) -> Bool {
    let least = min(bits.nonzeroBitCount, other.bits.nonzeroBitCount)
    return least >= 2 && (bits & other.bits).nonzeroBitCount * 2 >= least
  }

  private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

  private mutating func add(_ hash: UInt64) {
    // The finaliser of SplitMix64: all bits of the hash count for the six that are taken.
    var hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
    bits |= 1 << ((hash ^ (hash >> 31)) & 63)
  }
}
