/// What was found wrong with a posting list while walking it.
public enum PostingsFault: UInt8, Sendable, BitwiseCopyable {
  /// Nothing.
  case none
  /// A block does not parse.
  case malformedBlock
  /// The bytes end before the list does.
  case cutShort
  /// A document id is not below the segment's count.
  case unknownDocument
  /// Positions do not parse.
  case malformedPositions

  /// In words; nil where nothing is wrong.
  var text: String? {
    switch self {
    case .none: nil
    case .malformedBlock: "a posting block is malformed"
    case .cutShort: "a posting list is cut short"
    case .unknownDocument: "a posting names a story that is not there"
    case .malformedPositions: "positions are malformed"
    }
  }
}
