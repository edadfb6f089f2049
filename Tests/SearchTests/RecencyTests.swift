import Corpus
import TestSupport
import Testing

@testable import Search

@Suite("Decay with age")
struct RecencyTests {
  private func recency(_ halfLife: Int64, now: Int64 = 0) -> Recency {
    Recency(halfLife: halfLife, now: Timestamp(secondsSince1970: now))
  }

  @Test("halves with each half-life; the future has no age; extremes do not trap")
  func values() {
    #expect(recency(60).decay(ofDate: 0) == 1)
    #expect(recency(60).decay(ofDate: -60) == 0.5)
    #expect(recency(60).decay(ofDate: -180) == 0.125)
    #expect(recency(60).decay(ofDate: 1) == 1)
    #expect(recency(60).decay(ofDate: .max) == 1)
    #expect(recency(60).decay(ofDate: .min) == 0)
    #expect(recency(60, now: .max).decay(ofDate: .min) == 0)
    #expect(recency(60, now: .min).decay(ofDate: .max) == 1)
    #expect(recency(60, now: .min).decay(ofDate: .min) == 1)
    #expect(recency(0).halfLife == 1)
    #expect(recency(.max).halfLife == Recency.longest)
  }

  @Test("never grows with age, second by second", arguments: [1, 7, 3600, 86400, 31_556_952, Recency.longest])
  func monotonic(halfLife: Int64) {
    var random = SeededGenerator(seed: UInt64(halfLife))
    for _ in 0..<200 {
      let start = Int64(random.integer(0..<Int(min(halfLife * 140, 1 << 40))))
      var last = recency(halfLife).decay(ofDate: -start)
      for age in start + 1..<start + 100 {
        let decay = recency(halfLife).decay(ofDate: -age)
        #expect(decay <= last, "half-life \(halfLife), age \(age)")
        last = decay
      }
    }
  }

  @Test(
    "half-lives as they are typed",
    arguments: [
      ("7d", 604_800), ("36h", 129_600), ("4W", 2_419_200), ("6m", 15_778_476), ("1y", 31_556_952), ("0d", nil),
      ("d", nil), ("7", nil), ("-7d", nil), ("7 d", nil), ("100000d", nil), ("", nil), ("soon", nil),
    ] as [(String, Int64?)])
  func texts(text: String, seconds: Int64?) {
    #expect(Recency.halfLife(text) == seconds)
  }
}
