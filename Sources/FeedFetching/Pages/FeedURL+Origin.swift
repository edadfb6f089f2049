extension FeedURL {
  /// Scheme, host and port: what a robots.txt speaks for. In lower case, without credentials and the scheme's own port.
  var origin: String {
    var authority = text[afterScheme...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    var host = authority.lowercased()
    let usual = isSecure ? ":443" : ":80"
    if host.hasSuffix(usual) { host.removeLast(usual.count) }
    return (isSecure ? "https://" : "http://") + host
  }

  /// Path and query as they are sent; at least "/".
  var pathAndQuery: String {
    let sent = requestText
    guard let start = sent.utf8.dropFirst(isSecure ? 8 : 7).firstIndex(where: { $0 == 0x2F || $0 == 0x3F }) else {
      return "/"
    }
    let path = sent[start...]
    return path.hasPrefix("/") ? String(path) : "/" + path
  }

  private var afterScheme: String.Index { text.utf8.index(text.startIndex, offsetBy: isSecure ? 8 : 7) }
}
