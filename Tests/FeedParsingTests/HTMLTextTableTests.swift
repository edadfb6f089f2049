import FeedParsing
import Testing

/// What a reader would call the text of a piece of HTML, by kind of trouble.
@Suite struct HTMLTextTableTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var label: String
    var html: String
    var text: String
    var testDescription: String { label }

    init(_ label: String, _ html: String, _ text: String) {
      (self.label, self.html, self.text) = (label, html, text)
    }
  }

  static let blocks: [Case] = [
    Case("paragraphs", "<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    Case("paragraphs never closed", "<p>One.<p>Two.<p>Three.", "One.\n\nTwo.\n\nThree."),
    Case("empty paragraphs", "<p>One.</p><p></p><p>&nbsp;</p><p>Two.</p>", "One.\n\nTwo."),
    Case("space between words of inline markup", "<b>Moon</b> <i>base</i>", "Moon base"),
    Case("no space where there is none", "cosmo<b>drome</b>", "cosmodrome"),
    Case("line ends are spaces", "<p>Baikonur\n  cosmodrome</p>", "Baikonur cosmodrome"),
    Case("space before a closing tag", "<p>a <b>b </b>c</p>", "a b c"),
    Case("space at the ends of a block", "<div> a </div> <div> b </div>", "a\n\nb"),
    Case("headings", "<h1>Head</h1><h2>Sub</h2>Body", "Head\n\nSub\n\nBody"),
    Case("text, then block, then text", "before<div>in</div>after", "before\n\nin\n\nafter"),
    Case("one break", "9 March.<br>KazTAG", "9 March.\nKazTAG"),
    Case("XHTML break", "a<br/>b<br />c", "a\nb\nc"),
    Case("two breaks are a paragraph", "a<br><br>b", "a\n\nb"),
    Case("many breaks are a paragraph", "a<br><br><br><br>b", "a\n\nb"),
    Case("break with spaces around", "a <br> b", "a\nb"),
    Case("breaks at the ends", "<br>a<br>", "a"),
    Case("rule", "a<hr>b", "a\n\nb"),
    Case("sections", "<article><header>H</header><section>S</section><footer>F</footer></article>", "H\n\nS\n\nF"),
    Case("address", "x<address>Moon St 1</address>y", "x\n\nMoon St 1\n\ny"),
    Case("prefix of a namespace", "<xhtml:p>a</xhtml:p><xhtml:p>b</xhtml:p>", "a\n\nb"),
    Case(
      "formula", "<p>E <math><mo>=</mo><mi>m</mi><annotation encoding=\"TeX\">=m</annotation></math></p>", "E =m"),
    Case("halves of UTF-16 as references", "<p>&#55357;&#56960; &#xD83D;&#xDE80; &#xD83D;x&#xDE80;</p>", "🚀 🚀 x"),
    Case("capital names", "<P>a</P><BR><P>b</P>", "a\n\nb"),
  ]

  static let lists: [Case] = [
    Case("bullets", "<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    Case("bullets never closed", "<ul><li>a<li>b</ul>", "- a\n- b"),
    Case("numbers", "<ol><li>a</li><li>b</li><li>c</li></ol>", "1. a\n2. b\n3. c"),
    Case("nested", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>", "- a\n  - b\n  - c\n- d"),
    Case("numbers in bullets", "<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n  1. b"),
    Case("numbers from another on", "<ol start='3'><li>a</li><li value=7>b</li><li>c</li></ol>", "3. a\n7. b\n8. c"),
    Case("numbers of no use", "<ol start=-2><li value=x>a</li><li value=99999999999>b</li></ol>", "1. a\n2. b"),
    Case("a value among bullets", "<ul><li value=4>a</li></ul>", "- a"),
    Case("numbers begin anew", "<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n1. b"),
    Case("paragraphs in items", "<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b"),
    Case("an empty item has no mark", "<ul><li></li><li>a</li></ul>", "- a"),
    Case("item with a gap before its text", "<ul><li>\n  a\n</li></ul>", "- a"),
    Case("list between paragraphs", "<p>x</p><ul><li>a</li></ul><p>y</p>", "x\n\n- a\n\ny"),
    Case("items without a list", "<li>a</li><li>b</li>", "- a\n- b"),
    Case("definitions", "<dl><dt>LEO</dt><dd>Low orbit</dd></dl>", "LEO\nLow orbit"),
  ]

  static let tables: [Case] = [
    Case("cells and rows", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d"),
    Case(
      "head and body",
      "<table><thead><tr><th>H</th><th>I</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
      "H | I\n1 | 2"),
    Case("blocks in cells", "<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a | b"),
    Case("cells never closed", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d"),
    Case("indented source", "<table>\n <tr>\n  <td>a</td>\n  <td>b</td>\n </tr>\n</table>", "a | b"),
    Case("empty first cell", "<table><tr><td></td><td>b</td></tr></table>", "b"),
    Case("caption", "<table><caption>Orbits</caption><tr><td>a</td><td>b</td></tr></table>", "Orbits\na | b"),
    Case("a table for layout", "<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", "One.\n\nTwo."),
    Case("after a table", "<table><tr><td>a</td></tr></table>b", "a\n\nb"),
  ]

  static let preformatted: [Case] = [
    Case("indentation stays", "<pre>if a {\n    b\n}</pre>", "if a {\n    b\n}"),
    Case("tabs are four spaces", "<pre>a\n\tb</pre>", "a\n    b"),
    Case("spaces within lines stay", "<pre>a   b</pre>", "a   b"),
    Case("spaces at line ends go", "<pre>a   \nb</pre>", "a\nb"),
    Case("empty lines stay, one at a time", "<pre>a\n\n\nb</pre>", "a\n\nb"),
    Case("CRLF", "<pre>a\r\nb</pre>", "a\nb"),
    Case("before and after", "x<pre>a</pre>y", "x\n\na\n\ny"),
    Case("markup in it", "<pre><code><span>let</span> x = 1\n</code></pre>", "let x = 1"),
    Case("never closed", "<pre>a\n b", "a\n b"),
  ]

  static let hidden: [Case] = [
    Case("script", "a<script>if (a<b) document.write('<p>no</p>')</script>b", "ab"),
    Case("script with attributes and capitals", "a<SCRIPT TYPE='x'>no</SCRIPT >b", "ab"),
    Case("script never closed", "a<script>no", "a"),
    Case("style", "<style>p > a {}</style>text", "text"),
    Case("template", "a<template><p>no</p></template>b", "ab"),
    Case("noscript", "a<noscript><img src=x>no</noscript>b", "ab"),
    Case("hidden", "a<span hidden>no</span>b", "ab"),
    Case("hidden with a value", "a<span hidden=\"until-found\">no</span>b", "ab"),
    Case("display:none", "a<div style=\"display:none\">no</div>b", "ab"),
    Case("display: none in capitals, with more", "a<div style='color:red; DISPLAY : None !important;'>no</div>b", "ab"),
    Case("visibility", "a<i style=\"visibility: hidden\">no</i>b", "ab"),
    Case("nested namesakes", "a<div hidden>n<div>o</div>n</div>b", "ab"),
    Case("a hidden paragraph ends at the next", "<p hidden>no<p>yes</p>", "yes"),
    Case("aria-hidden is for screen readers", "a<span aria-hidden=\"true\">b</span>", "ab"),
    Case("a class of that name", "<p class=\"hidden\">a</p>", "a"),
    Case("the words in another attribute", "<a title=\"display:none hidden\" href=x>a</a>", "a"),
    Case("display:none-like value", "<p style=\"display:nonesuch\">a</p>", "a"),
    Case("comment", "a<!-- no > no -->b", "ab"),
    Case("conditional comment", "a<!--[if mso]><p>no</p><![endif]-->b", "ab"),
    Case("comment never closed", "a<!-- b", "a b"),
    Case("player's fallback", "a<video src=x>Your browser cannot.</video>b", "ab"),
    Case("drawing", "a<svg><title>no</title><text>no</text></svg>b", "ab"),
    Case("form's machinery", "a<select><option>no</option></select><button>no</button>b", "ab"),
  ]

  static let characters: [Case] = [
    Case("references", "&laquo;&Mcy;&raquo; &mdash; &euro;5", "«М» — €5"),
    Case("without semicolon", "R&amp D &copy 2026", "R& D © 2026"),
    Case("in an address they are none", "a?b=1&copy=2", "a?b=1&copy=2"),
    Case("numbers", "&#1052;&#x43E;&#65;", "МоA"),
    Case("numbers of windows-1252", "&#147;a&#148;", "“a”"),
    Case("unknown", "&nosuch; &", "&nosuch; &"),
    Case("escaped twice: no-break space", "<p>10&amp;nbsp;km</p>", "10 km"),
    Case("escaped twice: apostrophe", "<p>It&amp;#8217;s &amp;rsquo;t</p>", "It’s ’t"),
    Case("prose about markup stays", "<p>Write &amp;lt;p&amp;gt; and &amp;amp;.</p>", "Write &lt;p&gt; and &amp;."),
    Case("code stays", "<code>&amp;nbsp;</code>", "&nbsp;"),
    Case("the whole escaped twice", "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"),
    Case("soft hyphen", "cos&shy;mo\u{AD}drome", "cosmodrome"),
    Case("spaces of all widths", "a\u{2003}b\u{3000}c&#8201;d", "a b c d"),
    Case("emoji and joiners stay", "👩\u{200D}🚀", "👩\u{200D}🚀"),
  ]

  static let quotesAndFigures: [Case] = [
    Case(
      "figure and caption", "<p>x</p><figure><img src=a alt=no><figcaption>Vostochny</figcaption></figure><p>y</p>",
      "x\n\nVostochny\n\ny"),
    Case("quote", "<blockquote><p>a</p><p>b</p></blockquote>c", "a\n\nb\n\nc"),
    Case("words in quotes", "He said <q>yes</q>.", "He said “yes”."),
    Case("quotes within a quote", "<q>a <q>b</q></q>", "“a “b””"),
    Case("quote and source", "<blockquote>a<footer>— TASS</footer></blockquote>", "a\n\n— TASS"),
    Case("details", "<details><summary>More</summary>x</details>", "More\nx"),
    Case("frames do not swallow what follows", "a<iframe src=\"x\"> b", "a b"),
  ]

  static let broken: [Case] = [
    Case("tag never finished", "a <b", "a"),
    Case("less-than in prose", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    Case("a heart", "I <3 you", "I <3 you"),
    Case("crossed tags", "<b>a<i>b</b>c</i>", "abc"),
    Case("end tags alone", "a</p></div>b</li>", "a\n\nb"),
    Case("greater-than in quotes", "<a title=\"a > b\">x</a>", "x"),
    Case("quote never closed", "<a href=\"x>y</a> z", "y z"),
    Case("attribute without quotes", "<a href=http://e.org/?a=1&b=2>x</a>y", "xy"),
    Case("empty end tag", "a</>b", "ab"),
    Case("doctype", "<!DOCTYPE html><html><body>a</body></html>", "a"),
    Case("processing instruction", "a<?php echo 1 ?>b", "ab"),
    Case("CDATA in HTML", "<p><![CDATA[a]]></p>", "a]]>"),
    Case("unknown elements", "<x-card>a</x-card> <foo:bar>b</foo:bar>", "a b"),
  ]

  @Test(arguments: blocks + lists + tables + preformatted)
  func layout(piece: Case) {
    #expect(HTMLText.plainText(piece.html) == piece.text)
  }

  @Test(arguments: hidden + characters + quotesAndFigures + broken)
  func content(piece: Case) {
    #expect(HTMLText.plainText(piece.html) == piece.text)
  }

  /// In one line the words are the same, whatever the layout.
  @Test(arguments: blocks + hidden + characters + quotesAndFigures)
  func linesHoldTheSameWords(piece: Case) {
    func letters(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }
    if piece.label != "the whole escaped twice" {
      #expect(letters(HTMLText.line(piece.html)) == letters(piece.text))
    }
  }
}
