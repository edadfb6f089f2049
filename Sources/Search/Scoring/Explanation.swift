/// Why a story has its score: a value and what it is made of. The details of a sum add up to its value, those of a product
/// multiply to it, in single precision and in their order.
public struct Explanation: Equatable, Sendable {
  /// How the details make the value.
  public enum Operation: String, Equatable, Sendable {
    /// A value of its own; details, if any, are what it was computed from.
    case value
    /// The sum of the details.
    case sum
    /// The product of the details.
    case product
  }

  /// The value.
  public var value: Float
  /// How the details make it.
  public var operation: Operation
  /// What it is.
  public var description: String
  /// What it is made of.
  public var details: [Explanation]

  /// An explanation of a value.
  public init(_ value: Float, _ description: String, _ operation: Operation = .value, _ details: [Explanation] = []) {
    self.value = value
    self.operation = operation
    self.description = description
    self.details = details
  }

  /// The sum of some details.
  public static func sum(_ description: String, _ details: [Explanation]) -> Explanation {
    Explanation(details.reduce(0) { $0 + $1.value }, description, .sum, details)
  }

  /// The product of some details.
  public static func product(_ description: String, _ details: [Explanation]) -> Explanation {
    Explanation(details.reduce(1) { $0 * $1.value }, description, .product, details)
  }
}
