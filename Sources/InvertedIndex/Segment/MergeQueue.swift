/// The heads of several sorted runs, the one that comes first on top: a binary heap.
struct MergeQueue<Head> {
  private var heads: [Head] = []
  private let precedes: (Head, Head) -> Bool

  /// A queue of those heads.
  init(_ heads: [Head], by precedes: @escaping (Head, Head) -> Bool) {
    self.precedes = precedes
    for head in heads {
      self.heads.append(head)
      siftUp()
    }
  }

  /// The head that comes first; nil where all runs have ended.
  var first: Head? {
    heads.first
  }

  /// Puts the next head of the first one's run in its place; nil ends the run.
  mutating func replaceFirst(with head: Head?) {
    if let head {
      heads[0] = head
    } else if let last = heads.popLast(), !heads.isEmpty {
      heads[0] = last
    }
    siftDown()
  }

  private mutating func siftUp() {
    var place = heads.count - 1
    while place > 0, precedes(heads[place], heads[(place - 1) / 2]) {
      heads.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func siftDown() {
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < heads.count else { return }
      if child + 1 < heads.count, precedes(heads[child + 1], heads[child]) { child += 1 }
      guard precedes(heads[child], heads[place]) else { return }
      heads.swapAt(place, child)
      place = child
    }
  }
}
