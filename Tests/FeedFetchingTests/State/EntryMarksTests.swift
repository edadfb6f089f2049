import TestSupport
import Testing

@testable import FeedFetching

@Suite struct EntryMarksTests {
  private typealias Entry = (id: String, title: String, dateOrLink: String)

  private func entries(_ range: Range<Int>, salt: String = "") -> [Entry] {
    range.map { ("id\($0)\(salt)", "Story \($0)", "9 Mar 2021 \($0)") }
  }

  @Test func entriesThatKeepTheirIdsAreNotRenamed() {
    let before = EntryMarks(entries(0..<10))
    #expect(EntryMarks(entries(0..<10)).renamed(since: before) == 0)
    #expect(EntryMarks(entries(5..<20)).renamed(since: before) == 0)
    #expect(EntryMarks(entries(0..<10)).renamed(since: EntryMarks()) == 0)
  }

  @Test func entriesUnderOtherIdsAre() {
    let before = EntryMarks(entries(0..<10))
    #expect(EntryMarks(entries(0..<10, salt: "?session=2")).renamed(since: before) == 10)
    #expect(EntryMarks(entries(8..<20, salt: "?session=2")).renamed(since: before) == 2)
  }

  @Test func entriesThatSayTheSameAreNotToldApart() {
    let twice: [Entry] = [("a", "Weather", ""), ("b", "Weather", ""), ("c", "News", "")]
    let later: [Entry] = [("d", "Weather", ""), ("e", "News", "")]
    #expect(EntryMarks(twice).marks.count == 1)
    #expect(EntryMarks(later).renamed(since: EntryMarks(twice)) == 1)
  }

  @Test func theyAreKeptInBytes() {
    let marks = EntryMarks(entries(0..<700))
    #expect(marks.marks.count == EntryMarks.most)
    #expect(EntryMarks(bytes: marks.bytes) == marks)
    #expect(marks.bytes.count == 8 * EntryMarks.most)
    #expect(EntryMarks(bytes: []) == EntryMarks())
  }

  @Test(arguments: 0..<20)
  func anyBytesAreRead(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 0..<9000, using: &generator)
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(EntryMarks(bytes: bytes).marks.count <= EntryMarks.most, "seed \(seed)")
  }
}
