import Foundation

/// A certificate for 127.0.0.1 and localhost, signed by itself, and its key: for tests on loopback alone, and known to
/// everyone who reads this. Valid for a hundred years, made by
/// `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -addext "subjectAltName=…"`.
public enum TestCertificate {
  /// Writes certificate and key to two files of the temporary folder; the paths. Made once for each process.
  public static let files: (certificate: String, key: String) = {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("moonwire-tests-\(UUID().uuidString)").path
    let files = (base + "-certificate.pem", base + "-key.pem")
    // A test that cannot write here fails by what it then misses.
    try? certificate.write(toFile: files.0, atomically: true, encoding: .utf8)
    try? key.write(toFile: files.1, atomically: true, encoding: .utf8)
    return files
  }()

  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBpTCCAUugAwIBAgIUL7fHT/e6B0hnV6Fp3de4xUajhNQwCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOTW9vbndpcmUgdGVzdHMwIBcNMjYxMTI1MjE0MjM5WhgPMjEy
    NjExMDEyMTQyMzlaMBkxFzAVBgNVBAMMDk1vb253aXJlIHRlc3RzMFkwEwYHKoZI
    zj0CAQYIKoZIzj0DAQcDQgAEIFBuNOf6fVu7q+dWRLIl9TX0ZxSY0V5ncPtLqzdS
    eHqaUSavR29ljhiwoGoD+/KJeOvo03cvQSOCSCeapEs+maNvMG0wHQYDVR0OBBYE
    FMRWAHSvdqoTSWbAgBP0eHtjwTyxMB8GA1UdIwQYMBaAFMRWAHSvdqoTSWbAgBP0
    eHtjwTyxMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/
    AAABMAoGCCqGSM49BAMCA0gAMEUCIE14WghbhFiJRRUET9+XhUfUQowj8Wg6J2kg
    rS6TxANoAiEAmD+0QFIKOm9Hede/z42u20u8ZruQFchT/ixlVV22OHE=
    -----END CERTIFICATE-----
    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+ZvAcVSd/VuYOIQ3
    sOXb804Un3UZ0DMBgnsV3LqDklChRANCAAQgUG405/p9W7ur51ZEsiX1NfRnFJjR
    Xmdw+0urN1J4eppRJq9Hb2WOGLCgagP78ol46+jTdy9BI4JIJ5qkSz6Z
    -----END PRIVATE KEY-----
    """
}
