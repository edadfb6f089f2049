public import Corpus
internal import Storage

/// A feed as a segment's stories name it.
public struct FeedName: Hashable, Sendable {
  /// The feed's identity: its address or the name of its file.
  public var id: String
  /// Its title.
  public var title: String

  /// A feed of that identity and title.
  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }
}

/// Values that many stories share, numbered: feeds, languages and sets of agencies.
public struct SegmentTables: Equatable, Sendable {
  /// The feeds, by number.
  public private(set) var feeds: [FeedName] = []
  /// Language tags, by number.
  public private(set) var languages: [String] = []
  /// Sets of agencies and their roles, by number.
  public private(set) var agencies: [[AgencyCredit]] = []

  private var feedNumbers: [FeedName: Int] = [:]
  private var languageNumbers: [String: Int] = [:]
  private var agencyNumbers: [[AgencyCredit]: Int] = [:]
  /// What the last story had: the next one has the same as a rule, which is faster compared than hashed.
  private var lastFeed = 0
  private var lastLanguage = 0
  private var lastAgencies = 0

  init() {}

  mutating func number(of feed: FeedName) -> Int {
    if lastFeed < feeds.count, feeds[lastFeed] == feed { return lastFeed }
    lastFeed = find(feed)
    return lastFeed
  }

  private mutating func find(_ feed: FeedName) -> Int {
    if let number = feedNumbers[feed] { return number }
    feeds.append(feed)
    feedNumbers[feed] = feeds.count - 1
    return feeds.count - 1
  }

  mutating func number(ofLanguage language: String) -> Int {
    if lastLanguage < languages.count, languages[lastLanguage] == language { return lastLanguage }
    lastLanguage = find(language: language)
    return lastLanguage
  }

  private mutating func find(language: String) -> Int {
    if let number = languageNumbers[language] { return number }
    languages.append(language)
    languageNumbers[language] = languages.count - 1
    return languages.count - 1
  }

  mutating func number(ofAgencies set: [AgencyCredit]) -> Int {
    if lastAgencies < agencies.count, agencies[lastAgencies] == set { return lastAgencies }
    lastAgencies = find(agencies: set)
    return lastAgencies
  }

  private mutating func find(agencies set: [AgencyCredit]) -> Int {
    if let number = agencyNumbers[set] { return number }
    agencies.append(set)
    agencyNumbers[set] = agencies.count - 1
    return agencies.count - 1
  }

  func append(to output: inout ByteBuffer) {
    output.append(varint: feeds.count)
    for feed in feeds {
      output.append(string: feed.id)
      output.append(string: feed.title)
    }
    output.append(varint: languages.count)
    for language in languages { output.append(string: language) }
    output.append(varint: agencies.count)
    for set in agencies {
      output.append(varint: set.count)
      for agency in set { agency.append(to: &output) }
    }
  }

  init(_ reader: inout ByteReader) throws {
    for _ in 0..<(try reader.count(limit: reader.remaining)) {
      feeds.append(FeedName(id: try reader.string(), title: try reader.string()))
    }
    for _ in 0..<(try reader.count(limit: reader.remaining)) { languages.append(try reader.string()) }
    for _ in 0..<(try reader.count(limit: reader.remaining)) {
      agencies.append(try (0..<(try reader.count(limit: reader.remaining))).map { _ in try AgencyCredit(&reader) })
    }
  }
}

extension AgencyCredit {
  func append(to output: inout ByteBuffer) {
    output.append(string: name)
    output.append(role.rawValue)
  }

  init(_ reader: inout ByteReader) throws {
    let name = try reader.string()
    guard let role = AgencyRole(rawValue: try reader.byte()) else {
      throw ByteReader.Failure.malformed(at: reader.offset)
    }
    self.init(name, role)
  }
}
