import ArgumentParser
import Moonwire

/// How addresses are asked, for commands that fetch.
struct FetchOptions: ParsableArguments {
  @Flag(help: "Also ask addresses of this machine and of private networks.")
  var allowPrivate = false

  @Flag(help: "Use the proxy that http_proxy and https_proxy name.")
  var useProxy = false

  @Option(
    help: ArgumentHelp(
      "Whom servers may write to, an address or a page; $MOONWIRE_CONTACT without it.", valueName: "contact"))
  var contact: String?

  func validate() throws {
    if let contact, contact.utf8.contains(where: { !(0x20...0x7e).contains($0) || $0 == 0x28 || $0 == 0x29 }) {
      throw ValidationError("--contact is an address such as mailto:me@example.org, without brackets")
    }
  }

  /// The options of the fetcher.
  var fetcher: FeedFetcherOptions {
    var options = FeedFetcherOptions(userAgent: Surroundings.userAgent(contact: contact))
    options.allowPrivate = allowPrivate
    options.useProxyOfEnvironment = useProxy
    return options
  }
}
