/// The Rice parameters of positions by length code and frequency, for frequencies below 16.
enum PositionParameters {
  private static let width: UInt32 = 16

  private nonisolated(unsafe) static let table: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256 * Int(width))
    for norm in 0..<256 {
      for frequency in 0..<width {
        (table + norm * Int(width) + Int(frequency)).initialize(
          to: UInt8(
            RiceCode.positionParameter(length: LengthNorm.decode(UInt8(norm)), frequency: frequency)))
      }
    }
    return UnsafePointer(table)
  }()

  /// The table, for those who ask often.
  static var pointer: UnsafePointer<UInt8> { table }

  /// The parameter of a posting.
  @inline(__always)
  static func parameter(_ table: UnsafePointer<UInt8>, norm: UInt8, frequency: UInt32) -> Int {
    frequency < width
      ? Int(table[Int(norm) &* Int(width) &+ Int(frequency)])
      : RiceCode.positionParameter(length: LengthNorm.decode(norm), frequency: frequency)
  }
}
