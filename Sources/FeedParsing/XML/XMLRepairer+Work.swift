extension XMLRepairer {
  /// How much a document has given libxml2 to do. A counter, not a clock: the same bytes are refused on every machine.
  ///
  /// A tag is one unit, some 300 ns. libxml2 compares each attribute of a tag with each, and looks a prefix up among all
  /// namespaces in scope; both are counted by what they cost beside a tag.
  struct Work {
    /// Units so far.
    private(set) var units = 0
    /// Namespaces in scope.
    var openNamespaces = 0

    /// Counts a start tag.
    mutating func note(attributes: Int, namespaces: Int) {
      openNamespaces += namespaces
      units += 1 + attributes * attributes / 64 + attributes / 4 + (attributes + 1) * openNamespaces / 64
    }
  }
}
