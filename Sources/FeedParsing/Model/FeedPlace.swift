/// Where on the earth an entry's events are, as GeoRSS, GML or the W3C's `geo` vocabulary say.
///
/// Nothing is searched by it so far: `moonwire parse` shows it.
public struct FeedPlace: Equatable, Sendable {
  /// What the positions make up.
  public enum Shape: String, Equatable, Sendable {
    /// One position.
    case point
    /// A line through all positions.
    case line
    /// The outline of an area; the last position is the first again.
    case polygon
    /// Two opposite corners.
    case box
  }

  /// A position. In WGS 84: degrees north and degrees east; in another system of reference: its two axes, as written.
  public struct Position: Equatable, Sendable {
    /// Degrees north.
    public var latitude: Double
    /// Degrees east.
    public var longitude: Double
    /// The third coordinate, as a rule metres above the ellipsoid; nil where there is none.
    public var elevation: Double?

    /// A position.
    public init(latitude: Double, longitude: Double, elevation: Double? = nil) {
      self.latitude = latitude
      self.longitude = longitude
      self.elevation = elevation
    }
  }

  /// What the positions make up.
  public var shape: Shape
  /// The positions in their order.
  public var positions: [Position]
  /// The system of reference as written, where it is not WGS 84 or one that reads like it; else empty.
  public var system = ""

  /// A place in WGS 84.
  public init(shape: Shape, positions: [Position]) {
    self.shape = shape
    self.positions = positions
  }
}
