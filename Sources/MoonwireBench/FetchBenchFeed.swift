/// The feeds of `moonwire-bench fetch`: the same ones for the same numbers, on any machine.
enum FetchBenchFeed {
  /// New stories of a feed that has some in a round.
  static let newStories = 5

  /// The address of a feed: each has a network address of its own, from 127.1.0.1 on.
  static func url(_ number: Int, port: Int) -> String {
    "http://127.\(1 + number / 62_500).\(number / 250 % 250).\(1 + number % 250):\(port)/feed/\(number)"
  }

  /// What a feed has: so many stories, and five more for each round in which it is among the first `changing`.
  static func storyCount(_ number: Int, round: Int, changing: Int, stories: Int) -> Int {
    stories + (number < changing ? round * newStories : 0)
  }

  /// The body: RSS with its newest stories first, never more than it began with.
  static func body(_ number: Int, count: Int, stories: Int) -> [UInt8] {
    var text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Wire \(number)</title>\n"
    for story in (max(0, count - stories)..<count).reversed() { text += item(number, story) }
    return Array((text + "</channel></rss>\n").utf8)
  }

  /// A story of about 150 words.
  private static func item(_ number: Int, _ story: Int) -> String {
    var state = UInt64(number) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(story) &* 0xbf58_476d_1ce4_e5b9 &+ 1
    func word() -> String {
      // SplitMix64; syllables give a vocabulary of some 30,000 words, rare ones among them.
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      value ^= value >> 31
      var word = ""
      for _ in 0..<(1 + Int(value % 3)) {
        value >>= 8
        word += syllables[Int(value % UInt64(syllables.count))]
      }
      return word
    }
    let title = (0..<7).map { _ in word() }.joined(separator: " ")
    let text = (0..<9).map { _ in (0..<16).map { _ in word() }.joined(separator: " ") + "." }.joined(separator: " ")
    let minute = story % 60
    return """
      <item><title>\(title)</title><guid isPermaLink="false">wire-\(number)-\(story)</guid>
      <link>https://wire\(number).example.org/\(story)</link>
      <pubDate>Thu, 28 May 2026 \(10 + story / 60 % 10):\(minute < 10 ? "0" : "")\(minute):00 GMT</pubDate>
      <description>\(text)</description></item>

      """
  }

  private static let syllables = [
    "lu", "nar", "or", "bit", "sta", "tion", "mo", "du", "le", "cos", "mo", "ro", "ver", "lan", "der", "ra", "ke", "ta",
    "pro", "be",
    "son", "da", "ag", "ree", "ment", "sig", "nal", "cra", "ter", "re", "go", "lith",
  ]
}
