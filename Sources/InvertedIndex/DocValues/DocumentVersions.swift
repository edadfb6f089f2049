internal import Corpus
internal import Storage

/// The section of documents' versions: by rising document.
///
///     versions ::= n:varint (distance:varint flags:u8 …)×n
///
/// The whole layout is in docs/FORMAT.md, "Versions".
enum DocumentVersions {
  private static let isEarlier: UInt8 = 1
  private static let hasChain: UInt8 = 2
  private static let isNumbered: UInt8 = 4
  private static let hasSeen: UInt8 = 8
  private static let isSuperseded: UInt8 = 16
  private static let isEmbargoed: UInt8 = 32
  private static let isWithdrawn: UInt8 = 64
  private static let hasLinks: UInt8 = 128

  static func serialized(_ versions: [(document: Int, version: DocumentVersion)]) -> ByteBuffer {
    var output = ByteBuffer()
    output.append(varint: versions.count)
    var previous = -1
    for (document, entry) in versions {
      output.append(varint: document - previous - 1)
      previous = document
      append(entry, to: &output)
    }
    return output
  }

  private static func append(_ entry: DocumentVersion, to output: inout ByteBuffer) {
    let version = entry.version
    var flags: UInt8 = version.isEarlier ? isEarlier : 0
    if version.chain != nil { flags |= hasChain }
    if version.number != 1 { flags |= isNumbered }
    if version.seen != nil { flags |= hasSeen }
    if version.supersededFrom != nil { flags |= isSuperseded }
    if entry.embargo != nil { flags |= isEmbargoed }
    if version.withdrawal != nil { flags |= isWithdrawn }
    if !entry.links.isEmpty { flags |= hasLinks }
    output.append(flags)
    if let chain = version.chain {
      output.append(fixed: chain.value)
      append(entry.traits ?? DocumentVersion.Traits(), to: &output)
    }
    if version.number != 1 { output.append(varint: max(0, version.number)) }
    if let seen = version.seen { output.append(zigzag: seen.secondsSince1970) }
    if let until = version.supersededFrom { output.append(zigzag: until.secondsSince1970) }
    if let from = entry.embargo { output.append(zigzag: from.secondsSince1970) }
    if let withdrawal = version.withdrawal {
      output.append(string: withdrawal.by)
      output.append(zigzag: withdrawal.at.secondsSince1970)
      output.append(withdrawal.isFinal ? 1 : 0)
    }
    if !entry.links.isEmpty {
      output.append(varint: entry.links.count)
      for link in entry.links { output.append(fixed: link) }
    }
  }

  /// Reads the section.
  ///
  /// - Throws: `ByteReader.Failure`.
  static func read(
    _ section: UnsafeRawBufferPointer, documents: Int
  ) throws -> [(document: Int, version: DocumentVersion)] {
    guard !section.isEmpty else { return [] }
    var reader = ByteReader(section)
    let count = try reader.count(limit: min(documents, reader.remaining))
    var versions: [(document: Int, version: DocumentVersion)] = []
    versions.reserveCapacity(count)
    var next = 0
    for _ in 0..<count {
      let document = next + (try reader.count(limit: documents))
      guard document < documents else { throw ByteReader.Failure.malformed(at: reader.offset) }
      versions.append((document, try entry(&reader)))
      next = document + 1
    }
    return versions
  }

  private static func entry(_ reader: inout ByteReader) throws -> DocumentVersion {
    func time() throws -> Timestamp { Timestamp(secondsSince1970: try reader.zigzag()) }
    var entry = DocumentVersion()
    let flags = try reader.byte()
    entry.version.isEarlier = flags & isEarlier != 0
    if flags & hasChain != 0 {
      entry.version.chain = StoryKey(try reader.fixed(UInt64.self))
      entry.traits = try traits(&reader)
    }
    if flags & isNumbered != 0 { entry.version.number = try reader.count(limit: Int(Int32.max)) }
    if flags & hasSeen != 0 { entry.version.seen = try time() }
    if flags & isSuperseded != 0 { entry.version.supersededFrom = try time() }
    if flags & isEmbargoed != 0 { entry.embargo = try time() }
    if flags & isWithdrawn != 0 {
      let by = try reader.string()
      entry.version.withdrawal = Withdrawal(by: by, at: try time(), isFinal: try reader.byte() == 1)
    }
    if flags & hasLinks != 0 {
      entry.links = try (0..<(try reader.count(limit: reader.remaining / 8))).map { _ in
        try reader.fixed(UInt64.self)
      }
    }
    return entry
  }

  private static let statuses: [PublicationStatus] = [.usable, .withheld, .canceled]

  private static func append(_ traits: DocumentVersion.Traits, to output: inout ByteBuffer) {
    output.append(fixed: traits.identity.value)
    output.append(fixed: traits.content)
    output.append(UInt8(statuses.firstIndex(of: traits.status) ?? 0) << 1 | (traits.isRevision ? 1 : 0))
    output.append(varint: max(0, traits.number))
    output.append(string: traits.by)
  }

  private static func traits(_ reader: inout ByteReader) throws -> DocumentVersion.Traits {
    var traits = DocumentVersion.Traits()
    traits.identity = StoryKey(try reader.fixed(UInt64.self))
    traits.content = try reader.fixed(UInt64.self)
    let bits = try reader.byte()
    guard Int(bits >> 1) < statuses.count else { throw ByteReader.Failure.malformed(at: reader.offset) }
    traits.isRevision = bits & 1 == 1
    traits.status = statuses[Int(bits >> 1)]
    traits.number = Int(clamping: try reader.varint())
    traits.by = try reader.string()
    return traits
  }
}
