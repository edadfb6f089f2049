import Moonwire

extension ParsedFeed {
  /// Writes the feed as one line of JSON, entry by entry: all entries at once would take several times the feed's memory.
  func writeJSON(_ write: (String) throws -> Void) rethrows {
    try write(head.line.dropLast() + #","entries":["#)
    for (place, entry) in entries.enumerated() {
      try write((place > 0 ? "," : "") + entry.json.line)
    }
    try write("]," + tail.line.dropFirst() + "\n")
  }

  /// What comes before the entries.
  private var head: JSONValue {
    let grade = FeedGrade(self)
    return [
      "schema": jsonSchema, "grade": .string(String(grade.letter)), "gradeReasons": .strings(grade.reasons),
      "format": .string(format.name), "encoding": .string(encoding),
      "title": .text(orNull: title), "subtitle": .text(orNull: subtitle), "link": .text(orNull: link),
      "id": .text(orNull: id), "language": .text(orNull: language), "updated": .moment(updated),
      "authors": .strings(authors), "categories": .strings(categories), "rights": .text(orNull: rights),
      "generator": .text(orNull: generator), "image": .text(orNull: image), "hints": hints.json,
    ]
  }

  /// What comes behind the entries.
  private var tail: JSONValue {
    [
      "repairs": .array(
        repairs.map {
          [
            "kind": .string($0.kind.rawValue), "offset": .integer(Int64($0.offset)), "count": .integer(Int64($0.count)),
            "detail": .text(orNull: $0.detail), "before": .text(orNull: $0.before), "after": .text(orNull: $0.after),
          ]
        }),
      "warnings": .array(warnings.map { ["kind": .string($0.kind.rawValue), "detail": .text(orNull: $0.detail)] }),
    ]
  }
}

extension FeedHints {
  /// When the feed wants to be read.
  fileprivate var json: JSONValue {
    [
      "ttl": ttl.map { .integer(Int64($0)) } ?? .null,
      "updatePeriod": updatePeriod.map { .integer(Int64($0)) } ?? .null,
      "skipHours": .array(skipHours.map { .integer(Int64($0)) }),
      "skipDays": .array(skipDays.map { .integer(Int64($0)) }),
    ]
  }
}

extension FeedEntry {
  /// The entry and all that it holds.
  fileprivate var json: JSONValue {
    [
      "id": .string(id), "idSource": .string(idSource.rawValue), "title": .text(orNull: title),
      "link": .text(orNull: link), "published": .moment(published), "publishedText": .text(orNull: publishedText),
      "updated": .moment(updated), "language": .text(orNull: language), "authors": .strings(authors),
      "contributors": .strings(contributors), "creator": .text(orNull: creator), "categories": .strings(categories),
      "source": source.map { ["title": .text(orNull: $0.title), "url": .text(orNull: $0.url)] } ?? .null,
      "enclosures": .array(
        enclosures.map {
          [
            "url": .string($0.url), "type": .text(orNull: $0.type),
            "length": $0.length.map { .integer(Int64($0)) } ?? .null,
          ]
        }),
      "wire": wire.json, "place": place?.json ?? .null,
      "comments": .text(orNull: comments), "rights": .text(orNull: rights), "summary": .text(orNull: summary),
      "text": .string(text),
    ]
  }
}

extension FeedPlace {
  /// The shape and its positions: degrees north, degrees east, and the third coordinate where there is one.
  fileprivate var json: JSONValue {
    [
      "shape": .string(shape.rawValue),
      "positions": .array(
        positions.map { position in
          .array(
            [position.latitude, position.longitude, position.elevation].compactMap { $0.map { .double($0) } })
        }),
      "system": .text(orNull: system),
    ]
  }
}

extension WireMetadata {
  /// What the wire's format says, or null where it says nothing.
  fileprivate var json: JSONValue {
    guard self != WireMetadata() else { return .null }
    return [
      "slug": .text(orNull: slug), "urgency": urgency.map { .integer(Int64($0)) } ?? .null,
      "version": version.map { .integer(Int64($0)) } ?? .null, "status": .string(status.rawValue),
      "embargoedUntil": .moment(embargoedUntil), "provider": .text(orNull: provider),
      "dateline": .text(orNull: dateline), "editorialNote": .text(orNull: editorialNote),
      "replaces": .text(orNull: replaces),
    ]
  }
}

extension JSONValue {
  /// A moment as RFC 3339, or null where it is unknown.
  static func moment(_ moment: Timestamp?) -> JSONValue {
    moment.map { .string($0.description) } ?? .null
  }

  /// An array of texts.
  static func strings(_ texts: [String]) -> JSONValue {
    .array(texts.map { .string($0) })
  }
}
