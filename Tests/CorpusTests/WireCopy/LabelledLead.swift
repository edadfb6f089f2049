import Testing

@testable import Corpus

/// A first paragraph in the manner of the wires, with what it says. All of them were written for these tests.
struct LabelledLead: Sendable, CustomTestStringConvertible {
  /// The paragraph, with `¦` before the story's own first word.
  var marked: String
  /// Place, day and agencies with bars between; "-" for the place where the line is no dateline. Agencies are the story's
  /// origin, those with a question mark behind it are mentioned.
  var label: String

  init(_ marked: String, _ label: String) {
    self.marked = marked
    self.label = label
  }

  var testDescription: String { marked }

  /// The paragraph as the wire sent it.
  var text: String { marked.filter { $0 != "¦" } }

  /// What the code makes of it, in the manner of `marked` and `label`.
  var found: (marked: String, label: String) {
    var text = text
    let result = text.withUTF8 { DatelineParser.parse(WireText($0), 0..<$0.count) }
    var story = Story(
      identity: StoryIdentity(feed: "feed", id: "1"), title: "", text: text, firstSeen: Timestamp(secondsSince1970: 0))
    story.annotateWireCopy()
    let credits = story.credits.map { credit in
      switch credit.role {
      case .origin: credit.name
      case .carrier: credit.name + ">"
      case .mention: credit.name + "?"
      }
    }
    let place = story.dateline.map { $0.place + "|" + $0.day } ?? "-|"
    let bytes = Array(text.utf8)
    let start = result?.end ?? 0
    let found =
      String(decoding: bytes[..<start], as: UTF8.self) + "¦" + String(decoding: bytes[start...], as: UTF8.self)
    return (found, place + "|" + credits.joined(separator: ","))
  }
}

@Suite("First paragraphs")
struct LabelledLeadTests {
  @Test(
    "say place, day, agencies and where the story begins",
    arguments: LabelledLead.english + LabelledLead.slavic + LabelledLead.european + LabelledLead.eastern
      + LabelledLead.none + LabelledLead.heldOut)
  func areRead(lead: LabelledLead) {
    let found = lead.found
    let marked = lead.marked.contains("¦") ? lead.marked : "¦" + lead.marked
    #expect(found.label == lead.label)
    #expect(found.marked == marked)
  }
}
