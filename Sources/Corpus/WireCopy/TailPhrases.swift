/// The phrases by which tails are known, folded, in the languages that feeds come in most.
enum TailPhrases {
  /// Tails after a sentence or on a line of their own.
  static let anywhere = scalars([
    "read more", "read more here", "read full story", "read the full story", "read full article",
    "read the full article", "read the rest", "continue reading", "keep reading", "click here to read more",
    "читать далее", "читать дальше", "читать полностью", "читать подробнее", "подробнее", "читати далі", "толығырақ",
    "阅读更多", "阅读全文", "查看全文", "閱讀更多", "繼續閱讀", "继续阅读", "続きを読む", "lire la suite", "lire plus",
    "en savoir plus", "leer más", "seguir leyendo", "weiterlesen", "mehr lesen", "leia mais", "continua a leggere",
    "leggi tutto", "lees verder", "devamını oku",
  ])
  /// Tails only on a line of their own.
  static let onLine = scalars([
    "more", "(more)", "full story", "learn more", "see more", "view original", "далее", "ещё", "еще", "更多", "详情",
    "mehr",
    "share this",
  ])
  /// What a whole last line may begin with.
  static let lineHeads = scalars([
    "read more", "read also", "continue reading", "click here to read", "читать далее", "читайте также",
    "читайте далее",
    "阅读更多", "阅读全文", "lire la suite", "lire aussi", "leer más", "weiterlesen",
  ])
  /// What stands before and between a title and a site's name.
  static let frames: [([Unicode.Scalar], [Unicode.Scalar])] = [
    ("the post ", " appeared first on "), ("the article ", " appeared first on "), ("the post ", " first appeared on "),
    ("запись ", " впервые появилась "), ("сообщение ", " появились сначала на "),
    ("l’article ", " est apparu en premier sur "), ("l'article ", " est apparu en premier sur "),
    ("der beitrag ", " erschien zuerst auf "), ("la entrada ", " se publicó primero en "),
  ].map { (Array($0.unicodeScalars), Array($1.unicodeScalars)) }
  /// What may stand before a title in the last sentence.
  static let teasers = scalars(["continue reading ", "читать далее "])

  private static func scalars(_ phrases: [String]) -> [[Unicode.Scalar]] {
    phrases.map { Array($0.unicodeScalars) }.sorted { $0.count > $1.count }
  }
}
