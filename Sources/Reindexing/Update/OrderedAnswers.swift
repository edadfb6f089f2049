import FeedFetching

/// Puts answers, which arrive as the network will, back into the order of their requests, so that the same answers give
/// the same index whoever was slow that day (HOUSE, "Same inputs, same index").
///
/// An answer that arrives early is held until those before it have arrived. What is held is bounded: beyond the limit, all
/// that is held is let go in order, and a later one out of order. Bounded memory is worth more than order.
struct OrderedAnswers {
  /// Bytes of bodies held at most, by default.
  static let usualLimit = 64 << 20

  private let limit: Int
  private var places: [String: Int] = [:]
  private var held: [Int: FeedAnswer] = [:]
  private var heldBytes = 0
  private var next = 0

  /// For answers to these requests, each of which has an address of its own.
  init(_ requests: [FeedRequest], limit: Int = usualLimit) {
    self.limit = limit
    for (place, request) in requests.enumerated() { places[request.url] = place }
  }

  /// Takes an answer; returns those whose turn it is now.
  mutating func take(_ answer: FeedAnswer) -> [FeedAnswer] {
    guard let place = places[answer.request.url], place >= next else { return [answer] }
    held[place] = answer
    heldBytes += OrderedAnswers.size(answer)
    if heldBytes > limit { return takeRest() }
    var ready: [FeedAnswer] = []
    while let answer = held.removeValue(forKey: next) {
      ready.append(answer)
      heldBytes -= OrderedAnswers.size(answer)
      next += 1
    }
    return ready
  }

  /// All that is still held, in order.
  mutating func takeRest() -> [FeedAnswer] {
    let rest = held.sorted { $0.key < $1.key }
    if let last = rest.last { next = last.key + 1 }
    held = [:]
    heldBytes = 0
    return rest.map(\.value)
  }

  private static func size(_ answer: FeedAnswer) -> Int {
    if case .body(let bytes) = answer.outcome { return bytes.count }
    return 0
  }
}
