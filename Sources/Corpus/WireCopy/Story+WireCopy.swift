extension Story {
  /// Finds what the manners of the wire put around a story's text, and sets `body`, `dateline` and `agencies` by it.
  ///
  /// - `body` shrinks to what is the story: repetitions of the headline at its head are left out, and so are "Read more" and
  ///   its like at its end; `text` keeps them. A body never shrinks to nothing: where the whole text is the headline, its
  ///   last repetition stays.
  /// - `dateline` takes place and day of the first line, where it has the form of one (`DatelineParser`); it stays as it is
  ///   otherwise. The dateline remains part of the body.
  /// - `agencies` gets the dateline's agencies first, then those that it had, then those that the text names as its source
  ///   ("told TASS", "сообщает Интерфакс"), each once, by the names of `NewsAgency`.
  ///
  /// Doing it twice changes nothing more.
  /// - Complexity: O(n) in the length of the text.
  public mutating func annotateWireCopy() {
    var text = text
    let title = title
    let oldBody = body
    let (newBody, found, attributed) = text.withUTF8 { bytes in
      let wire = WireText(bytes)
      var body = wire.trimmed(oldBody.clamped(to: 0..<bytes.count))
      body = HeadlineRepetition(title).cut(from: body, of: wire)
      body = BoilerplateTail.cut(from: body, of: wire)
      return (body, DatelineParser.parse(wire, body), AgencyAttribution.agencies(in: wire, body))
    }
    body = newBody
    if let dateline = found?.dateline { self.dateline = dateline }
    var named: [String] = []
    for agency in (found?.agencies ?? []) + agencies + attributed where !named.contains(agency) { named.append(agency) }
    agencies = named
    annotateLifeCycle()
  }

  /// Takes from the headline what the format does not say: that the story is taken back, held, or under embargo.
  private mutating func annotateLifeCycle() {
    guard let notice else { return }
    switch notice.kind {
    case .withdrawn: if wire.status == .usable { wire.status = .canceled }
    case .held: if wire.status == .usable { wire.status = .withheld }
    case .embargoed:
      if wire.embargoedUntil == nil { wire.embargoedUntil = EmbargoTime.parse(notice.until, near: date) }
    default: break
    }
  }
}
