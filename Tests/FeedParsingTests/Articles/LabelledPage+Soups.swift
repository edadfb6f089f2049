extension LabelledPage {
  /// Pages without helpful tags or names, damaged ones, old ones.
  static let soups: [LabelledPage] = [
    LabelledPage(
      name: "div soup, each paragraph a div",
      marked: """
        <html><head><title>Touchdown</title></head><body><div class="x1"><div class="x2"><a href="/">Home</a></div><div class="x2"><a href="/n">News</a></div></div>
        <div class="x3"><div class="x4"><div class="x5">\([0, 1, 2, 3, 4].map { "<div class=\"x6\">\(en($0))</div>" }.joined())</div></div></div>
        <div class="x7"><div><a href="/1">Rocket returns to pad</a></div><div><a href="/2">Budget talks resume</a></div></div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "div soup, article parted in two",
      marked: """
        <html><head><title>Touchdown</title></head><body><div class="c"><div class="c1"><p>\(en(0))</p><p>\(en(1))</p></div><div class="ad"><p>Buy a telescope now, and pay in the summer. Offer ends on Sunday.</p></div>
        <div class="c1"><p>\(en(2))</p><p>\(en(3))</p><p>\(en(4))</p></div></div><div class="r"><a href="/1">Rocket returns to pad after leak</a></div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "each paragraph in two wrappers",
      marked: """
        <html><head><title>Touchdown</title></head><body><main>\([0, 1, 5, 7, 8].map { "<div class=\"block\"><div class=\"block-inner\"><p>\(en($0))</p></div></div>" }.joined())
        <div class="block"><div class="block-inner"><a href="/1">Rocket returns to pad</a> <a href="/2">Budget talks</a></div></div></main></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "text parted by br in one div",
      marked: """
        <html><head><title>Touchdown</title></head><body><div id="menu"><a href="/">Home</a> | <a href="/n">News</a></div>
        <div id="t">\([0, 1, 3, 5, 8].map { en($0) }.joined(separator: "<br><br>"))</div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "unclosed tags and stray ends",
      marked: """
        <html><head><title>Touchdown</title><body><div class=menu><a href=/>Home<a href=/n>News</div></div></span><div class=text><h1>Touchdown</h1><p>\(en(0))<p>\(en(1))<p><b>\(en(2))<p>\(en(3))</i></div>
        """, title: "Touchdown"),
    LabelledPage(
      name: "paragraphs outside html, no head",
      marked: "<h1>Touchdown</h1><p>\(en(0))</p><p>\(en(1))</p><p>\(en(3))</p>", title: "Touchdown"),
    LabelledPage(
      name: "font tags and nested tables",
      marked: """
        <HTML><HEAD><TITLE>Touchdown</TITLE></HEAD><BODY><TABLE><TR><TD><TABLE><TR><TD><FONT size=1><A HREF="/">Home</A> <A HREF="/n">News</A></FONT></TD></TR></TABLE></TD></TR>
        <TR><TD><TABLE><TR><TD><FONT face="Arial"><P>\(en(0))<P>\(en(1))<P>\(en(4))<P>\(en(9))</FONT></TD></TR></TABLE></TD></TR></TABLE></BODY></HTML>
        """, title: "Touchdown"),
    LabelledPage(
      name: "everything in a form",
      marked: """
        <html><head><title>Touchdown</title></head><body><form id="aspnetForm" action="/"><input type="hidden" name="v"><div class="top"><a href="/">Home</a></div>
        <div class="content">\(Copy.paragraphs([0, 2, 4, 6]))</div><div class="search"><input name="q"><button>Search</button></div></form></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "body in an element named sidebar layout",
      marked: """
        <html><head><title>Touchdown</title></head><body><div class="content-sidebar-wrap"><div class="with-sidebar"><h1>Touchdown</h1>\(Copy.paragraphs([0, 3, 5, 7]))</div>
        <div class="sidebar"><p>\(Copy.english[10])</p><p>\(Copy.english[11])</p></div></div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "hidden text and scripts",
      marked: """
        <html><head><title>Touchdown</title><style>p { color: red }</style></head><body><script>var text = "<p>This is not part of any article, it is a script, and it is long enough.</p>";</script>
        <div class="main">\(Copy.paragraphs([0, 1, 2]))<p style="display: none">This paragraph is hidden from readers and repeats keywords: moon, lander, rover, drill, ice.</p>
        <p hidden>Another hidden paragraph, which no reader of the page will ever see on a screen.</p><noscript><p>Please enable JavaScript to see the pictures of this article, or use our app.</p></noscript></div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "short story of two sentences",
      marked: """
        <html><head><title>Launch delayed</title></head><body>\(Copy.menu)<div class="item"><h1>Launch delayed</h1><p>⟦The launch of the cargo ship has been put off to Friday because of strong winds at height, the operator said on Wednesday. The next window opens at 09:40 UTC.⟧</p></div>\(Copy.footer)</body></html>
        """, title: "Launch delayed"),
  ]
}
