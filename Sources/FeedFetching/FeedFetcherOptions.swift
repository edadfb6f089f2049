/// How feeds are asked for. The defaults are those of a polite reader run from cron.
public struct FeedFetcherOptions: Sendable {
  /// How the reader introduces itself: name, version and where to complain (RFC 9110 §10.1.5). No browser's name, no
  /// library's name.
  public var userAgent: String
  /// Feeds asked for at the same time, each at another host and another network address.
  public var parallel = 128
  /// Pause between the end of one request to a host, or to a network address, and the start of the next to the same one.
  /// At most one is under way.
  public var gapPerHost = Duration.seconds(1)
  /// Time for name resolution and connection.
  public var connectTimeout = Duration.seconds(10)
  /// Time until the first byte of an answer, name resolution and connection included.
  public var firstByteTimeout = Duration.seconds(20)
  /// Time for a whole request, each redirect counted anew.
  public var totalTimeout = Duration.seconds(60)
  /// Fewer bytes a second than this over `slownessWindow` end the request.
  public var slowestBytesPerSecond = 64
  /// How long a request may be slower than `slowestBytesPerSecond`.
  public var slownessWindow = Duration.seconds(20)
  /// The largest body, in bytes after decompression.
  public var largestBody = 32 << 20
  /// How many times its size an answer may grow when it is decompressed; answers of up to 1 MB may grow as they will.
  public var largestRatio = 200
  /// The largest header, in bytes, of one response.
  public var largestHeader = 256 << 10
  /// The value of `Accept`.
  public var accept = "application/atom+xml,application/rss+xml,application/feed+json,*/*;q=0.5"
  /// Whether redirects are followed; where not, the answer is `FetchFailure.redirectRefused` with their target.
  public var followsRedirects = true
  /// Redirects followed for one request.
  public var mostRedirects = 5
  /// Whether addresses of this machine and of private networks may be asked.
  public var allowPrivate = false
  /// Whether the proxy that the environment names (`http_proxy`, `https_proxy`, `no_proxy`) is used. It resolves names for
  /// us, so that only addresses written as numbers can be checked here; the rest is the proxy's to refuse.
  public var useProxyOfEnvironment = false
  /// A proxy for all requests, `http://host:port` or another scheme that libcurl knows (`socks5h`); as above, it resolves
  /// names for us.
  public var proxy: String?
  /// Names and passwords for hosts, sent over https only; see `FeedCredentials`.
  public var credentials: FeedCredentials?
  /// A file of certificates (PEM) that are trusted in place of the system's, for servers of an intranet.
  public var trustedCertificates: String?

  /// Whether names are resolved by a proxy and not here.
  var usesProxy: Bool { useProxyOfEnvironment || proxy != nil }

  /// The defaults, introduced by the given name: `Moonwire/0.1 (+https://…)`.
  public init(userAgent: String) {
    self.userAgent = userAgent
  }
}
