/// Lines that sites put into articles and that no author wrote: invitations to share, to subscribe, to read something else.
enum ArticleFurniture {
  /// Paragraphs heavier than this are never furniture.
  private static let heaviest = 160

  /// The paragraphs without furniture, without the title repeated at the top, and without lines that give only a date or
  /// the authors there or at the end.
  static func removed(from paragraphs: [String], title: String, authors: [String]) -> [String] {
    let title = folded(title)
    let names = Set(authors.map(folded))
    return paragraphs.enumerated().filter { place, paragraph in
      let isAtEdge = place < 3 || place >= paragraphs.count - 2
      guard TextWeight.of(paragraph) <= heaviest else { return true }
      let line = folded(paragraph)
      if line.isEmpty { return false }
      if isFurniture(line) { return false }
      if place < 3, !title.isEmpty, line == title { return false }
      guard isAtEdge else { return true }
      if names.contains(line) || names.contains(withoutBy(line)) { return false }
      return FeedDate.parse(paragraph).map { $0.precision < .day } ?? true
    }.map(\.element)
  }

  /// A text by which lines are compared: lower case, letters and digits only, single spaces.
  static func folded(_ text: String) -> String {
    var folded = ""
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      if !folded.isEmpty { folded += " " }
      folded += word
    }
    return folded
  }

  private static func withoutBy(_ line: String) -> String {
    for word in ["by ", "von ", "par ", "por ", "автор "] where line.hasPrefix(word) {
      return String(line.dropFirst(word.count))
    }
    return line
  }

  private static func isFurniture(_ line: String) -> Bool {
    whole.contains(line)
      || openings.contains { line.hasPrefix($0) && (line.utf8.count == $0.utf8.count || endsWord($0, line)) }
  }

  private static func endsWord(_ opening: String, _ line: String) -> Bool {
    guard line.utf8.count > opening.utf8.count else { return true }
    // Scripts without spaces have no word's end to look for.
    let next = line.utf8[line.utf8.index(line.utf8.startIndex, offsetBy: opening.utf8.count)]
    return next == 0x20 || (opening.utf8.last ?? 0) >= 0xE0
      || line.utf8.dropFirst(opening.utf8.count).first.map { $0 >= 0xE3 } == true
  }

  /// Lines that are furniture as a whole, folded.
  private static let whole: Set<String> = [
    "advertisement", "advertisment", "ad", "sponsored", "share", "share this", "tweet", "print", "email", "comments",
    "comment",
    "read more", "more", "continue reading", "related", "related articles", "related stories", "loading", "back to top",
    "top stories", "subscribe", "sign up", "follow us", "photo", "video", "listen", "reload", "close", "image",
    "copy link",
    "реклама", "поделиться", "читайте также", "комментарии", "подписаться", "подробнее", "наверх", "фото", "видео",
    "печать",
    "anzeige", "werbung", "teilen", "drucken", "mehr", "publicité", "partager", "publicidad", "compartir", "pubblicità",
    "广告", "分享", "相关阅读", "相关新闻", "更多", "打印", "返回顶部", "広告", "関連記事", "シェア",
  ]

  /// How such lines begin, folded.
  private static let openings = [
    "share this", "share on", "share via", "follow us on", "follow us in", "follow us for", "subscribe to our",
    "subscribe for",
    "sign up for", "sign up to", "click here to", "read also", "read next", "read more", "see also", "also read",
    "related articles",
    "related stories", "you may also like", "you might also like", "more from", "more on this story",
    "recommended for you",
    "story continues below", "article continues after", "continue reading below",
    "this article was originally published",
    "all rights reserved", "copyright ©", "download our app", "get our app", "join our", "support our journalism",
    "view comments", "leave a comment", "post a comment", "have a news tip", "advertisement", "we use cookies",
    "listen to this article",
    "читайте также", "подписывайтесь на", "подпишитесь на", "следите за нами", "поделиться в", "поделиться новостью",
    "по теме", "больше новостей", "новости по теме", "оставить комментарий", "нашли ошибку", "заметили ошибку",
    "при использовании материалов", "все права защищены", "lesen sie auch", "mehr zum thema", "lire aussi",
    "à lire aussi",
    "lea también", "leer más", "leggi anche", "责任编辑", "相关阅读", "相关新闻", "延伸阅读", "点击查看", "扫描二维码", "版权所有",
    "关注我们", "編集者", "あわせて読みたい",
  ]
}
