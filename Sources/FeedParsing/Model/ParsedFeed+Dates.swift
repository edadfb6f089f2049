public import Corpus

extension ParsedFeed {
  /// How far ahead of the reader's clock a date may be: a day, for clocks and zones that are off.
  static let tolerance: Int64 = 86_400

  /// Takes out dates that lie more than a day after the moment at which the feed was read: no story can be from then, and
  /// one that were would stand before all others for as long as it takes. What was written stays in `publishedText`, and a
  /// warning says so. The entry goes by its other date, where that is possible, and is else undated.
  ///
  /// Parsing has no clock, so that the same bytes give the same feed; whoever has one calls this.
  ///
  /// - Parameter now: When the feed was read.
  public mutating func flagFutureDates(now: Timestamp) {
    let (latest, overflows) = now.secondsSince1970.addingReportingOverflow(ParsedFeed.tolerance)
    guard !overflows else { return }
    func isFuture(_ date: Timestamp?) -> Bool { date.map { $0.secondsSince1970 > latest } ?? false }
    if isFuture(updated) { updated = nil }
    for index in entries.indices {
      let (published, updated) = (entries[index].published, entries[index].updated)
      guard isFuture(published) || isFuture(updated) else { continue }
      if warnings.count < 1000 {
        let text = isFuture(published) ? entries[index].publishedText : ""
        let date = (isFuture(published) ? published : updated)?.description ?? ""
        warnings.append(FeedWarning(kind: .futureDate, detail: text.isEmpty ? date : String(text.prefix(80))))
      }
      if isFuture(published) { entries[index].published = nil }
      if isFuture(updated) { entries[index].updated = nil }
    }
  }
}
