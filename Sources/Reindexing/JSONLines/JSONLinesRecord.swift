/// One line of a JSON Lines file: the members that a story is made of, as texts; empty where absent or null.
public struct JSONLinesRecord: Equatable, Sendable {
  /// `id`, else `_id`: a string, or the digits of a number.
  public var id = ""
  /// `title`.
  public var title = ""
  /// `text`.
  public var text = ""
  /// `date`, in whatever form; a number is written out as it stood.
  public var date = ""
  /// `link`, else `url`.
  public var link = ""
  /// `language`, else `lang`.
  public var language = ""
  /// `feed`.
  public var feed = ""

  /// A record with nothing in it.
  public init() {}
}

/// Why a line is no record.
public enum JSONLinesFault: Error, Equatable, Sendable {
  /// The line does not start with `{`; with what it is instead.
  case notAnObject(saw: LineContent)
  /// The text ends within the object: most often a line break inside a string, or a file that was cut off.
  case endsEarly
  /// Something else than JSON calls for, at that byte of the line (from 1).
  case unexpected(byte: UInt8, column: Int)
  /// Arrays and objects within one another beyond the limit.
  case tooDeep
  /// The line is longer than the limit, in bytes.
  case tooLong(limit: Int)
}

extension JSONLinesFault: CustomStringConvertible {
  /// What the line is, to follow "line 3 is".
  public var description: String {
    switch self {
    case .notAnObject(let content): content.rawValue
    case .endsEarly: "an object that breaks off before its end"
    case .unexpected(let byte, let column):
      byte > 0x20 && byte < 0x7f
        ? "no JSON from column \(column) on: unexpected '\(Character(UnicodeScalar(byte)))'"
        : "no JSON from column \(column) on: unexpected byte 0x\(String(byte, radix: 16))"
    case .tooDeep: "an object with values nested too deeply"
    case .tooLong(let limit): "longer than \(limit >> 20) MB"
    }
  }
}
