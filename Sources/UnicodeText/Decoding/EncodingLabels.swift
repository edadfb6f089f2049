/// The labels by which encodings are declared, after the WHATWG Encoding Standard (§4.2, "Names and labels"), and a few
/// more that feeds use (`cp-1251`, `utf-32`, `win-1251`).
enum EncodingLabels {
  /// Encoding by label; labels are in lower case, with `-` for `_`.
  static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in table {
      let words = line.split(separator: " ")
      guard let name = words.first else { continue }
      for label in words { names[String(label).replacingUnderscores] = String(name) }
    }
    return names
  }()

  /// One encoding a line: its name, then its other labels.
  private static let table: [String] = [
    "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 u8 cp65001 utf-8n",
    "utf-16le utf-16 utf16 utf16le ucs-2 iso-10646-ucs-2 unicode unicodefeff csunicode u16",
    "utf-16be utf16be unicodefffe",
    "utf-32le utf-32 utf32 utf32le u32 ucs-4",
    "utf-32be utf32be",
    "ibm866 866 cp866 csibm866 cp-866 dos-866",
    "iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso-8859-2:1987 l2 latin2",
    "iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso-8859-3:1988 l3 latin3",
    "iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso-8859-4:1988 l4 latin4",
    "iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso-8859-5:1988",
    "iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i "
      + "iso-ir-127 iso8859-6 iso88596 iso-8859-6:1987",
    "iso-8859-7 csisolatingreek ecma-118 elot-928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso-8859-7:1987 "
      + "sun-eu-greek",
    "iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso-8859-8:1988 visual",
    "iso-8859-8-i csiso88598i logical",
    "iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso-8859-13 iso8859-13 iso885913",
    "iso-8859-14 iso8859-14 iso885914",
    "iso-8859-15 csisolatin9 iso8859-15 iso885915 l9 latin9 latin-9",
    "iso-8859-16 iso8859-16",
    "koi8-r cskoi8r koi koi8 koi8r",
    "koi8-u koi8-ru koi8u",
    "macintosh csmacintosh mac x-mac-roman macroman",
    "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620 cp874",
    "windows-1250 cp1250 x-cp1250 cp-1250 win-1250",
    "windows-1251 cp1251 x-cp1251 cp-1251 win-1251 win1251 windows1251 windows-cp1251",
    "windows-1252 ansi-x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
      + "iso-8859-1:1987 l1 latin1 us-ascii usascii x-cp1252 latin-1 cp-1252 win-1252 windows1252 iso-8859 646 us",
    "windows-1253 cp1253 x-cp1253 cp-1253",
    "windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso-8859-9:1989 l5 latin5 x-cp1254 cp-1254",
    "windows-1255 cp1255 x-cp1255 cp-1255",
    "windows-1256 cp1256 x-cp1256 cp-1256",
    "windows-1257 cp1257 x-cp1257 cp-1257",
    "windows-1258 cp1258 x-cp1258 cp-1258",
    "x-mac-cyrillic x-mac-ukrainian maccyrillic mac-cyrillic",
    "gb18030 gbk chinese csgb2312 csiso58gb231280 gb2312 gb-2312 gb-2312-80 iso-ir-58 x-gbk cp936 ms936 windows-936 gb-18030 "
      + "gb-18030-2000 euc-cn euccn eucgb2312-cn",
    "hz-gb-2312 hz hzgb hz-gb",
    "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 big5hkscs",
    "euc-jp cseucpkdfmtjapanese x-euc-jp eucjp ujis",
    "iso-2022-jp csiso2022jp iso2022jp",
    "iso-2022-kr csiso2022kr iso2022kr",
    "iso-2022-cn iso-2022-cn-ext",
    "shift_jis csshiftjis ms932 ms-kanji shift-jis sjis windows-31j x-sjis cp932 windows-932 shiftjis",
    "euc-kr cseuckr csksc56011987 iso-ir-149 korean ks-c-5601-1987 ks-c-5601-1989 ksc5601 ksc-5601 windows-949 euckr cp949 "
      + "uhc ms949",
  ]
}

extension String {
  /// The same with `-` for `_`, as labels are looked up.
  fileprivate var replacingUnderscores: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
  }
}
