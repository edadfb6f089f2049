internal import CICU

/// Which Unicode data the system's ICU brings: word boundaries and folding change with them.
public enum UnicodeVersions {
  /// ICU's own version, "72.1".
  public static var library: String { both.library }
  /// The version of the Unicode standard, "15.0".
  public static var standard: String { both.standard }

  private static var both: (library: String, standard: String) {
    let capacity = Int(icu_longest_version) + 1
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity * 2) { buffer in
      buffer.initialize(repeating: 0)
      guard let library = buffer.baseAddress else { return ("", "") }
      icu_versions(library, library + capacity)
      return (String(cString: library), String(cString: library + capacity))
    }
  }
}
