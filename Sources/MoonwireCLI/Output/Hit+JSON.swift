import Moonwire

/// The version of the JSON shapes, in every line as `"schema"`. It rises when a key changes its meaning or goes; new
/// keys may come without that.
let jsonSchema: JSONValue = 1

extension Hit {
  /// A found story as one line of JSON.
  ///
  /// Offsets (`highlights`, `start`, `end`) count Unicode code points, as Python and jq do; the text of the story
  /// that `start` and `end` refer to is what `show --json` prints.
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init(key: "schema", value: jsonSchema),
      .init(key: "rank", value: .integer(Int64(rank))),
      .init(key: "score", value: .float(score)),
    ]
    members.append(.init(key: "bm25", value: .float(bm25)))
    members += story.jsonHead
    members.append(.init(key: "titleHighlights", value: .array(CodePoints(story.title).json(titleHighlights))))
    let offsets = CodePoints(story.text)
    members.append(
      .init(
        key: "passages",
        value: .array(
          passages.map { passage in
            [
              "text": .string(passage.text),
              "start": .integer(Int64(offsets.count(to: passage.range.lowerBound))),
              "end": .integer(Int64(offsets.count(to: passage.range.upperBound))),
              "highlights": .array(CodePoints(passage.text).json(passage.highlights)),
              "score": .float(passage.score),
            ]
          })))
    if let explanation { members.append(.init(key: "explanation", value: explanation.json)) }
    return .object(members)
  }
}

extension Explanation {
  /// The explanation and all that it is made of.
  var json: JSONValue {
    [
      "value": .float(value), "operation": .string(operation.rawValue), "description": .string(description),
      "details": .array(details.map(\.json)),
    ]
  }
}

extension Story {
  /// The whole story as one line of JSON.
  var json: JSONValue {
    .object(
      [.init(key: "schema", value: jsonSchema)] + jsonHead + [
        .init(key: "categories", value: .array(categories.map { .string($0) })),
        .init(key: "summary", value: .text(orNull: summary)),
        .init(key: "text", value: .string(text)),
      ])
  }

  /// What is said of a story wherever it appears: everything but its text.
  var jsonHead: [JSONValue.Member] {
    [
      .init(key: "id", value: .string(key.description)),
      .init(key: "title", value: .string(title)),
      .init(key: "link", value: .text(orNull: link)),
      .init(key: "feed", value: ["title": .text(orNull: feedTitle), "address": .string(identity.feed)]),
      .init(key: "agencies", value: .array(agencies.map { .string($0) })),
      .init(
        key: "dateline",
        value: dateline.map { ["place": .text(orNull: $0.place), "day": .text(orNull: $0.day)] } ?? .null),
      .init(
        key: "credits",
        value: .array(credits.map { ["agency": .string($0.name), "role": .string("\($0.role)")] })),
      .init(key: "slug", value: .text(orNull: wire.slug)),
      .init(key: "urgency", value: wire.urgency.map { .integer(Int64($0)) } ?? .null),
      .init(key: "version", value: .integer(Int64(version.number))),
      .init(key: "status", value: .string(wire.status.rawValue)),
      .init(key: "embargoedUntil", value: wire.embargoedUntil.map { .string($0.description) } ?? .null),
      .init(
        key: "withdrawn",
        value: version.withdrawal.map {
          ["by": .text(orNull: $0.by), "at": .string($0.at.description), "final": .boolean($0.isFinal)]
        } ?? .null),
      .init(key: "revision", value: StoryWords.revisionJSON(self)),
      .init(key: "chain", value: version.chain.map { .string($0.description) } ?? .null),
      .init(key: "authors", value: .array(authors.map { .string($0) })),
      .init(key: "language", value: .text(orNull: language)),
      .init(key: "date", value: .string(date.description)),
      .init(key: "published", value: published.map { .string($0.description) } ?? .null),
      .init(key: "updated", value: updated.map { .string($0.description) } ?? .null),
      .init(key: "firstSeen", value: .string(firstSeen.description)),
    ]
  }
}

/// Counts the Unicode code points before a UTF-8 offset of a text.
private struct CodePoints {
  private let bytes: String.UTF8View
  private let isASCII: Bool

  init(_ text: String) {
    bytes = text.utf8
    isASCII = text.utf8.allSatisfy { $0 < 0x80 }
  }

  /// Code points that begin before the offset; offsets outside the text count as its ends.
  func count(to offset: Int) -> Int {
    let offset = min(max(offset, 0), bytes.count)
    if isASCII { return offset }
    return bytes.prefix(offset).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// Ranges as pairs of offsets.
  func json(_ ranges: [Range<Int>]) -> [JSONValue] {
    ranges.map { [.integer(Int64(count(to: $0.lowerBound))), .integer(Int64(count(to: $0.upperBound)))] }
  }
}
