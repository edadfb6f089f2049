extension Story {
  /// Finds what the manners of the wire put around a story's text, and sets `body`, `dateline` and `agencies` by it.
  ///
  /// - `body` shrinks to what is the story: repetitions of the headline at its head are left out, and so are "Read more" and
  ///   its like at its end; `text` keeps them. A body never shrinks to nothing: where the whole text is the headline, its
  ///   last repetition stays.
  /// - `dateline` takes place and day of the first line, where it has the form of one (`DatelineParser`); it stays as it is
  ///   otherwise. The dateline remains part of the body.
  /// - `credits` gets the dateline's agencies first, as the story's origin; then those that it had, then its feed's, then
  ///   those that the text names as its source ("told TASS", "сообщает Интерфакс") or that sign it, each once and in its
  ///   strongest part, by the names of `NewsAgency`. The feed's agency passes the story on where another one wrote it.
  ///
  /// Doing it twice changes nothing more.
  /// - Complexity: O(n) in the length of the text.
  public mutating func annotateWireCopy() {
    var text = text
    var title = title
    let oldBody = body
    let (newBody, found, attributed) = text.withUTF8 { bytes in
      let wire = WireText(bytes)
      var body = wire.trimmed(oldBody.clamped(to: 0..<bytes.count))
      body = title.withUTF8 { HeadlineRepetition(WireText($0)).cut(from: body, of: wire) }
      body = BoilerplateTail.cut(from: body, of: wire)
      let dateline = DatelineParser.parse(wire, body)
      let rest = min(max(body.lowerBound, dateline?.end ?? body.lowerBound), body.upperBound)..<body.upperBound
      return (body, dateline, AgencyAttribution.credits(in: wire, rest))
    }
    body = newBody
    if let dateline = found?.dateline { self.dateline = dateline }
    annotateCredits(dateline: found?.agencies ?? [], attributed)
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
