import Testing

@testable import FeedFetching

@Suite struct FeedURLTests {
  @Test(
    "Addresses and their hosts",
    arguments: [
      ("http://example.org/feed", "example.org"), ("HTTPS://Example.ORG:8443", "example.org"),
      ("https://user:pass@host/path@x", "host"), ("http://[2001:DB8::1]:80/", "2001:db8::1"),
      ("http://a@b@c/", "c"), ("https://host?query", "host"), ("https://host#fragment", "host"),
      ("http://роскосмос.рф/", "роскосмос.рф"),
    ])
  func hosts(text: String, host: String) throws {
    #expect(try #require(FeedURL(text)).host == host)
  }

  @Test(
    "Texts that are none",
    arguments: [
      "", "http://", "http:///path", "https:/host", "ftp://host/", "file:///etc/passwd", "//host/", "host/path",
      "http://ho st/", "http://host/\u{0}", "http://host/a\r\nb", "http://[::1", "http://@/", "javascript:alert(1)",
    ])
  func refused(text: String) {
    #expect(FeedURL(text) == nil)
  }

  @Test func aVeryLongAddressIsRefused() {
    #expect(FeedURL("http://host/" + String(repeating: "a", count: 8180)) != nil)
    #expect(FeedURL("http://host/" + String(repeating: "a", count: 8181)) == nil)
  }

  @Test(
    "What is sent",
    arguments: [
      ("http://h/новости", "http://h/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
      ("http://h/a b?c d", "http://h/a%20b?c%20d"),
      ("http://h/%D0?x=%20", "http://h/%D0?x=%20"), ("http://h/a#part", "http://h/a"), ("http://h", "http://h"),
    ])
  func sent(text: String, expected: String) throws {
    #expect(try #require(FeedURL(text)).requestText == expected)
  }

  @Test(
    "Redirects by scheme",
    arguments: [
      ("http://a/", "http://b/", true), ("http://a/", "https://a/", true), ("https://a/", "https://b/", true),
      ("https://a/", "http://a/", false), ("HTTPS://a/", "HTTP://a/", false),
    ])
  func redirects(from: String, to: String, isAllowed: Bool) throws {
    #expect(try #require(FeedURL(from)).mayLead(to: try #require(FeedURL(to))) == isAllowed)
  }
}
