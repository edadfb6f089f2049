/// The tokens of a segment sorted by term, and within a term by document and position: a counting sort over the stories
/// in their final order.
struct SortedTokens {
  private var starts: [Int]
  private var documents: [UInt32]
  private var positions: [UInt32]
  private var forms: [UInt32]

  /// - Parameters:
  ///   - order: the documents in their final order, by the number under which they were added; those missing are left out.
  ///   - forms: the form of each token, in the order of the text.
  ///   - positions: its position.
  ///   - ends: the end of each added document's tokens.
  ///   - words: gives the term of each form.
  init(order: [Int], forms: [UInt32], positions: [UInt32], ends: [Int], words: borrowing WordTable) {
    var starts = [Int](repeating: 0, count: words.terms.count + 1)
    let termOfForm = words.termOfForm
    for document in order {
      for token in (document == 0 ? 0 : ends[document - 1])..<ends[document] {
        starts[Int(termOfForm[Int(forms[token])]) + 1] += 1
      }
    }
    for term in 1..<max(1, starts.count) { starts[term] += starts[term - 1] }
    let total = starts.last ?? 0
    var next = starts
    documents = [UInt32](repeating: 0, count: total)
    self.positions = [UInt32](repeating: 0, count: total)
    self.forms = [UInt32](repeating: 0, count: total)
    for (number, document) in order.enumerated() {
      for token in (document == 0 ? 0 : ends[document - 1])..<ends[document] {
        let form = forms[token]
        let term = Int(termOfForm[Int(form)])
        let place = next[term]
        next[term] = place + 1
        documents[place] = UInt32(truncatingIfNeeded: number)
        self.positions[place] = positions[token]
        self.forms[place] = form
      }
    }
    self.starts = starts
  }

  /// Calls the body with the number of each term that occurs, in byte order, its forms by falling count, and its postings.
  func forEachTerm(
    words: borrowing WordTable, positions withPositions: Bool,
    _ body: (_ term: Int, [SurfaceForm], borrowing PostingsList) throws -> Void
  ) throws {
    let terms = words.terms
    let order = terms.indices.filter { starts[$0] < starts[$0 + 1] }
      .sorted { terms[$0].lexicographicallyPrecedes(terms[$1]) }
    var list = PostingsList()
    var counts = [Int](repeating: 0, count: words.forms.count)
    var variants = [UInt32](repeating: 0, count: words.forms.count)
    for term in order {
      let tokens = starts[term]..<starts[term + 1]
      var present: [UInt32] = []
      for token in tokens {
        let form = forms[token]
        if counts[Int(form)] == 0 { present.append(form) }
        counts[Int(form)] += 1
      }
      if present.count > 1 {
        present.sort {
          let (first, second) = (counts[Int($0)], counts[Int($1)])
          return first != second
            ? first > second : words.forms[Int($0)].lexicographicallyPrecedes(words.forms[Int($1)])
        }
      }
      let surfaces = present.map { SurfaceForm(bytes: words.forms[Int($0)], count: counts[Int($0)]) }
      for (variant, form) in present.enumerated() {
        variants[Int(form)] = UInt32(variant)
        counts[Int(form)] = 0
      }
      list.removeAll()
      var last = UInt32.max
      for token in tokens {
        if documents[token] != last {
          last = documents[token]
          list.docs.append(last)
          list.frequencies.append(0)
        }
        list.frequencies[list.frequencies.count - 1] += 1
      }
      if withPositions {
        list.positions.append(contentsOf: positions[tokens])
        for token in tokens { list.variants.append(variants[Int(forms[token])]) }
      }
      try body(term, surfaces, list)
    }
  }
}
