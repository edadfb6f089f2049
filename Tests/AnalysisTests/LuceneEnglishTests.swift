import Analysis
import Testing

/// What Lucene 10.5.2's EnglishAnalyzer answered.
@Suite("The analyzer lucene-english")
struct LuceneEnglishTests {
  @Test(
    "makes Lucene's terms at Lucene's positions",
    arguments: [
      ("The SLS-1 can't fly: 月球 😀", "1:sl 2:1 3:can't 4:fly 5:月 6:球 7:😀"),
      ("a:b a.b 1,2 1:2 a;b _x_", "0:a:b 1:a.b 2:1,2 3:1 4:2 6:b 7:_x_"),
      ("Moon’s MOON'S Moon＇S s's it's James' The's", "0:moon 1:moon 2:moon 3:s 5:jame"),
      ("cafe\u{301}s Straße İSTANBUL ΣΊΣΥΦΟΣ", "0:cafe\u{301} 1:straße 2:istanbul 3:σίσυφοσ"),
      ("Роскосмоса станции", "0:роскосмоса 1:станции"),
      ("日本のロケット 々々 カタ_カナ", "0:日 1:本 2:の 3:ロケット 4:々々 5:カタ_カナ"),
      ("𐐀𐐁 𝐀", "0:𐐨𐐩 1:𝐀"),
      ("there was no such thing as a free launch", "4:thing 7:free 8:launch"),
    ] as [(String, String)])
  func terms(text: String, expected: String) throws {
    let analyzer = try Analyzer.named("lucene-english")
    let bytes = Array(text.utf8)
    let found = bytes.withUnsafeBufferPointer { bytes in
      var tokens = TokenBuffer()
      analyzer.tokenize(bytes, into: &tokens)
      return (0..<tokens.count).compactMap { position in
        analyzer.analyze(word: UnsafeBufferPointer(rebasing: bytes[tokens[position]])).map {
          "\(position):\(String(decoding: $0.term, as: UTF8.self))"
        }
      }
    }
    #expect(found.joined(separator: " ") == expected)
  }

  @Test(
    "stems as Porter's algorithm, with Lucene's two departures",
    arguments: [
      // Step 1a and 1b.
      ("caresses", "caress"), ("ponies", "poni"), ("ties", "ti"), ("cats", "cat"), ("feed", "feed"),
      ("agreed", "agre"), ("plastered", "plaster"), ("bled", "bled"), ("motoring", "motor"), ("sing", "sing"),
      ("conflated", "conflat"), ("troubled", "troubl"), ("sized", "size"), ("hopping", "hop"), ("falling", "fall"),
      ("hissing", "hiss"), ("fizzed", "fizz"), ("failing", "fail"), ("filing", "file"),
      // Step 1c.
      ("happy", "happi"), ("sky", "sky"), ("say", "sai"), ("yyy", "yyi"),
      // Steps 2 and 3.
      ("relational", "relat"), ("rational", "ration"), ("hesitanci", "hesit"), ("digitizer", "digit"),
      ("conformabli", "conform"), ("possibly", "possibl"), ("differentli", "differ"), ("vileli", "vile"),
      ("analogousli", "analog"), ("vietnamization", "vietnam"), ("predication", "predic"), ("operator", "oper"),
      ("feudalism", "feudal"), ("decisiveness", "decis"), ("hopefulness", "hope"), ("sensibiliti", "sensibl"),
      ("geology", "geologi"), ("homologous", "homolog"), ("triplicate", "triplic"), ("formalize", "formal"),
      ("electriciti", "electr"), ("goodness", "good"),
      // Step 4.
      ("revival", "reviv"), ("airliner", "airlin"), ("gyroscopic", "gyroscop"), ("adjustable", "adjust"),
      ("replacement", "replac"), ("adjustment", "adjust"), ("dependent", "depend"), ("adoption", "adopt"),
      ("homologou", "homolog"), ("communism", "commun"), ("bowdlerize", "bowdler"),
      // Step 5, short words and others.
      ("probate", "probat"), ("rate", "rate"), ("cease", "ceas"), ("controll", "control"), ("roll", "roll"),
      ("yes", "ye"), ("ions", "ion"), ("ies", "i"), ("eed", "eed"), ("sses", "ss"), ("bing", "bing"), ("us", "us"),
      ("ñoññed", "ñoñ"),
    ])
  func stems(word: String, stem: String) throws {
    let analyzer = try Analyzer.named("lucene-english")
    let analyzed = Array(word.utf8).withUnsafeBufferPointer { analyzer.analyze(word: $0) }
    #expect(analyzed.map { String(decoding: $0.term, as: UTF8.self) } == stem)
    #expect(analyzed.map { String(decoding: $0.surface, as: UTF8.self) } == word)
  }

  @Test(
    "leaves out stop words and what is longer than 255 bytes",
    arguments: ["the", "THE", "It's", "their’s", "", String(repeating: "ж", count: 128)])
  func left(word: String) throws {
    let analyzer = try Analyzer.named("lucene-english")
    #expect(Array(word.utf8).withUnsafeBufferPointer { analyzer.analyze(word: $0) } == nil)
  }
}
