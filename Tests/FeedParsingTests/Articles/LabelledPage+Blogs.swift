extension LabelledPage {
  /// Blogs, press releases, agencies' and institutes' pages, documentation.
  static let blogs: [LabelledPage] = [
    LabelledPage(
      name: "blog, WordPress",
      marked: """
        <html lang="en-US"><head><title>Notes on the landing &#8211; Far Side Blog</title></head><body class="post-template single has-sidebar ads-enabled">
        <div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">Far Side Blog</a></p></header>
        <div id="content" class="site-content"><main id="main"><article id="post-12" class="post tag-moon category-news"><header class="entry-header"><h1 class="entry-title">Notes on the landing</h1>
        <div class="entry-meta">Posted on <time datetime="2026-03-09T10:00:00Z">March 9, 2026</time> by <span class="author"><a href="/a">Jo Reyes</a></span></div></header>
        <div class="entry-content">\(Copy.paragraphs([9, 1, 4, 8]))<div class="sharedaddy">\(Copy.share)</div></div>
        <footer class="entry-footer">Posted in <a href="/n">News</a></footer></article>\(Copy.comments)</main><div id="secondary" class="widget-area sidebar"><section class="widget"><h2>About</h2>
        <p>This blog follows robotic missions since 2009. I am an engineer, and all opinions here are my own.</p></section></div></div></div></body></html>
        """, title: "Notes on the landing"),
    LabelledPage(
      name: "blog, plain paragraphs in the body",
      marked: """
        <html><head><title>Dust</title></head><body><h1>Dust</h1>\(Copy.paragraphs([1, 6, 8, 9]))<p><a href="/">back</a></p></body></html>
        """, title: "Dust"),
    LabelledPage(
      name: "blog, headings and code",
      marked: """
        <html><head><title>Reading the telemetry</title></head><body><div class="markdown-body"><h1>Reading the telemetry</h1><p>\(en(0))</p><h2>⟦Decoding⟧</h2>
        <p>⟦Each frame begins with four bytes of sync, then the length, then the channels, as in this function:⟧</p><pre><code>⟦func read(frame) { let length = frame[4]; return frame.drop(5).prefix(length) }⟧</code></pre>
        <p>\(en(3))</p></div></body></html>
        """, title: "Reading the telemetry"),
    LabelledPage(
      name: "blog, author box and newsletter below",
      marked: """
        <html><head><title>The cost of a landing</title></head><body><div class="post"><h1>The cost of a landing</h1><div class="post-content">\(Copy.paragraphs([5, 6, 7, 10]))</div>
        <div class="author-box"><p>Jo Reyes has written about space for fifteen years. Her book on the first landers came out last autumn and won two prizes.</p></div>
        <div class="newsletter"><p>Join twelve thousand readers who get our letter each Friday. No spam, and you can leave at any time.</p></div></div></body></html>
        """, title: "The cost of a landing"),
    LabelledPage(
      name: "press release, table layout",
      marked: """
        <html><head><title>Press release 12/2026</title></head><body><table><tr><td colspan="2"><img alt="Logo"></td></tr><tr><td valign="top"><a href="/">Home</a><br><a href="/pr">Press</a><br><a href="/jobs">Jobs</a></td>
        <td><h2>⟦Builder delivers second lander⟧</h2><p>⟦BREMEN, 9 March 2026 — ⟧\(en(7))</p><p>\(en(5))</p><p>\(en(2))</p><h3>⟦About the builder⟧</h3>
        <p>⟦The builder makes structures and engines for spacecraft and employs 1,900 people at three sites in Germany and Spain.⟧</p></td></tr></table></body></html>
        """, title: "Press release 12/2026"),
    LabelledPage(
      name: "press release, contact at the end",
      marked: """
        <html><head><title>Second lander delivered</title></head><body><div class="press-release"><h1>Second lander delivered</h1><p>\(en(7))</p><p>\(en(5))</p><p>\(en(8))</p></div>
        <div class="sidebar"><h4>Downloads</h4><a href="a.pdf">Fact sheet (PDF)</a><a href="b.zip">Pictures (ZIP)</a></div></body></html>
        """, title: "Second lander delivered"),
    LabelledPage(
      name: "results in a table",
      marked: """
        <html><head><title>Quarterly figures</title></head><body><article><h1>Quarterly figures</h1><p>\(en(11))</p><table><tr><th>⟦Quarter⟧</th><th>⟦Revenue⟧</th></tr>
        <tr><td>⟦First⟧</td><td>⟦412 million⟧</td></tr><tr><td>⟦Second⟧</td><td>⟦433 million⟧</td></tr></table><p>\(en(10))</p><p>\(en(5))</p></article></body></html>
        """, title: "Quarterly figures"),
    LabelledPage(
      name: "question and answer",
      marked: """
        <html><head><title>Interview: Marta Lindqvist</title></head><body><div class="interview"><h1>Interview: Marta Lindqvist</h1>
        <p><b>⟦Were you nervous?⟧</b></p><p>\(en(1))</p><p><b>⟦What comes next for the team?⟧</b></p><p>\(en(7))</p><p><b>⟦And for you?⟧</b></p><p>⟦I will sleep for a week. After that we will see, there is enough to do.⟧</p></div></body></html>
        """, title: "Interview: Marta Lindqvist"),
    LabelledPage(
      name: "encyclopedia",
      marked: """
        <html lang="en"><head><title>Lunar lander - Encyclopedia</title></head><body><div id="mw-panel"><ul><li><a href="/1">Main page</a></li><li><a href="/2">Random article</a></li></ul></div>
        <h1>Lunar lander</h1><div class="mw-parser-output"><p>\(en(3))</p><div id="toc" class="toc"><ul><li><a href="#h">History</a></li><li><a href="#c">Cost</a></li></ul></div>
        <h2>⟦History⟧<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><p>\(en(1))</p><h2>⟦Cost⟧</h2><p>\(en(5))</p></div><div id="catlinks"><a href="/c1">Spacecraft</a> <a href="/c2">Moon</a></div></body></html>
        """, title: "Lunar lander"),
    LabelledPage(
      name: "manual, headings that link to themselves",
      marked: """
        <html><head><title>Manual of the lander</title></head><body><div class="section"><h1><a href="#m">Manual of the lander</a></h1><div class="section"><h2><a class="toc-backref" href="#a">⟦Braking⟧</a></h2><p>\(en(0))</p></div>
        <div class="section"><h2><a class="reference" href="#b">⟦Landing⟧</a></h2><p>\(en(1))</p></div><div class="section"><h2><a href="#c">⟦Payload⟧</a></h2><p>\(en(3))</p><p>\(en(4))</p></div></div></body></html>
        """, title: "Manual of the lander"),
    LabelledPage(
      name: "article about products, headings that lead to shops",
      marked: """
        <html><head><title>Four telescopes</title><meta property="og:type" content="article"></head><body><div class="text"><p>\(en(9))</p>
        \([0, 1, 3, 4].map { "<h3><a href=\"https://shop.example/\($0)\">⟦Telescope number \($0)⟧</a></h3><p>\(en($0))</p>" }.joined())</div></body></html>
        """, title: "Four telescopes"),
    LabelledPage(
      name: "article in an element named header",
      marked: """
        <html><head><title>Touchdown</title></head><body><div class="row site_header"><div class="logo"><a href="/">Orbit</a></div><div><h1>Touchdown</h1>\(Copy.paragraphs([0, 1, 3, 5]))</div></div>
        <div role="dialog" class="modal"><p>\(Copy.english[11])</p></div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "long article in two bodies with a box between",
      marked: """
        <html><head><title>Touchdown</title></head><body><main><div class="part"><div class="story-body story-body-1">\(Copy.paragraphs([0, 1]))</div></div><div class="box"><a href="/1">Rocket returns to pad</a></div>
        <div class="story-body story-body-2">\(Copy.paragraphs([3, 4, 5, 7, 8]))</div></main><div class="bottom"><p>\(Copy.english[11])</p></div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "instructions in steps, some of a few words",
      marked: """
        <html><head><title>How to watch the landing</title></head><body><div class="top"><a href="/">Home</a> <a href="/how">How to</a></div><div class="steps">
        <div class="step"><b>⟦What you need⟧</b><ul><li>⟦A small telescope⟧</li><li>⟦Warm clothes⟧</li></ul></div><div class="step"><p>\(en(9))</p></div>
        <div class="step"><p>⟦Go outside early.⟧</p><figure><img><figcaption>A garden in Bremen, shortly before four in the morning.</figcaption></figure></div><div class="step"><p>\(en(0))</p></div><div class="step"><p>\(en(3))</p></div></div></body></html>
        """, title: "How to watch the landing"),
    LabelledPage(
      name: "article in three sections of one class, deep in wrappers",
      marked: """
        <html><head><title>Touchdown</title></head><body>\(Copy.menu)<div class="post"><div class="lead-in"><img></div>
        \([[0, 1], [2, 3, 4, 5, 6], [7, 8]].map { "<div class=\"outer\"><section><div class=\"mha\"><div class=\"flex\"><div class=\"post__content wide\">\(Copy.paragraphs($0))</div></div></div></section></div>" }.joined(separator: "<div class=\"picture\"><img></div>"))
        </div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "short article, a form for members in the page",
      marked: """
        <html><head><title>Launch delayed</title></head><body><div class="top"><form><input name="u"><input type="password" name="p"><button>Enter</button></form></div>
        <div class="item"><h1>Launch delayed</h1><p>\(en(9))</p><p>\(en(8))</p></div></body></html>
        """, title: "Launch delayed"),
    LabelledPage(
      name: "wire copy with a dateline",
      marked: """
        <html><head><title>Memorandum on station signed</title></head><body><div class="news-text"><p>⟦MOSCOW, March 9 (TASS) — ⟧\(en(5))</p><p>\(en(4))</p><p>\(en(6))</p></div><div class="print-link"><a href="?print">Print</a></div></body></html>
        """, title: "Memorandum on station signed"),
  ]
}
