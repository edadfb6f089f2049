internal import Corpus
internal import Storage

/// What wire formats say of a story, and the roles of agencies. The layout is in docs/FORMAT.md, "Stored story": a story of
/// which nothing is said has one byte of it.
extension StoredStoryCodec {
  private static let hasUrgency = 1 << 0
  private static let hasVersion = 1 << 1
  private static let hasEmbargo = 1 << 2
  private static let firstText = 3
  private static let firstStatus = 8
  private static let flagLimit = 1 << 10
  /// The texts, in the order of their flags.
  private static let texts: [any WritableKeyPath<WireMetadata, String> & Sendable] = [
    \.slug, \.provider, \.dateline, \.editorialNote, \.replaces,
  ]
  private static let statuses: [PublicationStatus] = [.usable, .withheld, .canceled]

  static func append(_ credits: [AgencyCredit], to output: inout ByteBuffer) {
    output.append(varint: credits.count)
    for credit in credits { credit.append(to: &output) }
  }

  static func credits(_ reader: inout ByteReader) throws -> [AgencyCredit] {
    try (0..<(try reader.count(limit: reader.remaining))).map { _ in try AgencyCredit(&reader) }
  }

  static func append(_ wire: WireMetadata, to output: inout ByteBuffer) {
    guard wire != WireMetadata() else {
      output.append(varint: 0)
      return
    }
    var flags = (statuses.firstIndex(of: wire.status) ?? 0) << firstStatus
    if wire.urgency != nil { flags |= hasUrgency }
    if wire.version != nil { flags |= hasVersion }
    if wire.embargoedUntil != nil { flags |= hasEmbargo }
    for (place, text) in texts.enumerated() where !wire[keyPath: text].isEmpty { flags |= 1 << (firstText + place) }
    output.append(varint: flags)
    if let urgency = wire.urgency { output.append(zigzag: Int64(urgency)) }
    if let version = wire.version { output.append(zigzag: Int64(version)) }
    if let embargo = wire.embargoedUntil { output.append(zigzag: embargo.secondsSince1970) }
    for text in texts where !wire[keyPath: text].isEmpty { output.append(string: wire[keyPath: text]) }
  }

  static func wire(_ reader: inout ByteReader) throws -> WireMetadata {
    var wire = WireMetadata()
    let flags = try reader.count(limit: flagLimit - 1)
    guard flags != 0 else { return wire }
    guard flags >> firstStatus < statuses.count else { throw ByteReader.Failure.malformed(at: reader.offset) }
    wire.status = statuses[flags >> firstStatus]
    if flags & hasUrgency != 0 { wire.urgency = Int(clamping: try reader.zigzag()) }
    if flags & hasVersion != 0 { wire.version = Int(clamping: try reader.zigzag()) }
    if flags & hasEmbargo != 0 { wire.embargoedUntil = Timestamp(secondsSince1970: try reader.zigzag()) }
    for (place, text) in texts.enumerated() where flags & 1 << (firstText + place) != 0 {
      wire[keyPath: text] = try reader.string()
    }
    return wire
  }
}
