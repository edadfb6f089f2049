import FeedFetching
import TestSupport
import Testing

@testable import Reindexing

@Suite struct OrderedAnswersTests {
  private func answer(_ number: Int, bytes: Int = 1) throws -> FeedAnswer {
    // An answer has no public initialiser: one that cannot be fetched is as good as any here.
    try FeedFetcher(options: loopbackOptions()).fetch(FeedRequest(url: "none:\(number)"), now: { testNow })
      .with(body: [UInt8](repeating: 65, count: bytes))
  }

  @Test("Any order of arrival gives the order of the requests", arguments: 0..<20 as Range<UInt64>)
  func order(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let answers = try (0..<12).map { try answer($0) }
    var ordered = OrderedAnswers(answers.map(\.request))
    var taken: [String] = []
    for answer in answers.shuffled(using: &random) { taken += ordered.take(answer).map(\.request.url) }
    #expect(taken == answers.map(\.request.url), "seed \(seed)")
    #expect(ordered.takeRest().isEmpty)
  }

  @Test("Beyond the limit nothing is held, and nothing is lost", arguments: 0..<20 as Range<UInt64>)
  func limit(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let answers = try (0..<12).map { try answer($0, bytes: 10) }
    var ordered = OrderedAnswers(answers.map(\.request), limit: 25)
    var taken: [String] = []
    for (index, answer) in answers.shuffled(using: &random).enumerated() {
      taken += ordered.take(answer).map(\.request.url)
      #expect(taken.count >= index + 1 - 2, "seed \(seed)")
    }
    taken += ordered.takeRest().map(\.request.url)
    #expect(taken.sorted() == answers.map(\.request.url).sorted(), "seed \(seed)")
  }
}

extension FeedAnswer {
  fileprivate func with(body: [UInt8]) -> FeedAnswer {
    var answer = self
    answer.outcome = .body(body)
    return answer
  }
}
