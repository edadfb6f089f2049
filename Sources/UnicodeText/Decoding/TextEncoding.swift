/// A character encoding, by its name in the WHATWG Encoding Standard in lower case: `utf-8`, `windows-1251`, `gb18030`.
public struct TextEncoding: Hashable, Sendable {
  /// The standard's name, in lower case.
  public let name: String

  /// UTF-8, what everything is decoded to.
  public static let utf8 = TextEncoding(name: "utf-8")
  /// The Western single-byte encoding that also stands for the label `iso-8859-1`.
  public static let windows1252 = TextEncoding(name: "windows-1252")
  /// The Cyrillic single-byte encoding of most Russian feeds.
  public static let windows1251 = TextEncoding(name: "windows-1251")
  /// The Chinese encoding that also stands for the labels `gb2312` and `gbk`, both of which it contains.
  public static let gb18030 = TextEncoding(name: "gb18030")
  /// UTF-16 with the low byte first.
  public static let utf16LittleEndian = TextEncoding(name: "utf-16le")
  /// UTF-16 with the high byte first.
  public static let utf16BigEndian = TextEncoding(name: "utf-16be")
  /// UTF-32 with the low byte first.
  public static let utf32LittleEndian = TextEncoding(name: "utf-32le")
  /// UTF-32 with the high byte first.
  public static let utf32BigEndian = TextEncoding(name: "utf-32be")

  init(name: String) {
    self.name = name
  }

  /// The encoding that a label in a header or declaration means, after the table of labels of the WHATWG Encoding
  /// Standard; nil for an unknown label.
  ///
  /// Case, surrounding space and quotes do not count, and `_` reads as `-`. Three labels are read as the larger set
  /// that their users mean: `gb2312` and `gbk` as gb18030, `iso-8859-1` and `us-ascii` as windows-1252.
  public init?(label: String) {
    var key: [UInt8] = []
    for byte in label.utf8 {
      switch byte {
      case 0x41...0x5A: key.append(byte + 32)
      case UInt8(ascii: "_"): key.append(UInt8(ascii: "-"))
      case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"): continue
      default: key.append(byte)
      }
    }
    guard let name = EncodingLabels.names[String(decoding: key, as: UTF8.self)] else { return nil }
    self.name = name
  }

  /// What ICU calls this encoding, where its name or its reading of the name differs from the standard's.
  var converterName: String {
    switch name {
    case "shift_jis": "windows-31j"
    case "euc-kr": "windows-949"
    case "big5": "big5-hkscs"
    case "windows-874": "windows-874-2000"
    case "x-mac-cyrillic": "macos-7_3-10.2"
    case "iso-8859-8-i": "iso-8859-8"
    default: name
    }
  }

  /// True where bytes under 0x80 may stand for something other than ASCII, so that "valid UTF-8" proves nothing.
  var isStateful: Bool {
    name == "iso-2022-jp" || name == "iso-2022-kr" || name == "iso-2022-cn" || name == "hz-gb-2312" || name == "utf-7"
  }

  /// True where code units are wider than a byte.
  var isWide: Bool {
    name.hasPrefix("utf-16") || name.hasPrefix("utf-32")
  }
}

extension TextEncoding: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
