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

  @Option(
    help: ArgumentHelp(
      "A file of names and passwords for hosts, as ~/.netrc has them.",
      discussion: """
        They are sent over https and to that host alone. Only you may be allowed to read the file. Without it: \
        $MOONWIRE_CREDENTIALS, else the file credentials of the archive home where there is one.
        """,
      valueName: "file"))
  var credentials: String?

  func validate() throws {
    if let contact, contact.utf8.contains(where: { !(0x20...0x7e).contains($0) || $0 == 0x28 || $0 == 0x29 }) {
      throw ValidationError("--contact is an address such as mailto:me@example.org, without brackets")
    }
  }

  /// The options of the fetcher.
  ///
  /// - Parameter home: The archive home, which may hold credentials.
  /// - Throws: `FeedCredentialsError` where there is a file of credentials that cannot be used.
  func fetcher(_ home: ArchiveHome) throws -> FeedFetcherOptions {
    var options = FeedFetcherOptions(userAgent: Surroundings.userAgent(contact: contact))
    options.allowPrivate = allowPrivate
    options.useProxyOfEnvironment = useProxy
    options.credentials = try credentialsPath(home).map { try FeedCredentials(path: $0) }
    return options
  }

  private func credentialsPath(_ home: ArchiveHome) -> String? {
    if let path = credentials ?? Surroundings.variable("MOONWIRE_CREDENTIALS") { return path }
    return Folder.exists(home.credentialsPath) ? home.credentialsPath : nil
  }
}
