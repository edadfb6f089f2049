/// What a feed answered. A failure is an answer too: one feed's trouble never stops the run.
public struct FeedAnswer: Sendable {
  /// What came of the request.
  public enum Outcome: Equatable, Sendable {
    /// The server sent a body, decompressed here; never empty. Whether it is a feed is for the parser to say.
    case body([UInt8])
    /// The version that we hold is the current one (304).
    case notModified
    /// The server says that the feed is gone for good (410).
    case gone
    /// No usable answer.
    case failed(FetchFailure)
  }

  /// What was asked for.
  public var request: FeedRequest
  /// What came of it.
  public var outcome: Outcome
  /// The status of the last response; 0 where there was none.
  public var status: Int
  /// The address that answered, behind all redirects.
  public var finalURL: String
  /// Where the feed has moved: the last address of an unbroken chain of 301 and 308; nil where it has not moved.
  public var movedTo: String?
  /// Redirects on the way there.
  public var redirects: Int
  /// The value of `Content-Type`; empty where absent.
  public var contentType: String
  /// The value of `Content-Location`, a reference that counts before the address as the base of others (RFC 3986 §5.1.4);
  /// empty where absent.
  public var contentLocation: String
  /// What to send the next time; nil where the answer brought neither `ETag` nor `Last-Modified`.
  public var validators: FeedValidators?
  /// When the server wishes to be asked again.
  public var pace: ServerPace
  /// Bytes received over the network for the body, before decompression, all hops together.
  public var bytesReceived: Int
  /// What a server that refuses says to people, as one line of plain text of at most 200 characters: of a page of text or
  /// HTML that came with a status of 400 and more; else empty. It is the server's word, and printed as such.
  public var serverWords: String
  /// From the start of the request to the last byte, all hops together, without waiting in a queue.
  public var milliseconds: Int

  init(request: FeedRequest, outcome: Outcome) {
    self.request = request
    self.outcome = outcome
    status = 0
    finalURL = request.url
    redirects = 0
    contentType = ""
    contentLocation = ""
    pace = ServerPace()
    bytesReceived = 0
    serverWords = ""
    milliseconds = 0
  }
}

extension FeedAnswer {
  /// What a server says to people that refuses for a reason which only people can mend: access denied, asked too often, blocked,
  /// asked to pay. Empty for other answers, for words that say no more than the status does, and where there are none.
  public var remark: String {
    guard [401, 402, 403, 406, 429, 451, 503].contains(status), case .failed(.status) = outcome else { return "" }
    return serverWords.split(separator: " ").count >= 5 ? serverWords : ""
  }

  /// The failure as half a sentence, with the server's own words behind it where they help.
  public func sentence(of failure: FetchFailure) -> String {
    remark.isEmpty ? failure.description : "\(failure); it says: \(remark)"
  }
}

/// When a server wishes to be asked again, as its headers say. All spans are in seconds from the moment of the answer.
public struct ServerPace: Equatable, Sendable {
  /// How long the answer stays fresh: `Cache-Control: max-age` less `Age`, else `Expires` less `Date` (RFC 9111 §4.2.1);
  /// nil where neither is given. Never negative.
  public var freshness: Int?
  /// How long to wait after a refusal: `Retry-After`, in either of its forms (RFC 9110 §10.2.3); nil where not given.
  public var retryAfter: Int?

  /// A server that says nothing of it, or what it says.
  public init(freshness: Int? = nil, retryAfter: Int? = nil) {
    self.freshness = freshness
    self.retryAfter = retryAfter
  }
}
