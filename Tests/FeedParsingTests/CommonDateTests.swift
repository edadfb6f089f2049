import Corpus
import TestSupport
import Testing

@testable import FeedParsing

/// The quick reading of dates against the thorough one.
@Suite struct CommonDateTests {
  @Test(arguments: [
    ("2026-11-25T08:00:00Z", "2026-11-25T08:00:00Z"), ("2026-11-25T08:00:00+03:00", "2026-11-25T05:00:00Z"),
    ("2026-11-25T00:30:00-05:30", "2026-11-25T06:00:00Z"),
    ("Wed, 25 Nov 2026 08:00:00 +0000", "2026-11-25T08:00:00Z"),
    ("Wed, 25 Nov 2026 08:00:00 GMT", "2026-11-25T08:00:00Z"),
    ("Wed, 2 Nov 2026 08:00:00 -0800", "2026-11-02T16:00:00Z"),
  ])
  func isRead(written: String, moment: String) {
    #expect(CommonDate.parse(written)?.description == moment)
  }

  /// Dates of both forms with a character or two changed, cut out or put in: where the quick way gives one, it is the
  /// thorough one's.
  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func agreesWithTheThoroughOne(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let characters = Array("0123456789:-+TZ ,GMTNovDec".utf8)
    var read = 0
    for _ in 0..<20_000 {
      func two(_ range: ClosedRange<Int>) -> String {
        let number = Int.random(in: range, using: &random)
        return number < 10 ? "0\(number)" : "\(number)"
      }
      let sign = Bool.random(using: &random) ? "+" : "-"
      var text = Array(
        (Bool.random(using: &random)
          ? "20\(two(0...40))-\(two(0...13))-\(two(0...32))T\(two(0...25)):\(two(0...61)):\(two(0...61))\(sign)\(two(0...15)):00"
          : "Mon, \(two(0...32)) Feb 20\(two(0...40)) \(two(0...25)):\(two(0...61)):\(two(0...61)) \(sign)\(two(0...15))30")
          .utf8)
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: text.remove(at: place)
        case 1: text.insert(characters.randomElement(using: &random) ?? 48, at: place)
        default: text[place] = characters.randomElement(using: &random) ?? 48
        }
      }
      let written = String(decoding: text, as: UTF8.self)
      guard let quick = CommonDate.parse(written) else { continue }
      read += 1
      #expect(FeedDate.parse(written)?.timestamp == quick, "seed \(seed): \(written)")
    }
    #expect(read > 1000)
  }
}
