extension XMLRepairer {
  /// How much a document has given libxml2 to do. A counter, not a clock: the same bytes are refused on every machine.
  ///
  /// A tag is one unit, some 300 ns. libxml2 compares each attribute of a tag with each, and looks a prefix up among all
  /// namespaces in scope; and its dictionary of names grows no further than a few thousand places, so that each new name is
  /// compared with more and more. All three are counted by what they cost beside a tag.
  struct Work {
    /// Units so far.
    private(set) var units = 0
    /// Namespaces in scope.
    var openNamespaces = 0

    /// The hashes of the names that were met.
    private var names: Set<UInt64> = []

    /// Names are looked at once there is so much work: ordinary feeds are spared it.
    static let unitsBeforeNames = 20_000

    /// Counts a name of an element or attribute.
    mutating func note(name: UnsafeBufferPointer<UInt8>) {
      // FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo).
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      if names.insert(hash).inserted { units += names.count / 4096 }
    }

    /// Counts a start tag.
    mutating func note(attributes: Int, namespaces: Int) {
      openNamespaces += namespaces
      units += 1 + attributes * attributes / 64 + attributes / 4 + (attributes + 1) * openNamespaces / 64
    }
  }
}
