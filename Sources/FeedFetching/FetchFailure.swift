public import Corpus

/// Why a feed gave no usable answer.
public enum FetchFailure: Error, Equatable, Sendable {
  /// The text is no http or https address.
  case unusableAddress
  /// The name leads to this machine or a private network, where feeds from outside must not lead.
  case privateAddress(host: String)
  /// The host has no address.
  case nameNotResolved(host: String)
  /// No connection, or it broke.
  case connectionFailed(String)
  /// No secure connection: certificate, protocol version and the like.
  case insecure(String)
  /// No complete answer within the time allowed, or too few bytes a second.
  case timedOut
  /// The body is larger than the limit, in bytes after decompression.
  case tooLarge(limit: Int)
  /// The header lines together are larger than the limit, in bytes.
  case headersTooLarge(limit: Int)
  /// More redirects than allowed, or a circle.
  case tooManyRedirects(limit: Int)
  /// A redirect to where it may not lead: another scheme, or from https to http.
  case redirectRefused(to: String)
  /// A status that is no answer to the request.
  case status(Int)
  /// Status 200 without a byte of body: an error of the server, not a feed without entries.
  case emptyBody
  /// The body could not be decompressed.
  case undecodable(String)
  /// A little compressed data has become very much: more than the ratio allowed.
  case inflated(ratio: Int)
  /// A redirect to a page where one signs in: a captive portal, or a feed that has become private.
  case loginPage(String)
  /// Not asked, because the host refused another feed and is left alone until then.
  case hostResting(host: String, until: Timestamp)
  /// Anything else that libcurl reports.
  case other(String)
}

extension FetchFailure {
  /// Whether the same request may well succeed later without anyone changing the subscription. Decides between the two
  /// back-offs of `PollingSchedule` and between the exit statuses 75 and 65.
  public var isTemporary: Bool {
    switch self {
    case .unusableAddress, .privateAddress, .tooLarge, .headersTooLarge, .tooManyRedirects, .redirectRefused,
      .emptyBody, .undecodable, .inflated:
      false
    case .nameNotResolved, .connectionFailed, .insecure, .timedOut, .loginPage, .hostResting, .other: true
    case .status(let status): status == 408 || status == 425 || status == 429 || status >= 500
    }
  }
}

extension FetchFailure: CustomStringConvertible {
  /// The failure as half a sentence that follows the address and a colon.
  public var description: String {
    switch self {
    case .unusableAddress: "not an http or https address"
    case .privateAddress(let host):
      "\(host) leads to a private address or this machine, which is refused (allow it with --allow-private)"
    case .nameNotResolved(let host): "no such host: \(host)"
    case .connectionFailed(let reason): "no connection: \(reason)"
    case .insecure(let reason): "no secure connection: \(reason)"
    case .timedOut: "no complete answer in the time allowed"
    case .tooLarge(let limit): "the answer is larger than \(limit >> 20) MB"
    case .headersTooLarge(let limit): "the header of the answer is larger than \(limit >> 10) KB"
    case .tooManyRedirects(let limit): "more than \(limit) redirects, or redirected in a circle"
    case .redirectRefused(let target): "redirected to \(FeedURL.withoutCredentials(target)), which is refused"
    case .status(let status): "the server answered \(status)\(FetchFailure.meaning(ofStatus: status))"
    case .emptyBody: "the server answered with an empty body"
    case .undecodable(let reason): "the answer cannot be decompressed: \(reason)"
    case .inflated(let ratio): "the answer grows to more than \(ratio) times its size when decompressed"
    case .loginPage(let target): "redirected to a login page, \(FeedURL.withoutCredentials(target))"
    case .hostResting(let host, let until): "not asked: \(host) asked to be left alone until \(until)"
    case .other(let reason): reason
    }
  }

  private static func meaning(ofStatus status: Int) -> String {
    switch status {
    case 401: " (it asks for a password)"
    case 403: " (access refused)"
    case 404: " (not found)"
    case 408: " (it waited too long)"
    case 429: " (asked too often)"
    case 500...599: " (trouble of the server)"
    default: ""
    }
  }
}
