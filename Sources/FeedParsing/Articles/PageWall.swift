/// Tells pages that ask for something before they show an article: a login, a payment, consent to cookies, a proof of being
/// human.
enum PageWall {
  /// Text heavier than this, in letters, is an article, whatever else the page asks for.
  private static let heaviest = 1200

  /// Whether the page is such a wall.
  ///
  /// - Parameters:
  ///   - text: What was found in the page as its article; perhaps the wall itself.
  static func stands(in document: HTMLDocument, metadata: PageMetadata, text: String) -> Bool {
    if !metadata.linked.isFree { return true }
    let weight = TextWeight.of(text)
    guard weight <= heaviest else { return false }
    let title = ArticleFurniture.folded(
      document.elements("title").prefix(1).map { document.text(of: $0) }.joined())
    if titles.contains(where: { title.hasPrefix($0) }) { return true }
    let holdsPassword = document.elements("input").contains { document.nodes[$0]["type"]?.lowercased() == "password" }
    // Longer texts are articles on pages with a form for members beside them.
    if holdsPassword && weight <= heaviest / 5 { return true }
    let line = " " + ArticleFurniture.folded(text) + " "
    // A wall speaks of little else; an article about walls says more.
    let found = phrases.filter { line.contains($0) }.count
    return found >= 2 || (found == 1 && weight <= heaviest / 3)
  }

  /// How the titles of walls begin, folded.
  private static let titles = [
    "just a moment", "attention required", "access denied", "are you a robot", "are you human", "security check",
    "log in",
    "login", "sign in", "please wait", "verify you are human", "before you continue", "consent", "ddos guard", "вход",
    "авторизация", "доступ ограничен", "登录", "安全验证", "403 forbidden", "404 not found", "page not found", "error 404",
    "503 service", "502 bad gateway", "страница не найдена",
  ]

  /// What walls say, folded.
  private static let phrases = [
    "subscribe to continue", "subscribe to read", "to continue reading", "to read the full", "to keep reading",
    "already a subscriber", "already have an account", "subscribers only", "for subscribers",
    "this content is reserved",
    "you have reached your limit", "free articles", "log in to continue", "sign in to continue", "log in to read",
    "create a free account", "start your free trial", "become a member to", "enable javascript",
    "javascript is disabled",
    "enable cookies", "we use cookies", "our partners store", "partners use cookies", "your privacy",
    "manage your consent",
    "accept all cookies", "cookie policy", "cookie settings", "verify you are human", "not a robot", "unusual traffic",
    "checking your browser", "access to this page has been denied", "not available in your country",
    "not available in your region",
    "only for registered users", "читать дальше по подписке", "оформите подписку", "только для подписчиков",
    "войдите чтобы",
    "включите javascript", "файлы cookie", "вы не робот", "jetzt abonnieren", "weiterlesen mit", "cookies zustimmen",
    "réservé aux abonnés", "pour lire la suite", "nous utilisons des cookies", "solo para suscriptores", "请登录", "登录后",
    "订阅后", "开启javascript", "安全验证", "会員限定", "ログイン",
  ]
}
