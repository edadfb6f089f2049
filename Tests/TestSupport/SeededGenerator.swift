/// Random numbers that depend on the seed alone, the same on every machine (SplitMix64; G. L. Steele and others, 2014).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// A generator of that seed; print it where a test fails.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// True so many times of a hundred.
  public mutating func chance(_ percent: Int) -> Bool {
    Int(next() % 100) < percent
  }

  /// An integer of a range that has some.
  public mutating func integer(_ range: Range<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// An element of an array that has some.
  public mutating func element<Element>(_ elements: [Element]) -> Element {
    elements[integer(0..<elements.count)]
  }
}
