extension FeedBuilder {
  /// Begins a shape of GML.
  func openShape(_ term: FeedTerm, _ attributes: XMLAttributes) {
    let shape: FeedPlace.Shape =
      switch term {
      case .gmlLine: .line
      case .gmlPolygon: .polygon
      case .gmlBox: .box
      default: .point
      }
    withPlace {
      $0.begin(shape, system: attributes.string("srsName"), dimensions: attributes.string("srsDimension"))
    }
  }

  /// Takes the numbers of a place.
  func closePlace(_ frame: Frame) {
    let text = string(frame)
    withPlace { place in
      switch frame.term {
      case .geoPoint: place.take(text, as: .point)
      case .geoLine: place.take(text, as: .line)
      case .geoPolygon: place.take(text, as: .polygon)
      case .geoBox: place.take(text, as: .box)
      case .latitude: place.take(latitude: text)
      case .longitude: place.take(longitude: text)
      default: place.take(text)
      }
    }
  }

  private func withPlace(_ body: (inout PlaceDraft) -> Void) {
    var place = drafts[drafts.count - 1].draft.place ?? PlaceDraft()
    body(&place)
    drafts[drafts.count - 1].draft.place = place
  }
}
