/// What an agency has to do with a story.
public enum AgencyRole: UInt8, Hashable, Sendable, CaseIterable {
  /// It wrote the story: the dateline, a signature such as "(PAP)" at the end, the provider's field, or `dc:creator` or
  /// `source` of the entry say so; or the feed is its own and nothing names another.
  case origin
  /// It passes the story on: the feed is its own, and another agency wrote the story.
  case carrier
  /// The story names it as a source ("told TASS", "according to Xinhua", "со ссылкой на Интерфакс", 据新华社报道).
  case mention
}

/// A news agency and its part in a story.
public struct AgencyCredit: Hashable, Sendable {
  /// The usual Latin name ("TASS"), or the name that the story has where the agency is not known.
  public var name: String
  /// Its part; of several the strongest: origin before carrier before mention.
  public var role: AgencyRole

  /// An agency in a role.
  public init(_ name: String, _ role: AgencyRole) {
    self.name = name
    self.role = role
  }
}

extension Story {
  /// Names of all agencies that have a part in the story, by their usual Latin names ("KazTAG", "TASS"), each once.
  ///
  /// Setting them keeps the roles of those that were there; new ones count as origins.
  public var agencies: [String] {
    get { credits.map(\.name) }
    set {
      let known = credits
      credits = newValue.map { name in known.first { $0.name == name } ?? AgencyCredit(name, .origin) }
    }
  }

  /// The agencies of one role, in their order.
  public func agencies(as role: AgencyRole) -> [String] {
    credits.filter { $0.role == role }.map(\.name)
  }
}
