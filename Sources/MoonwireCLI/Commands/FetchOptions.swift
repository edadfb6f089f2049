import ArgumentParser
import Moonwire

/// How addresses are asked, for commands that fetch.
struct FetchOptions: ParsableArguments {
  @Flag(help: "Also ask addresses of this machine and of private networks.")
  var allowPrivate = false

  @Flag(help: "Use the proxy that http_proxy and https_proxy name.")
  var useProxy = false

  /// The options of the fetcher.
  var fetcher: FeedFetcherOptions {
    var options = FeedFetcherOptions(userAgent: Surroundings.userAgent)
    options.allowPrivate = allowPrivate
    options.useProxyOfEnvironment = useProxy
    return options
  }
}
