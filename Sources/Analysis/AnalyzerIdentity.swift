/// What decides an analyzer's answers, as a text that two equal analyzers share: its name, our version of its rules, and
/// the versions of the libraries beneath.
///
///     english/1 icu/72.1 unicode/15.0 snowball/0c6e3fd1
///
/// It is stored in each segment. Terms made under another identity may not be found by words analysed under this one.
/// Snowball tells no version at run time; its figure is a hash of what it makes of a list of words.
public struct AnalyzerIdentity: Hashable, Sendable, CustomStringConvertible {
  /// The identity as it is stored.
  public var description: String

  /// An identity as read from a segment.
  public init(_ description: String) {
    self.description = description
  }

  /// The analyzer's name: what stands before the first `/`.
  public var name: String {
    String(description.prefix { $0 != "/" })
  }
}
