/// A place while its elements are read.
struct PlaceDraft {
  private(set) var shape = FeedPlace.Shape.point
  private var system = ""
  private var dimensions = 2
  private var numbers: [Double] = []
  private var latitude: Double?
  private var longitude: Double?
  private var isOpen = true

  /// The most positions that are kept.
  private static let mostPositions = 1000

  /// Takes the attributes of a shape in GML.
  mutating func begin(_ shape: FeedPlace.Shape, system: String?, dimensions: String?) {
    guard isOpen, numbers.isEmpty else { return }
    self.shape = shape
    if let system { self.system = PlaceDraft.isWGS84(system) ? "" : String(system.prefix(200)) }
    if dimensions == "3" { self.dimensions = 3 }
  }

  /// Takes the positions of a shape: numbers parted by spaces or commas. The first shape of an entry counts.
  mutating func take(_ text: String, as shape: FeedPlace.Shape? = nil) {
    guard isOpen else { return }
    if let shape { self.shape = shape }
    for part in text.split(whereSeparator: { $0 == " " || $0 == "," || $0.isNewline || $0 == "\t" }) {
      guard let number = Double(part), number.isFinite else { return isOpen = false }
      numbers.append(number)
      if numbers.count >= PlaceDraft.mostPositions * 3 { return isOpen = false }
    }
    // The corners of an envelope come one by one.
    if self.shape != .box || numbers.count >= 4 { isOpen = false }
  }

  /// Takes one coordinate of a point (W3C `geo:lat`, `geo:long`).
  mutating func take(latitude text: String) { if latitude == nil { latitude = Double(text) } }
  mutating func take(longitude text: String) { if longitude == nil { longitude = Double(text) } }

  /// The place; nil where numbers are missing, or are on no earth.
  var place: FeedPlace? {
    var positions: [FeedPlace.Position] = []
    if numbers.isEmpty, let latitude, let longitude {
      positions = [FeedPlace.Position(latitude: latitude, longitude: longitude)]
    } else {
      guard numbers.count % dimensions == 0 else { return nil }
      for start in stride(from: 0, to: numbers.count, by: dimensions) {
        positions.append(
          FeedPlace.Position(
            latitude: numbers[start], longitude: numbers[start + 1],
            elevation: dimensions == 3 ? numbers[start + 2] : nil))
      }
    }
    let isEnough =
      switch shape {
      case .point: positions.count == 1
      case .line: positions.count >= 2
      case .polygon: positions.count >= 4
      case .box: positions.count == 2
      }
    let isOnEarth = positions.allSatisfy { abs($0.latitude) <= 90 && abs($0.longitude) <= 180 }
    guard isEnough, isOnEarth || !system.isEmpty else { return nil }
    var place = FeedPlace(shape: shape, positions: positions)
    place.system = system
    return place
  }

  /// True for the systems whose coordinates are degrees north and east: WGS 84 in two and three dimensions, ETRS 89, NAD 83.
  private static func isWGS84(_ name: String) -> Bool {
    let code = name.split(whereSeparator: { $0 == ":" || $0 == "#" || $0 == "/" }).last ?? ""
    return ["4326", "4979", "4258", "4269", "CRS84", ""].contains(code)
  }
}
