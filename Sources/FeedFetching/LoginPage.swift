/// Redirects to where one signs in: the captive portal of a hotel, or a site that has put its feed behind an account.
///
/// Such an answer is a failure of this look and nothing that the feed says. Told by a word of the path or the host; a word
/// that the asked address has, too, means nothing.
enum LoginPage {
  private static let words: Set<String> = [
    "login", "log-in", "signin", "sign-in", "logon", "register", "signup", "sign-up", "captive", "captiveportal",
    "hotspot", "wp-login", "sso", "auth", "authenticate", "oauth", "subscribe-login",
  ]

  /// Whether an address looks like that of a login page.
  static func isLikely(_ url: FeedURL) -> Bool {
    let host = url.host.split(separator: ".").dropLast()
    let rest = url.text.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").dropFirst(2)
    let parts = host + rest.flatMap { $0.lowercased().split(whereSeparator: { ".;_".contains($0) }) }
    return parts.contains { words.contains($0.lowercased()) }
  }
}
