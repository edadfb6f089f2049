/// Finds the element that holds the article.
///
/// First the page's own word (`article`, `main`, `itemprop=articleBody`, the usual class names) narrows the search, where
/// it covers a good part of the prose. Within that, each block of prose gives its weight to the element around it, half to
/// the next, a third to the one after; the element with the most, less its links, is the core. From there the search climbs
/// as long as what lies around the core is prose as well, which joins articles that are parted into several elements.
struct ArticleSelection {
  private(set) var page: PageStructure
  /// The element that holds the article.
  private(set) var container: Int

  /// nil where the page has no prose.
  init?(_ page: PageStructure) {
    guard !page.document.nodes.isEmpty, page.prose[0] > 0 else { return nil }
    self.page = page
    container = 0
    let root = ArticleSelection.narrowed(page)
    guard let core = core(in: root) else { return nil }
    container = core
    climb(to: root, isNamed: root != 0)
    self.page.measure()
  }

  // MARK: - The page's word

  private static func narrowed(_ page: PageStructure) -> Int {
    var root = 0
    while let next = named(in: root, page) { root = next }
    return root
  }

  /// The element within `root` that is named as the article and holds most of its prose; nil where there is none, or where
  /// several could be it.
  private static func named(in root: Int, _ page: PageStructure) -> Int? {
    var best: (node: Int, prose: Int)?
    var second = 0
    var alike: [String: Int] = [:]
    var next = root + 1
    while next < page.document.nodes[root].end {
      if !page.isDropped[next], case .article = page.parts[next], page.prose[next] > 0 {
        let prose = page.prose[next]
        alike[kind(of: next, page), default: 0] += prose
        if prose > best?.prose ?? 0 {
          second = best?.prose ?? 0
          best = (next, prose)
        } else {
          second = max(second, prose)
        }
        next = page.document.nodes[next].end
      } else {
        next += 1
      }
    }
    guard let best, best.prose >= 60 else { return nil }
    // Several bodies of one class are parts of one article, which climbing joins.
    let ofItsKind = alike[kind(of: best.node, page), default: 0] - best.prose
    if ofItsKind * 5 >= best.prose, !["article", "main"].contains(page.document.nodes[best.node].name) { return nil }
    // Four in ten of the prose is enough: comments may be longer than the article. Beside one of its like, it is a list.
    return best.prose * 10 >= page.prose[root] * 4 && second * 2 <= best.prose ? best.node : nil
  }

  private static func kind(of index: Int, _ page: PageStructure) -> String {
    page.document.nodes[index].name + "." + (page.document.nodes[index]["class"] ?? "")
  }

  // MARK: - The core

  private func core(in root: Int) -> Int? {
    var scores: [Int: Double] = [:]
    for (block, prose) in page.blocks where prose > 0 && page.holds(root, block) {
      var element = block
      // Bare text of a div that is a whole article, its paragraphs parted by br.
      let isWhole =
        prose >= 600 && ["div", "td", "section", "article", "pre", "main"].contains(page.document.nodes[block].name)
      if !isWhole, block != root { element = max(0, page.document.nodes[block].parent) }
      // Long paragraphs count for more than lists of short ones, but not without end.
      let value = Double(min(prose, 1500)) + 30
      for share in [1, 0.5, 0.34] {
        guard page.holds(root, element) else { break }
        scores[element, default: 0] += value * share
        element = page.document.nodes[element].parent
        if element < 0 { break }
      }
    }
    func final(_ index: Int) -> Double {
      let links = Double(page.linked[index]) / Double(max(1, page.weight[index]))
      var factor = 1 - links
      if case .article = page.parts[index] { factor *= 1.3 }
      if ["ul", "ol", "dl", "form", "address"].contains(page.document.nodes[index].name) { factor *= 0.6 }
      return (scores[index] ?? 0) * factor
    }
    // The earlier of equals, so that the order of a dictionary decides nothing.
    return scores.keys.sorted().max { final($0) < final($1) }
  }

  // MARK: - What belongs to it

  /// Climbs within the root by all that is kin, and three steps above it for the article's head and further bodies alone.
  private mutating func climb(to root: Int, isNamed: Bool) {
    var child = container
    var stepsAbove = 0
    while page.document.nodes[child].parent >= 0, stepsAbove < 3 {
      let isAbove = page.holds(child, root)
      if isAbove { stepsAbove += 1 }
      let parent = page.document.nodes[child].parent
      var gain = 0
      var strangers: [Int] = []
      var hasLead = false
      for sibling in page.children(of: parent) where !page.holds(sibling, child) {
        let isLead = (sibling < child && isLead(sibling)) || (isAbove && isAnotherBody(sibling))
        hasLead = hasLead || isLead
        if isLead || (!isAbove && isKin(sibling, isNamed: isNamed)) {
          gain += page.prose[sibling]
        } else if page.weight[sibling] > 0, isAbove || !PageStructure.isHeading(page.document.nodes[sibling].name) {
          strangers.append(sibling)
        }
      }
      if !isAbove, !strangers.isEmpty {
        let kinds = kindsOfKin(in: parent, child, isNamed: isNamed)
        strangers.removeAll { page.linked[$0] == 0 && kinds.contains(kind(of: $0)) }
      }
      let threshold = isNamed ? 0 : max(40, page.prose[container] / 5)
      if hasLead || (!isAbove && gain > threshold) {
        for stranger in strangers { page.drop(stranger) }
        // What lies between the old container and the new one without being kin goes as well.
        dropStrangers(between: container, and: child, isNamed: isNamed)
        container = parent
      }
      child = parent
    }
  }

  /// Leaves out what is no kin on the way from the container up to `top`, which was passed over while climbing.
  private mutating func dropStrangers(between inner: Int, and top: Int, isNamed: Bool) {
    var child = inner
    while child != top, page.document.nodes[child].parent >= 0 {
      let parent = page.document.nodes[child].parent
      for sibling in page.children(of: parent) where !page.holds(sibling, child) && !isKin(sibling, isNamed: isNamed) {
        if page.weight[sibling] > 0, !PageStructure.isHeading(page.document.nodes[sibling].name) { page.drop(sibling) }
      }
      child = parent
    }
  }

  /// Whether a neighbour of the article's core is more of it: mostly prose, hardly a link, no list of teasers.
  private func isKin(_ index: Int, isNamed: Bool) -> Bool {
    guard page.prose[index] > 0, page.clutter[index] <= (isNamed ? 2 : 1) * page.prose[index] / 2 else { return false }
    guard page.linked[index] * 4 <= page.weight[index] else { return false }
    return page.linkedHeadings(in: index) == 0
  }

  /// Names with classes that at least two kin within an element have. What has no prose and no link but such a name and class,
  /// a list or a step of a few words, is one of them.
  private func kindsOfKin(in parent: Int, _ core: Int, isNamed: Bool) -> Set<String> {
    var counts: [String: Int] = [:]
    for sibling in page.children(of: parent) where page.document.nodes[sibling]["class"] != nil {
      if page.holds(sibling, core) || isKin(sibling, isNamed: isNamed) { counts[kind(of: sibling), default: 0] += 1 }
    }
    return Set(counts.filter { $0.value >= 2 }.keys)
  }

  private func kind(of index: Int) -> String { ArticleSelection.kind(of: index, page) }

  /// Whether what stands before the core is the article's head or its lead: a paragraph of prose, or an element that holds
  /// the headline or is named as a lead.
  private func isLead(_ sibling: Int) -> Bool {
    guard isKin(sibling, isNamed: true) else { return false }
    if ["p", "blockquote", "h2"].contains(page.document.nodes[sibling].name),
      page.prose[sibling] == page.weight[sibling]
    {
      return true
    }
    return page.live(in: sibling).contains {
      page.document.nodes[$0].name == "h1" || (page.prose[$0] > 0 && hasLeadName($0))
    }
  }

  /// Whether an element beside the named one holds another part of the body: sites part long articles ("story-body-1",
  /// "story-body-2").
  private func isAnotherBody(_ sibling: Int) -> Bool {
    guard isKin(sibling, isNamed: true) else { return false }
    return page.live(in: sibling).contains { node in
      guard case .article = page.parts[node], page.prose[node] * 2 > page.prose[sibling] else { return false }
      return !["article", "main"].contains(page.document.nodes[node].name)
    }
  }

  private func hasLeadName(_ index: Int) -> Bool {
    let names = [page.document.nodes[index]["class"], page.document.nodes[index]["id"]].compactMap { $0 }
    return names.flatMap { PageHints.words(of: $0) }.contains { ArticleSelection.leads.contains($0) }
  }

  private static let leads: Set<String> = [
    "lead", "lede", "intro", "introduction", "summary", "standfirst", "dek", "deck", "subtitle", "subheadline",
    "excerpt",
    "abstract", "announce", "anons", "description", "perex", "chapeau",
  ]
}
