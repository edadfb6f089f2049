import Corpus
import FeedParsing
import FoundationEssentials
import Testing

/// Holds our reading against what feed-rs is expected to give (`X.serde.json` beside `X.xml`), field by field.
///
/// Compared are: the number of entries; of the feed title, description, language, generator and first link; of each entry
/// title, first link, id (where the feed gives one: feed-rs makes up 32 hexadecimal digits otherwise), dates, body, summary,
/// authors, contributors and categories. Texts are compared as words, for we keep no HTML.
@Suite("feed-rs' cases", .enabled(if: SharedData.isPresent, "no shared data: set MOONWIRE_DATA"))
struct FeedRSConformanceTests {
  @Test func fieldsAgree() throws {
    let isVerbose = ProcessInfo.processInfo.environment["MOONWIRE_FAILURES"] != nil
    var held: [String: (held: Int, failed: Int)] = [:]
    for path in SharedData.files(under: "feeds/conformance/feed-rs", endings: ["serde.json"]) {
      let stem = String(path.dropLast(".serde.json".count))
      guard let bytes = (try? SharedData.bytes(stem + ".xml")) ?? (try? SharedData.bytes(stem + ".json")) else {
        continue
      }
      let expected = try JSONDecoder().decode(AnyJSON.self, from: Data(try SharedData.bytes(path)))
      let group = stem.split(separator: "/").dropLast().last.map(String.init) ?? ""
      for (field, isHeld) in comparisons(try FeedParser().parse(bytes), expected) {
        if isHeld { held[group, default: (0, 0)].held += 1 } else { held[group, default: (0, 0)].failed += 1 }
        if isVerbose && !isHeld { print("FAILS \(stem): \(field)") }
      }
    }
    for (group, tally) in held {
      ConformanceReport.shared.add(suite: "feed-rs", group: group, held: tally.held, failed: tally.failed)
    }
    let all = held.values.reduce((0, 0)) { ($0.0 + $1.held, $0.1 + $1.failed) }
    let rate = Double(all.0) / Double(max(1, all.0 + all.1))
    print("feed-rs: \(all.0) fields agree, \(all.1) do not: \(rate)")
    #expect(rate >= 0.98)
    try ConformanceReport.shared.check("feed-rs")
  }

  private func comparisons(_ feed: ParsedFeed, _ expected: AnyJSON) -> [(String, Bool)] {
    var results: [(String, Bool)] = []
    func hold(_ field: String, _ given: [String], _ wanted: String?) {
      guard let wanted, !wanted.isEmpty else { return }
      results.append(("\(field): \(given) for \(wanted)", given.contains { FeedRSConformanceTests.same($0, wanted) }))
    }
    let entries = expected["entries"]?.array ?? []
    results.append(("entries: \(feed.entries.count) for \(entries.count)", feed.entries.count == entries.count))
    hold("title", [feed.title], expected["title"]?["content"]?.string)
    hold("description", [feed.subtitle], expected["description"]?["content"]?.string)
    hold("language", [feed.language], expected["language"]?.string)
    hold("generator", [feed.generator], expected["generator"]?["content"]?.string)
    hold("link", [feed.link, feed.selfLink], expected["links"]?.array.first?["href"]?.string)
    for (ours, theirs) in zip(feed.entries, entries) {
      let name = ours.id
      hold("\(name) title", [ours.title], theirs["title"]?["content"]?.string)
      let links = [ours.link, ours.comments, ours.source?.url ?? ""] + ours.enclosures.map(\.url)
      hold("\(name) link", links, theirs["links"]?.array.first?["href"]?.string)
      if ours.idSource == .guid || ours.idSource == .atomID || ours.idSource == .jsonID {
        hold("\(name) id", [ours.id], theirs["id"]?.string)
      }
      hold("\(name) published", moments([ours.published, ours.updated]), moment(theirs["published"]))
      hold("\(name) updated", moments([ours.updated, ours.published]), moment(theirs["updated"]))
      hold("\(name) body", [ours.text, ours.summary], theirs["content"]?["body"]?.string)
      hold("\(name) summary", [ours.summary, ours.text], theirs["summary"]?["content"]?.string)
      for author in theirs["authors"]?.array ?? [] {
        hold("\(name) author", ours.authors + [ours.creator], author["name"]?.string)
      }
      for person in theirs["contributors"]?.array ?? [] {
        hold("\(name) contributor", ours.contributors + ours.authors, person["name"]?.string)
      }
      for category in theirs["categories"]?.array ?? [] {
        hold("\(name) category", ours.categories, category["term"]?.string)
      }
    }
    return results
  }

  private func moments(_ values: [Timestamp?]) -> [String] { values.compactMap { $0?.description } }

  /// A moment of theirs to the second, as ours are.
  private func moment(_ value: AnyJSON?) -> String? {
    value?.string.flatMap { FeedDate.parse($0)?.timestamp.description }
  }

  private static func same(_ ours: String, _ theirs: String) -> Bool {
    if ours == theirs || ours.lowercased() == theirs.lowercased() { return true }
    // An empty path and "/" are the same (RFC 3986 §6.2.3); feed-rs writes the latter.
    if theirs.hasPrefix("http"), ours + "/" == theirs { return true }
    let words = FeedparserView.words(ours)
    return words == FeedparserView.words(HTMLText.plainText(theirs)) || words == FeedparserView.words(theirs)
  }
}
