import Corpus
import FeedFetching
import LoopbackServer

/// Options for loopback: private addresses allowed, no pauses, short patience.
func loopbackOptions(_ change: (inout FeedFetcherOptions) -> Void = { _ in }) -> FeedFetcherOptions {
  var options = FeedFetcherOptions(userAgent: "Moonwire/test (+https://example.org/)")
  options.allowPrivate = true
  options.gapPerHost = .zero
  options.connectTimeout = .seconds(5)
  options.totalTimeout = .seconds(10)
  options.trustedCertificates = TestCertificate.files.certificate
  change(&options)
  return options
}

/// 9 March 2021, 08:30 UTC.
let testNow = Timestamp(secondsSince1970: 1_615_278_600)

/// What a server with that script answers to one request.
func answer(
  to request: (LoopbackServer) -> FeedRequest = { FeedRequest(url: $0.url("/feed")) },
  options: FeedFetcherOptions = loopbackOptions(), isSecure: Bool = false,
  script: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Response
) throws -> (FeedAnswer, [LoopbackServer.Request]) {
  let server = LoopbackServer(isSecure: isSecure, script: script)
  defer { server.close() }
  let answer = try FeedFetcher(options: options).fetch(request(server), now: { testNow })
  return (answer, server.requests)
}
