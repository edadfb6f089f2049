extension LabelledPage {
  /// News sites as they are built today.
  static let news: [LabelledPage] = [
    LabelledPage(
      name: "news, semantic tags",
      marked: """
        <!DOCTYPE html><html lang="en-GB"><head><title>Lander touches down | The Daily Orbit</title></head><body>
        <header>\(Copy.menu)</header><main><article><h1>Lander touches down</h1><p class="byline">By Ann Osei</p>
        \(Copy.paragraphs([0, 1, 2, 3, 4]))\(Copy.share)</article></main><aside><h2>Most read</h2><p>\(Copy.english[10])</p></aside>
        \(Copy.footer)</body></html>
        """, title: "Lander touches down"),
    LabelledPage(
      name: "news, lead above the body in other elements",
      marked: """
        <html lang="en"><head><title>Lander touches down - Orbit</title></head><body>\(Copy.cookies)<div id="header">\(Copy.menu)</div>
        <div class="story"><div class="story-head"><h1>Lander touches down</h1><p class="standfirst">\(en(6))</p>
        <div class="story-meta"><span>9 March 2026</span><span>14:05</span></div></div>
        <div class="story-picture"><img src="a.jpg"><div class="caption">The lander during tests in Bremen last year.</div></div>
        <div class="story-body">\(Copy.paragraphs([0, 1, 3, 5, 7]))</div></div>\(Copy.related)\(Copy.comments)\(Copy.footer)</body></html>
        """, title: "Lander touches down"),
    LabelledPage(
      name: "news, boxes between the paragraphs",
      marked: """
        <html><head><meta property="og:title" content="Lander touches down"><meta property="og:site_name" content="Orbit"></head><body>
        <div class="wrap"><div class="col-8"><h1>Lander touches down</h1><p>\(en(0))</p>
        <div class="ad-slot"><p>Advertisement</p><p>Buy two telescopes and get the third for free, only until Sunday, in all our shops.</p></div>
        <p>\(en(1))</p><div class="newsletter-signup"><h4>Our newsletter</h4><p>The best stories of the week, every Friday in your mailbox, free of charge.</p><input></div>
        <p>\(en(2))</p><div class="inline-related"><strong>Read also:</strong> <a href="/x">Rocket returns to pad after leak was found</a></div>
        <p>\(en(3))</p><p>\(en(7))</p></div><div class="col-4"><h3>Latest</h3><ul><li><a href="/1">Budget talks to resume</a></li>
        <li><a href="/2">Rain delays the launch</a></li></ul></div></div></body></html>
        """, title: "Lander touches down"),
    LabelledPage(
      name: "news, comments longer than the article",
      marked: """
        <html><head><title>Shares rise on landing</title></head><body>\(Copy.menu)<article class="post"><h1>Shares rise on landing</h1>
        <p>\(en(11))</p><p>\(en(10))</p></article><div class="comments-area">\(Copy.comments)\(Copy.comments)
        <p>\(Copy.english[4])</p><p>\(Copy.english[5])</p><p>\(Copy.english[8])</p></div></body></html>
        """, title: "Shares rise on landing"),
    LabelledPage(
      name: "news, several article elements of which others are teasers",
      marked: """
        <html><head><title>Drill begins work</title></head><body><main><article><header><h1>Drill begins work</h1></header>
        \(Copy.paragraphs([3, 4, 8, 7]))</article>
        <section class="more"><article><h3><a href="/1">Rocket returns</a></h3><p>A valve leaked during the rehearsal, and the team rolled it back.</p></article>
        <article><h3><a href="/2">Budget talks</a></h3><p>Ministers meet again on Monday, with little hope of an agreement.</p></article></section></main></body></html>
        """, title: "Drill begins work"),
    LabelledPage(
      name: "news, subheadings, list and quotation",
      marked: """
        <html><head><title>What the lander carries — Orbit</title></head><body><div class="article-body"><h1>What the lander carries</h1>
        <p>\(en(3))</p><h2>⟦The instruments⟧</h2><ul><li>⟦A drill that reaches one metre into the soil⟧</li><li>⟦Two spectrometers for gases from the ovens⟧</li>
        <li>⟦A camera with twelve filters⟧</li></ul><p>\(en(4))</p><h2>⟦The money⟧</h2><p>\(en(5))</p><blockquote><p>\(en(2))</p></blockquote>
        <h2>Related stories</h2><ul><li><a href="/1">Rocket returns to pad after leak</a></li><li><a href="/2">Why the far side is hard to reach</a></li></ul></div></body></html>
        """, title: "What the lander carries"),
    LabelledPage(
      name: "news, figures with captions",
      marked: """
        <html><head><title>First pictures</title></head><body><article><h1>First pictures</h1><figure><img><figcaption>The shadow of the lander on the dust. Photo: team</figcaption></figure>
        <p>\(en(9))</p><figure class="wide"><img><figcaption>Controllers wait for the signal, early on Thursday morning.</figcaption></figure><p>\(en(0))</p><p>\(en(2))</p></article></body></html>
        """, title: "First pictures"),
    LabelledPage(
      name: "news, live ticker",
      marked: """
        <html><head><title>Landing: as it happened</title></head><body>\(Copy.menu)<h1>Landing: as it happened</h1><div class="ticker">
        \((0..<8).map { "<div class=\"entry\" id=\"e\($0)\"><span class=\"clock\">⟦0\($0):1\($0)⟧</span><div class=\"entry-text\"><p>\(en($0))</p></div></div>" }.joined(separator: "\n"))
        </div>\(Copy.footer)</body></html>
        """, title: "Landing: as it happened"),
    LabelledPage(
      name: "news, Russian",
      marked: """
        <html lang="ru"><head><meta charset="utf-8"><title>Аппарат сел на Луну — Орбита</title></head><body><div class="header"><a href="/">Главная</a> <a href="/news">Новости</a></div>
        <div class="article__text"><h1>Аппарат сел на Луну</h1><p>\(ru(0))</p><p>\(ru(1))</p><p>\(ru(2))</p><p>Читайте также: <a href="/1">Ракету вернули на старт</a></p>
        <p>\(ru(3))</p><p>\(ru(4))</p></div><div class="tags"><a href="/t1">Луна</a> <a href="/t2">космос</a></div>
        <div class="footer"><p>При использовании материалов сайта ссылка на источник обязательна. Все права защищены.</p></div></body></html>
        """, title: "Аппарат сел на Луну"),
    LabelledPage(
      name: "news, Russian, div soup with br",
      marked: """
        <html><head><title>Аппарат сел на Луну</title></head><body><table width="100%"><tr><td width="20%"><a href="/">Главная</a><br><a href="/a">Архив</a><br><a href="/c">Контакты</a></td>
        <td><b>Аппарат сел на Луну</b><br><br>\(ru(0))<br><br>\(ru(1))<br><br>\(ru(3))<br><br>\(ru(5))</td></tr></table></body></html>
        """, title: "Аппарат сел на Луну"),
    LabelledPage(
      name: "news, Chinese",
      marked: """
        <html lang="zh-CN"><head><meta charset="utf-8"><title>着陆器成功登月_新闻频道</title></head><body><div class="nav"><a href="/">首页</a><a href="/n">新闻</a><a href="/s">航天</a></div>
        <div class="main-content"><h1>着陆器成功登月</h1><div class="info">2026年3月9日 来源：测试社</div><div id="content"><p>\(zh(0))</p><p>\(zh(1))</p><p>\(zh(2))</p><p>\(zh(3))</p></div>
        <p>责任编辑：李明</p></div><div class="related"><h3>相关新闻</h3><ul><li><a href="/1">火箭因泄漏返回厂房</a></li><li><a href="/2">月球背面为何难以通信</a></li></ul></div></body></html>
        """, title: "着陆器成功登月"),
    LabelledPage(
      name: "news, German, with a consent layer in the page",
      marked: """
        <html lang="de"><head><title>Landefähre aufgesetzt</title></head><body><div id="consent-layer" class="modal"><p>Wir und unsere Partner verwenden Cookies, um Inhalte zu
        personalisieren. Sie können Ihre Einwilligung jederzeit widerrufen.</p></div><main><h1>Landefähre aufgesetzt</h1><p>\(de(0))</p><p>\(de(1))</p><p>\(de(2))</p></main></body></html>
        """, title: "Landefähre aufgesetzt"),
  ]
}
