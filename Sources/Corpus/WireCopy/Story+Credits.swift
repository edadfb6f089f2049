extension Story {
  /// Sets `credits` to the agencies of the dateline, those that there were, the provider's and the feed's, and the text's.
  mutating func annotateCredits(dateline: [String], _ attributed: [AgencyCredit]) {
    var found: [AgencyCredit] = []
    for name in dateline { found.merge(AgencyCredit(name, .origin)) }
    for credit in credits { found.merge(credit) }
    if !wire.provider.isEmpty, let provider = Agency.name(in: wire.provider) {
      found.merge(AgencyCredit(provider, .origin))
    }
    if !feedTitle.isEmpty, let carrier = Agency.name(in: feedTitle) {
      let isOrigin =
        !found.contains { $0.role == .origin && $0.name != carrier }
        && !attributed.contains { $0.role == .origin && $0.name != carrier }
      found.merge(AgencyCredit(carrier, isOrigin ? .origin : .carrier))
    }
    for credit in attributed { found.merge(credit) }
    if found != credits { credits = found }
  }
}

extension [AgencyCredit] {
  /// Adds a credit, or lets an agency that is there already have the stronger part.
  mutating func merge(_ credit: AgencyCredit) {
    guard let place = firstIndex(where: { $0.name == credit.name }) else {
      append(credit)
      return
    }
    if credit.role.rawValue < self[place].role.rawValue { self[place].role = credit.role }
  }
}
