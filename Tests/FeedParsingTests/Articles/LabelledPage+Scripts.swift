extension LabelledPage {
  /// Pages that carry their article or its marks as data.
  static let scripts: [LabelledPage] = [
    LabelledPage(
      name: "JSON-LD with a body, page filled by scripts",
      marked: """
        <html lang="en"><head><title>Touchdown</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Touchdown at the south pole",
        "author":[{"@type":"Person","name":"Ann Osei"}],"datePublished":"2026-03-09T08:30:00Z","articleBody":"⟦\(Copy.english[0])⟧\\n\\n⟦\(Copy.english[1])⟧\\n\\n⟦\(Copy.english[4])⟧"}</script></head>
        <body><div id="root"></div><noscript>Please enable JavaScript to continue.</noscript></body></html>
        """, title: "Touchdown at the south pole"),
    LabelledPage(
      name: "JSON-LD in a graph, body in the page",
      marked: """
        <html><head><title>x</title><script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Orbit"},{"@type":["Article","NewsArticle"],"headline":"Touchdown &amp; after","author":"Ann Osei"}]}</script></head>
        <body><div class="a">\(Copy.paragraphs([0, 1, 3]))</div></body></html>
        """, title: "Touchdown & after"),
    LabelledPage(
      name: "broken JSON-LD",
      marked: """
        <html><head><title>Touchdown</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Tou</script></head><body><article>\(Copy.paragraphs([0, 1, 3]))</article></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "microdata",
      marked: """
        <html><head><title>Touchdown</title></head><body><div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Touchdown</h1><span itemprop="author">Ann Osei</span>
        <div itemprop="description"><p>A short description that the site shows above the text, in a box of its own.</p></div><div itemprop="articleBody">\(Copy.paragraphs([0, 1, 3, 4]))</div></div>
        <div><p>\(Copy.english[10])</p></div></body></html>
        """, title: "Touchdown"),
  ]

  /// Pages of unusual content.
  static let odd: [LabelledPage] = [
    LabelledPage(
      name: "list of launches as an article",
      marked: """
        <html><head><title>The week ahead</title></head><body><article><h1>The week ahead</h1><p>\(en(7))</p><ol>
        \(["Monday: a cargo ship leaves the station.", "Tuesday: static fire of the new booster.", "Thursday: two weather satellites on one rocket."].map { "<li>⟦\($0)⟧</li>" }.joined())
        </ol><p>\(en(9))</p></article></body></html>
        """, title: "The week ahead"),
    LabelledPage(
      name: "many links in the text",
      marked: """
        <html><head><title>Touchdown</title></head><body>\(Copy.menu)<div class="text"><p>⟦The <a href="/l">lander</a> of the <a href="/a">agency</a> carries a <a href="/d">drill</a> and reached the <a href="/p">south pole</a>, where <a href="/o">orbiters</a> had seen hydrogen before, controllers said.⟧</p>
        <p>\(en(1))</p><p>⟦Its <a href="/r">rover</a> of 38 kilograms will leave the garage within the week, if the slope of the <a href="/m">ramp</a> allows it, said the team.⟧</p><p>\(en(5))</p></div></body></html>
        """, title: "Touchdown"),
    LabelledPage(
      name: "two languages on one page",
      marked: """
        <html lang="ru"><head><title>Посадка</title></head><body><div class="lang"><a href="/en">English</a> <a href="/kz">Қазақша</a></div><div class="news-body"><p>\(ru(0))</p><p>\(ru(2))</p><p>\(en(2))</p><p>\(ru(5))</p></div></body></html>
        """, title: "Посадка"),
    LabelledPage(
      name: "entities and inline markup",
      marked: """
        <html><head><title>Caf&eacute; on the Moon</title></head><body><article><h1>Caf&eacute; on the Moon</h1><p>⟦A <em>caf&eacute;</em> in Bremen &mdash; the &quot;Moon &amp; Sixpence&quot; &mdash; showed the landing on a wall, and <strong>two hundred</strong> people came.⟧</p>
        <p>\(en(2))</p><p>\(en(9))</p></article></body></html>
        """, title: "Café on the Moon"),
  ]

  /// Pages that hold no article, and why.
  static let faults: [(name: String, html: String, fault: String)] = [
    ("empty", "", "noText"),
    ("no markup at all, a few words", "It works!", "noText"),
    ("only a menu", "<html><body>\(Copy.menu)\(Copy.footer)</body></html>", "noText"),
    (
      "home page",
      "<html><body>\(Copy.menu)<main>"
        + (0..<10).map {
          "<article><h2><a href=\"/\($0)\">Headline number \($0) of this page</a></h2><p>\(Copy.english[$0])</p></article>"
        }.joined()
        + "</main></body></html>", "list"
    ),
    (
      "section in divs",
      "<html><body><div class=\"list\">"
        + (0..<12).map {
          "<div class=\"item\"><h3><a href=\"/\($0)\">Headline number \($0)</a></h3><p>\(Copy.english[$0].prefix(90)).</p></div>"
        }.joined()
        + "</div></body></html>", "list"
    ),
    (
      "login",
      """
      <html><head><title>Sign in - Orbit</title></head><body><form><p>Please sign in to your account to go on. If you have none, you can create one in a minute.</p>
      <input name="user"><input type="password" name="p"><p>Forgotten your password? We will send you a link by mail, at once.</p></form></body></html>
      """, "wall"
    ),
    (
      "consent",
      """
      <html><head><title>Orbit</title></head><body><div class="page"><h1>Your privacy matters to us</h1><p>We and our partners store information on your device and process personal data, such as
      identifiers, to show advertisements and to measure them. With your permission we use cookies for these purposes. You may accept all cookies or manage your consent in detail.</p></div></body></html>
      """, "wall"
    ),
    (
      "not free, by its JSON-LD",
      """
      <html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Touchdown","isAccessibleForFree":"False"}</script></head><body><article><p>\(Copy.english[0])</p><p>\(Copy.english[1])</p></article></body></html>
      """, "wall"
    ),
    (
      "subscription",
      """
      <html><head><title>Touchdown</title></head><body><article><h1>Touchdown</h1><p>\(Copy.english[11])</p><p>Subscribe to continue reading. Already a subscriber? Log in here, and thank you for your support.</p></article></body></html>
      """, "wall"
    ),
    (
      "robot check",
      "<html><head><title>Just a moment...</title></head><body><p>Checking your browser before you can see this page. This will take a few seconds, please be patient.</p></body></html>",
      "wall"
    ),
    (
      "not found",
      "<html><head><title>404 Not Found</title></head><body><h1>Not found</h1><p>The page that you were looking for is not here. It may have moved, or it may never have been here at all.</p></body></html>",
      "wall"
    ),
    (
      "a picture gallery",
      "<html><body><div>" + String(repeating: "<img src=\"a.jpg\"><p>Photo</p>", count: 20) + "</div></body></html>",
      "noText"
    ),
  ]
}
