extension Duration {
  /// Whole milliseconds, as libcurl takes them; at least 0 and at most what fits its 32-bit arithmetic.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    return max(0, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
