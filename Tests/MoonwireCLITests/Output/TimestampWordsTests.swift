import Moonwire
import Testing

@testable import MoonwireCLI

@Suite struct TimestampWordsTests {
  @Test(
    arguments: [
      (0, "just now"), (59, "just now"), (60, "1 min ago"), (3599, "59 min ago"), (3600, "1 h ago"),
      (86399, "23 h ago"),
      (86400, "1 d ago"), (604_799, "6 d ago"), (604_800, "2021-03-02"), (-1, "2021-03-09"),
    ] as [(Int64, String)])
  func ago(seconds: Int64, words: String) {
    #expect(Timestamp(secondsSince1970: testNow.secondsSince1970 - seconds).ago(from: testNow) == words)
  }

  @Test func farAwayDoesNotTrap() {
    #expect(Timestamp(secondsSince1970: -62_000_000_000).ago(from: testNow) == "0005-04-19")
    let late = Timestamp(secondsSince1970: 200_000_000_000)
    #expect(Timestamp(secondsSince1970: -200_000_000_000).ago(from: late).hasPrefix("-"))
  }
}
