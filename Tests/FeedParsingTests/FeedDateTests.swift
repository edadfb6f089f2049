import Corpus
import FeedParsing
import TestSupport
import Testing

@Suite struct FeedDateTests {
  static let understood: [(String, String)] = [
    ("Tue, 09 Mar 2021 08:30:00 GMT", "2021-03-09T08:30:00Z"),
    ("Tue, 09 Mar 2021 08:30:00 +0300", "2021-03-09T05:30:00Z"),
    ("Tue, 9 Mar 2021 08:30:00 MSK", "2021-03-09T05:30:00Z"),
    ("09 Mar 21 08:30 EST", "2021-03-09T13:30:00Z"),
    ("Tue, 09 Mar 2021 08:30:00 +0200 (EET)", "2021-03-09T06:30:00Z"),
    ("Tue, 09 Mar 2021 08:30:00 GMT+0300", "2021-03-09T05:30:00Z"),
    ("Tue,09 Mar 2021 8:30 PM", "2021-03-09T20:30:00Z"),
    ("9 March 2021", "2021-03-09T00:00:00Z"),
    ("March 9, 2021", "2021-03-09T00:00:00Z"),
    ("March 9th, 2021 12:05 am", "2021-03-09T00:05:00Z"),
    ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"),
    ("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z"),
    ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01Z"),
    ("2021-03-09T08:30:00Z", "2021-03-09T08:30:00Z"),
    ("2021-03-09T08:30:00.123456+05:30", "2021-03-09T03:00:00Z"),
    ("2021-03-09T08:30:00-0500", "2021-03-09T13:30:00Z"),
    ("2021-03-09t08:30:00z", "2021-03-09T08:30:00Z"),
    ("2021-03-09 08:30:00", "2021-03-09T08:30:00Z"),
    ("2021-03-09T08:30", "2021-03-09T08:30:00Z"),
    ("2021-03-09T24:00:00Z", "2021-03-10T00:00:00Z"),
    ("2021-03-09", "2021-03-09T00:00:00Z"),
    ("2021-03", "2021-03-01T00:00:00Z"),
    ("2021", "2021-01-01T00:00:00Z"),
    ("20210309", "2021-03-09T00:00:00Z"),
    ("20210309T083000Z", "2021-03-09T08:30:00Z"),
    ("20210309083000", "2021-03-09T08:30:00Z"),
    ("2021-068", "2021-03-09T00:00:00Z"),
    ("03-12-31", "2003-12-31T00:00:00Z"),
    ("2021/03/09 08:30:00", "2021-03-09T08:30:00Z"),
    ("3/9/2021 8:30:00 AM", "2021-03-09T08:30:00Z"),
    ("29/3/2021", "2021-03-29T00:00:00Z"),
    ("09.03.2021 11:30", "2021-03-09T11:30:00Z"),
    ("1615278600", "2021-03-09T08:30:00Z"),
    ("1615278600000", "2021-03-09T08:30:00Z"),
    ("9 марта 2021, 11:30", "2021-03-09T11:30:00Z"),
    ("Вт, 09 мар 2021 11:30:00 +0300", "2021-03-09T08:30:00Z"),
    ("9 березня 2021", "2021-03-09T00:00:00Z"),
    ("9 наурыз 2021", "2021-03-09T00:00:00Z"),
    ("Dienstag, 9. März 2021 11:30", "2021-03-09T11:30:00Z"),
    ("mardi 9 mars 2021", "2021-03-09T00:00:00Z"),
    ("9 de marzo de 2021", "2021-03-09T00:00:00Z"),
    ("2021年3月9日", "2021-03-09T00:00:00Z"),
    ("2021年3月9日 16:30", "2021-03-09T16:30:00Z"),
    ("2021年03月09日16时30分", "2021-03-09T16:30:00Z"),
    ("2021년 3월 9일 오후 4:30", "2021-03-09T16:30:00Z"),
  ]

  @Test(arguments: understood)
  func isUnderstood(written: String, moment: String) {
    #expect(FeedDate.parse(written)?.timestamp.description == moment)
  }

  @Test(arguments: [
    "", " ", "now", "yesterday", "Tue", "32 Mar 2021", "2021-13-01", "2021-02-30", "9 March", "25:61",
    "2021-03-09T25:00",
    "0000-00-00", "99999999999999999999", "-", ":", "+", "T", "2021-W10-2", "12999", "🚀", "1/2", "::::", "t t t 1:",
    "２０２１年９９月１日",
  ])
  func unknownStaysUnknown(written: String) {
    #expect(FeedDate.parse(written) == nil)
  }

  @Test func precisionAndZone() {
    #expect(FeedDate.parse("2021")?.precision == .year)
    #expect(FeedDate.parse("March 2021")?.precision == .month)
    #expect(FeedDate.parse("2021-03-09")?.precision == .day)
    #expect(FeedDate.parse("2021-03-09T10:00")?.precision == .time)
    #expect(FeedDate.parse("2021-03-09T10:00")?.offsetMinutes == nil)
    #expect(FeedDate.parse("2021-03-09T10:00+03:00")?.offsetMinutes == 180)
  }

  /// Any moment written in any of the common forms comes back.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func everyMomentComesBack(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let moment = Timestamp(secondsSince1970: Int64.random(in: -1_000_000_000...4_000_000_000, using: &random))
      let text = moment.description
      #expect(FeedDate.parse(text)?.timestamp == moment, "seed \(seed): \(text)")
      #expect(FeedDate.parse(text.replacing("T", with: " ").replacing("Z", with: ""))?.timestamp == moment)
    }
  }

  /// No text traps.
  @Test(arguments: [4, 5] as [UInt64])
  func noiseIsHarmless(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "1", "99", "2021", ":", "-", "+", "/", ".", "T", "z", "mar", "am", " ", "年", "999999", ",", "gmt", "w",
    ]
    for _ in 0..<5000 {
      let count = Int.random(in: 1...9, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      _ = FeedDate.parse(text)
    }
  }
}
