/// Why an analyzer cannot be had.
public enum AnalysisError: Error, Equatable, Sendable {
  /// No analyzer has that name.
  case unknownAnalyzer(name: String, known: [String])
  /// The system's Snowball library has no stemmer for a language.
  case stemmerMissing(language: String)
}

extension AnalysisError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    switch self {
    case .unknownAnalyzer(let name, let known):
      "there is no analyzer named “\(name)”; the analyzers are \(known.joined(separator: ", "))"
    case .stemmerMissing(let language):
      "the Snowball library (libstemmer) of this system has no stemmer for \(language)"
    }
  }
}
