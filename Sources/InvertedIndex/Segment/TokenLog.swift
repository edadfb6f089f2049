/// The tokens of a segment that is being filled, in the order of the text: four bytes each, which is what bounds how much
/// text one segment takes at a given memory.
///
///     entry    ::= form:u24 gap:u8 position:u32?         the position follows where the gap is 255
///
/// A gap is the number of positions that have no token since the token before in the same document: those of stop words,
/// and the one between title and text.
struct TokenLog: ~Copyable {
  /// Forms have numbers below this.
  static let formLimit = 1 << 24
  /// The gap that says that the position follows.
  static let escape: UInt32 = 255

  /// Below so many words it grows in larger steps.
  private static let small = 1 << 19

  /// Words of 32 bits held.
  private(set) var count = 0
  private var pages = Pages<UInt32>(capacity: 1 << 16)

  /// Where the words lie.
  @inline(__always)
  var entries: UnsafeMutablePointer<UInt32> {
    pages.base
  }

  /// Bytes of memory held. Not all of them need be there: the system gives pages when they are first written.
  var memory: Int {
    pages.capacity * 4
  }

  /// Makes room for so many tokens more; afterwards they can be stored behind `entries + count`.
  mutating func reserve(_ tokens: Int) {
    let needed = count + 2 * tokens
    guard needed > pages.capacity else { return }
    let more = pages.capacity < TokenLog.small ? 4 * pages.capacity : pages.capacity + pages.capacity / 2
    pages.grow(to: max(needed, more), keeping: count)
  }

  /// Takes over what was stored behind `count`.
  mutating func advance(to count: Int) {
    assert(count <= pages.capacity)
    self.count = count
  }

  /// Forgets the tokens and gives their memory back.
  mutating func free() {
    count = 0
    pages = Pages(capacity: 1)
  }

  /// Calls the body with form and position of each token in a range of the log that is a document's.
  @inline(__always)
  borrowing func forEachToken(in range: Range<Int>, _ body: (_ form: Int, _ position: Int) -> Void) {
    let entries = entries
    var place = range.lowerBound
    var next = 0
    while place < range.upperBound {
      let entry = entries[place]
      place &+= 1
      let gap = entry & 0xff
      if gap == TokenLog.escape {
        next = Int(entries[place])
        place &+= 1
      } else {
        next &+= Int(gap)
      }
      body(Int(entry >> 8), next)
      next &+= 1
    }
  }
}
