import TestSupport
import Testing

@testable import FeedFetching

/// A file, a path, and whether the crawler "Moonwire" may ask for it.
struct RobotsCase: Sendable, CustomStringConvertible {
  var file: String
  var path: String
  var isAllowed: Bool

  init(_ file: String, _ path: String, _ isAllowed: Bool) {
    (self.file, self.path, self.isAllowed) = (file, path, isAllowed)
  }

  var description: String { "\(file.replacing("\n", with: "⏎")) ? \(path)" }

  static let all: [RobotsCase] = matching + groups + lines + encodings

  private static func star(_ rules: String) -> String { "User-agent: *\n" + rules }

  /// Patterns and which of them decides (RFC 9309 §2.2.2, §2.2.3).
  static let matching: [RobotsCase] = [
    RobotsCase("", "/a", true), RobotsCase(star("Disallow: /"), "/", false),
    RobotsCase(star("Disallow: /"), "/a?b", false),
    RobotsCase(star("Disallow:"), "/a", true), RobotsCase(star("Disallow: /a"), "/a", false),
    RobotsCase(star("Disallow: /a"), "/ab", false), RobotsCase(star("Disallow: /a"), "/b/a", true),
    RobotsCase(star("Disallow: /a/"), "/a", true), RobotsCase(star("Disallow: /a/"), "/a/b", false),
    RobotsCase(star("Disallow: /A"), "/a", true), RobotsCase(star("Disallow: /\nAllow: /a"), "/ab", true),
    RobotsCase(star("Allow: /a\nDisallow: /"), "/b", false),
    RobotsCase(star("Disallow: /a/b\nAllow: /a"), "/a/b", false),
    RobotsCase(star("Disallow: /a\nAllow: /a"), "/a", true), RobotsCase(star("Allow: /a\nDisallow: /a"), "/a", true),
    RobotsCase(star("Disallow: /*.pdf"), "/x/y.pdf", false), RobotsCase(star("Disallow: /*.pdf"), "/x/y.pdfx", false),
    RobotsCase(star("Disallow: /*.pdf$"), "/x/y.pdf", false), RobotsCase(star("Disallow: /*.pdf$"), "/x/y.pdfx", true),
    RobotsCase(star("Disallow: /*.pdf$"), "/x.pdf?y=.pdf", false), RobotsCase(star("Disallow: /a$"), "/a", false),
    RobotsCase(star("Disallow: /a$"), "/ab", true), RobotsCase(star("Disallow: /a*b*c"), "/axxbyyc", false),
    RobotsCase(star("Disallow: /a*b*c"), "/axxcyyb", true), RobotsCase(star("Disallow: /a**b"), "/axb", false),
    RobotsCase(star("Disallow: *"), "/a", false), RobotsCase(star("Disallow: *b"), "/ab", false),
    RobotsCase(star("Disallow: /a*$"), "/abc", false), RobotsCase(star("Disallow: /$"), "/", false),
    RobotsCase(star("Disallow: /$"), "/a", true), RobotsCase(star("Disallow: /*?"), "/a?b", false),
    RobotsCase(star("Disallow: /*?"), "/a", true), RobotsCase(star("Disallow: /a$b"), "/a$b", false),
    RobotsCase(star("Disallow: /a$b"), "/a", true), RobotsCase(star("Disallow: /"), "/robots.txt", true),
    RobotsCase(star("Allow: /p\nDisallow: /"), "/page", true),
    RobotsCase(star("Allow: /folder\nDisallow: /folder"), "/folder/p", true),
    RobotsCase(star("Allow: /page\nDisallow: /*.htm"), "/page.htm", false),
    RobotsCase(star("Allow: /page\nDisallow: /*.ph"), "/page.php5", true),
    RobotsCase(star("Allow: /$\nDisallow: /"), "/", true),
    RobotsCase(star("Allow: /$\nDisallow: /"), "/page.htm", false),
    RobotsCase(star("Disallow: /a*bb$"), "/abbb", false), RobotsCase(star("Disallow: /ab*b$"), "/ab", true),
    RobotsCase(star("Disallow: a"), "/a", true),
  ]

  /// Which group speaks to us (§2.2.1).
  static let groups: [RobotsCase] = [
    RobotsCase("User-agent: Moonwire\nDisallow: /", "/a", false),
    RobotsCase("User-agent: moonWIRE\nDisallow: /", "/a", false),
    RobotsCase("User-agent: Moonwire/0.1\nDisallow: /", "/a", false),
    RobotsCase("User-agent: Moon\nDisallow: /", "/a", true),
    RobotsCase("User-agent: Moonwirebot\nDisallow: /", "/a", true),
    RobotsCase("User-agent: other\nDisallow: /", "/a", true),
    RobotsCase("User-agent: *\nDisallow: /\nUser-agent: Moonwire\nDisallow: /b", "/a", true),
    RobotsCase("User-agent: Moonwire\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", true),
    RobotsCase("User-agent: x\nUser-agent: Moonwire\nDisallow: /a\n", "/a", false),
    RobotsCase("User-agent: Moonwire\nUser-agent: x\nDisallow: /a\n", "/a", false),
    RobotsCase(
      "User-agent: Moonwire\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: moonwire\nDisallow: /c", "/c", false
    ),
    RobotsCase(
      "User-agent: Moonwire\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: moonwire\nDisallow: /c", "/b", true),
    RobotsCase("User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/a", false),
    RobotsCase("User-agent: Moonwire\n\nDisallow: /a", "/a", false),
    RobotsCase("Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", true),
    RobotsCase("User-agent: Moonwire\nUser-agent: *\nDisallow: /a", "/a", false),
    RobotsCase("User-agent: Moonwire", "/a", true),
    RobotsCase("User-agent: *\nSitemap: http://a/\nDisallow: /a", "/a", false),
    RobotsCase("User-agent: Moonwire\nSitemap: x\nUser-agent: x\nDisallow: /", "/a", false),
    RobotsCase("User-agent: Moonwire\nCrawl-delay: 5\nUser-agent: x\nDisallow: /", "/a", false),
    RobotsCase("User-agent: *\nDisallow: /\nUser-agent: Moonwire\nCrawl-delay: 5", "/a", true),
    RobotsCase("User-agent: *bot\nDisallow: /", "/a", false),
  ]

  /// Lines as they occur.
  static let lines: [RobotsCase] = [
    RobotsCase("user-AGENT : *\r\nDISALLOW:/a\r\n", "/a", false),
    RobotsCase("User-agent:*\rDisallow:/a\r", "/a", false),
    RobotsCase("\u{FEFF}User-agent: *\nDisallow: /a", "/a", false),
    RobotsCase("# x\n  User-agent: * # y\n\tDisallow:\t/a # z", "/a", false),
    RobotsCase("User-agent: *\nDisallow: /a#b", "/ac", false), RobotsCase("User-agent: *\nDisallow /a", "/a", true),
    RobotsCase("<html><body>Not found: sorry</body></html>", "/a", true),
    RobotsCase("User-agent: *\nDisallow: /a\u{0}b", "/a", true),
    RobotsCase(":\n::\nUser-agent: *\n:Disallow: /a", "/a", true), RobotsCase("User-agent: *\nNoindex: /a", "/a", true),
  ]

  /// Percent forms and letters beyond ASCII (§2.2.2, table of examples).
  static let encodings: [RobotsCase] = [
    RobotsCase(star("Disallow: /a/ツ"), "/a/%E3%83%84", false),
    RobotsCase(star("Disallow: /a/%E3%83%84"), "/a/ツ", false),
    RobotsCase(star("Disallow: /a/%e3%83%84"), "/a/%E3%83%84", false),
    RobotsCase(star("Disallow: /a/b%61z"), "/a/baz", false),
    RobotsCase(star("Disallow: /a/baz"), "/a/b%61z", false), RobotsCase(star("Disallow: /a%2Fb"), "/a/b", true),
    RobotsCase(star("Disallow: /a%2A"), "/a*", false), RobotsCase(star("Disallow: /a%2A"), "/ab", true),
    RobotsCase(star("Disallow: /a%24"), "/a$", false),
    RobotsCase(star("Disallow: /новости"), "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", false),
    RobotsCase(star("Disallow: /%7Ejoe"), "/~joe", false), RobotsCase(star("Disallow: /a%"), "/a%", false),
    RobotsCase(star("Disallow: /a%zz"), "/a%zz", false),
  ]
}

@Suite struct RobotsRulesTests {
  @Test(arguments: RobotsCase.all) func eachFileSaysWhatItSays(_ example: RobotsCase) {
    let rules = RobotsRules(Array(example.file.utf8), product: "Moonwire")
    #expect(rules.allows(example.path) == example.isAllowed)
  }

  @Test func thereAreEnoughCases() {
    #expect(RobotsCase.all.count >= 60)
  }

  @Test(
    arguments: [
      ("User-agent: *\nCrawl-delay: 10", 10.0), ("User-agent: *\nCrawl-delay: 0.5", 0.5),
      ("User-agent: *\nCrawl-delay: 99999999", 86_400),
      ("User-agent: *\nCrawl-delay: -1", nil), ("User-agent: *\nCrawl-delay: ten", nil),
      ("User-agent: x\nCrawl-delay: 10", nil),
      ("User-agent: *\nCrawl-delay: 10\nUser-agent: moonwire\nDisallow: /a", nil),
      ("User-agent: *\nCrawl-delay: 1.2.3", nil),
      ("Crawl-delay: 10\nUser-agent: *\nDisallow:", nil),
    ] as [(String, Double?)])
  func crawlDelay(_ file: String, _ delay: Double?) {
    #expect(RobotsRules(Array(file.utf8), product: "Moonwire").crawlDelay == delay)
  }

  @Test func largeFilesAreReadAsFarAsTheLimit() {
    let head = "User-agent: *\nDisallow: /a\n"
    let filler = String(repeating: "# nothing to see here\n", count: RobotsRules.largest / 22 + 1)
    let rules = RobotsRules(Array((head + filler + "Disallow: /b\n").utf8), product: "Moonwire")
    #expect(!rules.allows("/a") && rules.allows("/b"))
    let many = head + String(repeating: "Disallow: /c\n", count: 40_000)
    #expect(RobotsRules(Array(many.utf8), product: "Moonwire").rules.count == RobotsRules.mostRules)
  }

  /// All ways of laying the pattern over the path.
  private func matches(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return true }
    if first == UInt8(ascii: "$"), pattern.count == 1 { return path.isEmpty }
    if first == UInt8(ascii: "*") {
      return (path.startIndex...path.endIndex).contains { matches(pattern.dropFirst(), path[$0...]) }
    }
    return path.first == first && matches(pattern.dropFirst(), path.dropFirst())
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func patternsMatchAsByBruteForce(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      var pattern = (0..<Int.random(in: 0...8, using: &random)).map { _ in "ab/**".utf8.randomElement(using: &random)! }
      if Bool.random(using: &random) { pattern.append(UInt8(ascii: "$")) }
      let path = (0..<Int.random(in: 0...12, using: &random)).map { _ in "ab/".utf8.randomElement(using: &random)! }
      #expect(
        RobotsPattern(pattern).matches(path) == matches(pattern[...], path[...]),
        "seed \(seed): \(String(decoding: pattern, as: UTF8.self)) over \(String(decoding: path, as: UTF8.self))")
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>) func bytesNeverTrap(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "User-agent:", "Disallow:", "Allow:", "*", "/", "$", "%", "\n", "\r", "#", " ", "\u{0}", "é", "Crawl-delay:", "9",
    ]
    var bytes: [UInt8] = []
    for _ in 0..<200 {
      bytes += Array(pieces.randomElement(using: &random)!.utf8)
      if Int.random(in: 0..<10, using: &random) == 0 { bytes.append(UInt8.random(in: 0...255, using: &random)) }
    }
    let rules = RobotsRules(bytes, product: "Moonwire")
    #expect(rules.allows("/robots.txt"), "seed \(seed)")
    _ = rules.allows(String(decoding: bytes.shuffled(using: &random), as: UTF8.self))
  }

  @Test(arguments: [
    ("http://Example.org/a/b?c#d", "http://example.org", "/a/b?c"),
    ("https://example.org:443", "https://example.org", "/"),
    ("http://example.org:80/", "http://example.org", "/"),
    ("http://example.org:8080?x", "http://example.org:8080", "/?x"),
    ("http://me:secret@example.org/a@b", "http://example.org", "/a@b"),
    ("http://[::1]:8080/a", "http://[::1]:8080", "/a"),
    ("http://example.org/новости", "http://example.org", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
    ("HTTPS://example.org/a", "https://example.org", "/a"),
  ])
  func originsAndPaths(_ text: String, _ origin: String, _ path: String) throws {
    let url = try #require(FeedURL(text))
    #expect(url.origin == origin && url.pathAndQuery == path)
  }
}
