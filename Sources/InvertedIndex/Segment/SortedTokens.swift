/// Brings the tokens of a segment into the order in which they are written: by term in byte order, then by document and
/// position. A counting sort over the documents in their final order; where there are many tokens, over one range of terms
/// after another, so that memory stays bounded at the price of reading the log again.
struct SortedTokens: Sendable {
  /// A sorted token: document, position and variant in one word.
  private static let variantBits: UInt64 = 14
  private static let positionBits: UInt64 = 24
  /// Documents of a segment in memory have numbers below this.
  static let documentLimit = 1 << 26

  /// Tokens that are sorted at once; fewer where one range of terms holds fewer, more where one term has more.
  private let sliceSize: Int
  private let order: [Int]
  private let ends: [Int]
  /// The terms that occur, in byte order.
  private var ranked: [UInt32] = []
  /// Ranges of them that are sorted at once.
  private(set) var slices: [Range<Int>] = []
  /// Tokens of each of them.
  private var counts: [Int] = []
  /// Of each form: its term's rank, and below it its variant.
  private var places: [UInt64]
  /// The forms of each term, the commonest first; those of term t start at `firstForm[t]`.
  private var formsByTerm: [UInt32]
  private var firstForm: [Int]
  private var formCounts: [Int]

  /// Prepares the order of terms and forms.
  ///
  /// - Parameters:
  ///   - order: the documents in their final order, by the number under which they were added; those missing are left out.
  ///   - ends: the end of each added document's tokens in the log.
  ///   - sliceSize: tokens to sort at once, about.
  init(order: [Int], log: borrowing TokenLog, ends: [Int], words: borrowing WordTable, sliceSize: Int) {
    self.order = order
    self.ends = ends
    self.sliceSize = sliceSize
    var formCounts = [Int](repeating: 0, count: words.forms.count)
    formCounts.withUnsafeMutableBufferPointer { counts in
      for document in order {
        log.forEachToken(in: (document == 0 ? 0 : ends[document - 1])..<ends[document]) { form, _ in counts[form] &+= 1
        }
      }
    }
    self.formCounts = formCounts
    firstForm = [Int](repeating: 0, count: words.terms.count + 1)
    formsByTerm = [UInt32](repeating: 0, count: words.forms.count)
    places = [UInt64](repeating: 0, count: words.forms.count)
    groupForms(words)
    rankTerms(words)
    slice()
  }

  /// Lists the forms of each term by falling count, then by bytes. The place in the list is the form's variant.
  private mutating func groupForms(_ words: borrowing WordTable) {
    for (term, forms) in words.formsOfTerm.enumerated() { firstForm[term + 1] = firstForm[term] + Int(forms) }
    var next = firstForm
    for (form, term) in words.termOfForm.enumerated() {
      formsByTerm[next[Int(term)]] = UInt32(form)
      next[Int(term)] += 1
    }
    for term in 0..<words.terms.count {
      let range = firstForm[term]..<firstForm[term + 1]
      // Insertion: most terms have one form, and few have ten.
      for place in range.dropFirst() {
        var hole = place
        let form = formsByTerm[place]
        while hole > range.lowerBound, precedes(form, formsByTerm[hole - 1], words) {
          formsByTerm[hole] = formsByTerm[hole - 1]
          hole -= 1
        }
        formsByTerm[hole] = form
      }
      for place in range {
        places[Int(formsByTerm[place])] = UInt64(min(place - range.lowerBound, WordTable.formsOfTermLimit - 1))
      }
    }
  }

  private func precedes(_ first: UInt32, _ second: UInt32, _ words: borrowing WordTable) -> Bool {
    let (one, other) = (formCounts[Int(first)], formCounts[Int(second)])
    return one != other ? one > other : StringPool.precedes(words.forms[first], words.forms[second])
  }

  /// Sorts the terms that occur by their bytes: by the first eight as a number, then by the rest.
  private mutating func rankTerms(_ words: borrowing WordTable) {
    var keys: [(prefix: UInt64, term: UInt32)] = []
    keys.reserveCapacity(words.terms.count)
    for term in 0..<words.terms.count where (firstForm[term]..<firstForm[term + 1]).contains(where: { occurs($0) }) {
      let bytes = words.terms[UInt32(term)]
      var prefix: UInt64 = 0
      for place in 0..<8 { prefix = prefix << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0) }
      keys.append((prefix, UInt32(term)))
    }
    keys.sort { $0.prefix < $1.prefix }
    // Terms that share their first eight bytes are few, and stand together now.
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].prefix == keys[start].prefix { end += 1 }
      for place in start + 1..<max(end, start + 1) {
        var hole = place
        let key = keys[place]
        while hole > start, StringPool.precedes(words.terms[key.term], words.terms[keys[hole - 1].term]) {
          keys[hole] = keys[hole - 1]
          hole -= 1
        }
        keys[hole] = key
      }
      start = end
    }
    ranked = keys.map(\.term)
    counts = [Int](repeating: 0, count: ranked.count)
    for (rank, term) in ranked.enumerated() {
      for place in firstForm[Int(term)]..<firstForm[Int(term) + 1] {
        let form = Int(formsByTerm[place])
        counts[rank] += formCounts[form]
        places[form] |= UInt64(rank) << SortedTokens.variantBits
      }
    }
  }

  private func occurs(_ place: Int) -> Bool {
    formCounts[Int(formsByTerm[place])] > 0
  }

  private mutating func slice() {
    var first = 0
    while first < ranked.count {
      var size = 0
      var last = first
      while last < ranked.count, last == first || size + counts[last] <= sliceSize {
        size += counts[last]
        last += 1
      }
      slices.append(first..<last)
      first = last
    }
  }

  /// The lists of the terms of a slice, in byte order of the terms.
  func lists(_ slice: Int, log: borrowing TokenLog, norms: [UInt8], positions withPositions: Bool) -> EncodedLists {
    let ranks = slices[slice]
    let size = ranks.reduce(0) { $0 + counts[$1] }
    var tokens = TokenSlice()
    sort(ranks, size: size, log: log, into: &tokens)
    var list = PostingsList()
    var lists = EncodedLists(tokens: size, lists: ranks.count)
    for rank in ranks {
      let place = rank - ranks.lowerBound
      tokens.fill(
        &list, from: place == 0 ? 0 : tokens.ends[place - 1], to: tokens.ends[place], positions: withPositions)
      lists.append(list, norms: norms, formCount: formCount(of: Int(ranked[rank])))
    }
    return lists
  }

  /// The number of a term of a slice.
  func term(_ slice: Int, _ place: Int) -> Int {
    Int(ranked[slices[slice].lowerBound + place])
  }

  /// Gives a term of a slice, and its surface forms by falling count; none where the term is its only form.
  func getName(_ slice: Int, _ place: Int, _ words: borrowing WordTable, _ name: inout TermName) {
    let term = term(slice, place)
    let bytes = words.terms[UInt32(term)]
    name.term.removeAll(keepingCapacity: true)
    name.term.append(contentsOf: bytes)
    name.forms.removeAll(keepingCapacity: true)
    let range = firstForm[term]..<firstForm[term + 1]
    if range.count == 1, StringPool.equal(words.forms[formsByTerm[range.lowerBound]], bytes) { return }
    for place in range where occurs(place) {
      let form = formsByTerm[place]
      name.forms.append(SurfaceForm(bytes: Array(words.forms[form]), count: formCounts[Int(form)]))
    }
  }

  private func formCount(of term: Int) -> Int {
    (firstForm[term]..<firstForm[term + 1]).reduce(0) { $0 + (occurs($1) ? 1 : 0) }
  }

  /// Sorts the tokens of a range of terms.
  private func sort(_ ranks: Range<Int>, size: Int, log: borrowing TokenLog, into slice: inout TokenSlice) {
    slice.reserve(size)
    slice.ends = [Int](repeating: 0, count: ranks.count)
    var start = 0
    for rank in ranks {
      slice.ends[rank - ranks.lowerBound] = start
      start += counts[rank]
    }
    let tokens = slice.tokens
    let (firstRank, lastRank) = (UInt64(ranks.lowerBound), UInt64(ranks.count))
    slice.ends.withUnsafeMutableBufferPointer { next in
      places.withUnsafeBufferPointer { places in
        for (number, document) in order.enumerated() {
          let high = UInt64(number) << (SortedTokens.variantBits + SortedTokens.positionBits)
          log.forEachToken(in: (document == 0 ? 0 : ends[document - 1])..<ends[document]) { form, position in
            let place = places[form]
            let rank = (place >> SortedTokens.variantBits) &- firstRank
            if rank < lastRank {
              let target = next[Int(truncatingIfNeeded: rank)]
              next[Int(truncatingIfNeeded: rank)] = target &+ 1
              let variant = place & (1 << SortedTokens.variantBits - 1)
              tokens[target] =
                high | UInt64(truncatingIfNeeded: position) << SortedTokens.variantBits | variant
            }
          }
        }
      }
    }
  }

  /// The document of a sorted token.
  @inline(__always)
  fileprivate static func document(_ token: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: token >> (variantBits + positionBits))
  }

  @inline(__always)
  fileprivate static func position(_ token: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: token >> variantBits) & (1 << UInt32(positionBits) - 1)
  }

  @inline(__always)
  fileprivate static func variant(_ token: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: token) & (1 << UInt32(variantBits) - 1)
  }
}

/// The sorted tokens of a range of terms, and scratch memory in which a term's list is made.
private struct TokenSlice: ~Copyable {
  private var pages = Pages<UInt64>(capacity: 1)
  /// Where each term's tokens end, once they are sorted.
  fileprivate var ends: [Int] = []
  private var scratch = Pages<UInt32>(capacity: 4)

  init() {}

  fileprivate var tokens: UnsafeMutablePointer<UInt64> {
    pages.base
  }

  fileprivate mutating func reserve(_ size: Int) {
    if size > pages.capacity { pages = Pages(capacity: size) }
  }

  /// Makes the list of the tokens from one place to another, which are one term's.
  fileprivate mutating func fill(_ list: inout PostingsList, from start: Int, to end: Int, positions: Bool) {
    let count = end - start
    if 4 * count > scratch.capacity { scratch = Pages(capacity: max(4 * count, 2 * scratch.capacity)) }
    let room = scratch.capacity / 4
    let (documents, frequencies) = (scratch.base, scratch.base + room)
    let (places, variants) = (scratch.base + 2 * room, scratch.base + 3 * room)
    var held = -1
    var last = UInt32.max
    for place in 0..<count {
      let token = tokens[start &+ place]
      let document = SortedTokens.document(token)
      if document != last {
        last = document
        held &+= 1
        documents[held] = document
        frequencies[held] = 0
      }
      frequencies[held] &+= 1
      places[place] = SortedTokens.position(token)
      variants[place] = SortedTokens.variant(token)
    }
    list.removeAll()
    list.docs.append(contentsOf: UnsafeBufferPointer(start: documents, count: held + 1))
    list.frequencies.append(contentsOf: UnsafeBufferPointer(start: frequencies, count: held + 1))
    guard positions else { return }
    list.positions.append(contentsOf: UnsafeBufferPointer(start: places, count: count))
    list.variants.append(contentsOf: UnsafeBufferPointer(start: variants, count: count))
  }
}
