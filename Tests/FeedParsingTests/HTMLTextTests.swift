import FeedParsing
import TestSupport
import Testing

@Suite struct HTMLTextTests {
  static let pieces: [(String, String)] = [
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("One<br>Two<br/><br/>Three", "One\nTwo\n\nThree"),
    ("<ul><li>a</li><li><p>b</p></li></ul>after", "- a\n- b\n\nafter"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
    ("<h1>Head</h1>body", "Head\n\nbody"),
    ("a <b>bold</b>, <i>c</i>", "a bold, c"),
    ("a<script>var x = '<p>no</p>';</script>b", "ab"),
    ("<style>p {}</style>text", "text"),
    ("x<span style=\"display:none\">hid<span>den</span></span>y", "xy"),
    ("<div hidden>no</div>yes", "yes"),
    ("R&amp;D&nbsp;&mdash;&nbsp;AT&T", "R&D — AT&T"),
    ("&lt;b&gt; is a tag", "<b> is a tag"),
    ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"),
    ("&amp;amp;", "&amp;"),
    ("<pre>a\n  b\nc</pre>", "a\n  b\nc"),
    ("plain\nlines\n\nparagraph", "plain\nlines\n\nparagraph"),
    ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ("<a href=\"x>y\">link</a>", "link"),
    ("a <!-- comment --> b", "a b"),
    ("<p>Мир &#8212; &#x43C;ир</p>", "Мир — мир"),
    ("&#150;&#x92;", "–’"),
    ("&nbspMore &copy2026 &notit; &frac12x", "More ©2026 ¬it; ½x"),
    ("?a=1&region=2&copy=3&amplitude=4", "?a=1&region=2&copy=3&amplitude=4"),
    ("&nonsense &x &copyx=1", "&nonsense &x &copyx=1"),
    ("It&#226;&#128;&#153;s caf&Atilde;&copy;", "It’s café"),
    ("&acirc;&euro;&brvbar; &#240;&#159;&#154;&#128;", "… 🚀"),
    ("p&acirc;t&eacute; &Atilde;&amp; &#195;&#195;", "pâté Ã& ÃÃ"),
    ("<p", ""), ("<", "<"), ("&", "&"), ("&#", "&#"), ("</", "</"), ("", ""), ("<!", "<!"), ("&;", "&;"),
  ]

  @Test(arguments: pieces)
  func plainText(html: String, text: String) {
    #expect(HTMLText.plainText(html) == text)
  }

  @Test func lineJoinsBlocks() {
    #expect(HTMLText.line("<p>One</p>\n<p>Two<br>Three</p>") == "One Two Three")
  }

  @Test func cuttingAnywhereIsHarmless() {
    let html =
      "<div style='display:none'>x</div><p>A&eacute;&#233;<br/>&nbsp;<!-- c --><ul><li>q<script>s</script>é年</p>"
    let bytes = Array(html.utf8)
    for count in 0...bytes.count {
      _ = HTMLText.plainText(String(decoding: bytes[..<count], as: UTF8.self))
      _ = HTMLText.plainText(String(decoding: bytes[count...], as: UTF8.self))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func noiseIsHarmless(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "<", ">", "</", "p", "li", "script", "style=", "\"", "'", "&", "amp", ";", "#", "x41", "<!--", "-->", "<![CDATA[",
      " ", "\n", "é", "年", "\u{A0}", "hidden", "/", "!", "?",
    ]
    for _ in 0..<2000 {
      let count = Int.random(in: 1...20, using: &random)
      _ = HTMLText.plainText((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined())
    }
  }
}
