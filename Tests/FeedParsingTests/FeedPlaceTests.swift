import FeedParsing
import Testing

@Suite struct FeedPlaceTests {
  private func place(_ markup: String) throws -> FeedPlace? {
    let feed = """
      <rss xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml"
       xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"><channel><item><title>t</title>\(markup)</item></channel></rss>
      """
    return try #require(try FeedParser().parse(Array(feed.utf8)).entries.first).place
  }

  private static let baikonur = FeedPlace(shape: .point, positions: [.init(latitude: 45.92, longitude: 63.34)])

  @Test(arguments: [
    "<georss:point>45.92 63.34</georss:point>", "<georss:point> 45.92,\n63.34 </georss:point>",
    "<geo:lat>45.92</geo:lat><geo:long>63.34</geo:long>",
    "<geo:Point><geo:lat>45.92</geo:lat><geo:long>63.34</geo:long></geo:Point>",
    "<georss:where><gml:Point><gml:pos>45.92 63.34</gml:pos></gml:Point></georss:where>",
    "<georss:where><gml:Point srsName='urn:ogc:def:crs:EPSG::4326'><gml:pos>45.92 63.34</gml:pos></gml:Point></georss:where>",
    "<georss:point>45.92 63.34</georss:point><georss:point>1 2</georss:point>",
  ])
  func aPointIsRead(markup: String) throws {
    #expect(try place(markup) == FeedPlaceTests.baikonur)
  }

  @Test(arguments: [
    "<georss:point></georss:point>", "<georss:point>45.92</georss:point>", "<georss:point>91 0</georss:point>",
    "<georss:point>45.92 east</georss:point>", "<georss:line>1 2</georss:line>", "<georss:box>1 2 3</georss:box>",
    "<georss:polygon>1 2 3 4 1 2</georss:polygon>", "<geo:lat>45.92</geo:lat>", "<georss:point>nan inf</georss:point>",
  ])
  func whatIsNoPlaceIsNone(markup: String) throws {
    #expect(try place(markup) == nil)
  }

  @Test func otherShapesAreRead() throws {
    let box = try #require(
      try place(
        "<georss:where><gml:Envelope><gml:lowerCorner>1 2</gml:lowerCorner><gml:upperCorner>3 4</gml:upperCorner></gml:Envelope></georss:where>"
      ))
    #expect(box.shape == .box && box.positions.map(\.longitude) == [2, 4])
    let area = try #require(
      try place(
        "<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>0 0 0 1 1 1 0 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
      ))
    #expect(area.shape == .polygon && area.positions.count == 4)
    let other = try #require(
      try place("<gml:Point srsName='EPSG:26913'><gml:pos>500000 4649776</gml:pos></gml:Point>"))
    #expect(other.system == "EPSG:26913" && other.positions[0].latitude == 500000)
  }
}
