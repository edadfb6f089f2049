/// The elements that feeds are made of, whatever their namespace calls them.
enum FeedTerm: UInt8 {
  case unknown, root, channel, entry
  case title, link, summary, description, content, subtitle, body
  case id, guid, published, updated, created, anyDate
  case author, contributor, creator, personName, personURL, personEmail
  case category, keywords, rights, generator, image, icon, logo, imageURL, textInput
  case language, source, enclosure, mediaContent, mediaGroup, mediaTitle, mediaDescription, comments
  case ttl, skipHours, hour, skipDays, day, updatePeriod, updateFrequency
  case list, nitf
  case geoWhere, geoPoint, geoLine, geoPolygon, geoBox, geoPositions, gmlPoint, gmlLine, gmlPolygon, gmlBox
  case latitude, longitude

  /// The term that an element stands for.
  init(local: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?) {
    let name = String(cString: local).lowercased()
    let space: FeedNamespace
    if let uri {
      space = FeedNamespace(uri: String(cString: uri))
    } else if let prefix {
      space = FeedNamespace(prefix: String(cString: prefix))
    } else {
      space = .core
    }
    // A prefix that was never declared stands in front of the name.
    if uri == nil, prefix == nil, let colon = name.firstIndex(of: ":") {
      self = FeedNamespace(prefix: String(name[..<colon])).terms[String(name[name.index(after: colon)...])] ?? .unknown
    } else {
      self = space.terms[name] ?? .unknown
    }
  }
}

/// The vocabularies that feeds mix.
enum FeedNamespace: Sendable {
  case core, dublinCore, dublinCoreTerms, content, media, podcast, syndication, xhtml, rdf, place, geometry, wire, other

  /// By the namespace's address. Case, scheme, white space around it and a final slash or `#` do not count, since feeds get
  /// them wrong.
  init(uri: String) {
    var key = uri.trimmedASCII.lowercased()
    if key.hasPrefix("https://") { key = "http" + key.dropFirst(5) }
    while key.hasSuffix("/") || key.hasSuffix("#") { key.removeLast() }
    self = FeedNamespace.byURI[key] ?? (key.hasPrefix("http://backend.userland.com") ? .core : .other)
  }

  /// By a prefix that was not declared.
  init(prefix: String) {
    switch prefix.lowercased() {
    case "dc": self = .dublinCore
    case "dcterms", "dct": self = .dublinCoreTerms
    case "content": self = .content
    case "media": self = .media
    case "itunes": self = .podcast
    case "sy": self = .syndication
    case "xhtml": self = .xhtml
    case "rdf": self = .rdf
    case "georss": self = .place
    case "gml", "geo": self = .geometry
    case "nitf", "nar": self = .wire
    case "atom", "atom10", "a10", "atom03", "rss", "a": self = .core
    default: self = .other
    }
  }

  private static let byURI: [String: FeedNamespace] = [
    "": .core,
    "http://purl.org/rss/1.0": .core, "http://my.netscape.com/rdf/simple/0.9": .core,
    "http://channel.netscape.com/rdf/simple/0.9": .core, "http://purl.org/net/rss1.1": .core,
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": .core, "http://purl.org/rss/2.0": .core,
    "http://backend.userland.com/rss": .core, "http://blogs.law.harvard.edu/tech/rss": .core,
    "http://blogs.law.harvard.edu/cyber/rss": .core, "http://cyber.law.harvard.edu/rss": .core,
    "http://example.com/newformat": .core, "http://example.com/necho": .core, "http://purl.org/echo": .core,
    "uri/of/echo/namespace": .core, "http://purl.org/pie": .core, "http://purl.org/atom/ns": .core,
    "http://www.w3.org/2005/atom": .core, "http://purl.org/rss/1.0/modules/rss091": .core,
    "http://rssnamespace.org/feedburner/ext/1.0": .other,
    "http://purl.org/dc/elements/1.1": .dublinCore, "http://purl.org/dc/elements/1.0": .dublinCore,
    "http://purl.org/dc/terms": .dublinCoreTerms,
    "http://purl.org/rss/1.0/modules/content": .content,
    "http://search.yahoo.com/mrss": .media, "http://video.search.yahoo.com/mrss": .media,
    "http://search.yahoo.com/rss": .media,
    "http://www.itunes.com/dtds/podcast-1.0.dtd": .podcast, "http://example.com/dtds/podcast-1.0.dtd": .podcast,
    "http://purl.org/rss/1.0/modules/syndication": .syndication,
    "http://www.w3.org/1999/xhtml": .xhtml,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
    "http://www.georss.org/georss": .place, "http://www.georss.org/georss/10": .place,
    "http://www.opengis.net/gml": .geometry, "http://www.opengis.net/gml/3.2": .geometry,
    "http://www.w3.org/2003/01/geo/wgs84_pos": .geometry,
    "http://iptc.org/std/nitf/2006-10-18": .wire, "http://iptc.org/std/nar/2006-10-01": .wire,
  ]

  /// Terms by name in lower case.
  var terms: [String: FeedTerm] {
    switch self {
    case .core: FeedNamespace.coreTerms
    case .wire: FeedNamespace.wireTerms
    case .dublinCore: FeedNamespace.dublinCoreElements
    case .dublinCoreTerms: FeedNamespace.dublinCoreDates
    case .content: ["encoded": .content, "items": .unknown]
    case .media: FeedNamespace.mediaTerms
    case .podcast: FeedNamespace.podcastTerms
    case .syndication: ["updateperiod": .updatePeriod, "updatefrequency": .updateFrequency]
    case .xhtml: ["html": .list, "body": .body]
    case .rdf: ["rdf": .root]
    case .place: FeedNamespace.placeTerms
    case .geometry: FeedNamespace.geometryTerms
    case .other: ["fullitem": .body]
    }
  }

  private static let coreTerms: [String: FeedTerm] = [
    "rss": .root, "rdf": .root, "feed": .root, "channel": .channel, "item": .entry, "entry": .entry, "title": .title,
    "link": .link, "summary": .summary, "description": .description, "abstract": .description, "content": .content,
    "subtitle": .subtitle, "tagline": .subtitle, "id": .id, "guid": .guid, "pubdate": .published,
    "published": .published, "issued": .published, "lastmod": .updated, "updated": .updated, "modified": .updated,
    "lastbuilddate": .updated, "created": .created, "author": .author, "managingeditor": .author,
    "webmaster": .unknown, "contributor": .contributor, "name": .personName, "uri": .personURL, "url": .imageURL,
    "homepage": .personURL, "email": .personEmail, "category": .category, "rights": .rights, "copyright": .rights,
    "generator": .generator, "image": .image, "icon": .icon, "logo": .logo, "textinput": .textInput,
    "language": .language, "source": .source, "enclosure": .enclosure, "comments": .comments, "ttl": .ttl,
    "skiphours": .skipHours, "hour": .hour, "skipdays": .skipDays, "day": .day, "body": .body, "fullitem": .body,
    "fulltext": .body, "tags": .keywords, "items": .list, "date": .anyDate, "encoded": .content,
  ].merging(wireTerms) { own, _ in own }

  /// NITF and NewsML-G2 within an entry, as far as they hold its text. They come without their namespaces, too.
  private static let wireTerms: [String: FeedTerm] = [
    "nitf": .nitf, "body": .list, "body.head": .list, "hedline": .list, "hl1": .mediaTitle, "body.content": .body,
    "newsitem": .list, "contentmeta": .list, "headline": .mediaTitle, "contentset": .list, "inlinexml": .list,
    "inlinedata": .content,
  ]

  private static let dublinCoreElements: [String: FeedTerm] = [
    "title": .title, "creator": .creator, "author": .creator, "subject": .category, "description": .description,
    "date": .anyDate, "language": .language, "rights": .rights, "contributor": .contributor, "created": .created,
    "modified": .updated, "issued": .published,
  ]

  private static let dublinCoreDates: [String: FeedTerm] = [
    "created": .created, "issued": .published, "modified": .updated, "available": .published, "date": .anyDate,
    "abstract": .description, "creator": .creator, "title": .title, "subject": .category, "rights": .rights,
  ]

  private static let mediaTerms: [String: FeedTerm] = [
    "group": .mediaGroup, "content": .mediaContent, "title": .mediaTitle, "description": .mediaDescription,
    "keywords": .keywords, "category": .category,
  ]

  /// GeoRSS, whose elements hold the numbers.
  private static let placeTerms: [String: FeedTerm] = [
    "where": .geoWhere, "point": .geoPoint, "line": .geoLine, "polygon": .geoPolygon, "box": .geoBox,
  ]

  /// GML and the W3C's vocabulary, whose elements hold others.
  private static let geometryTerms: [String: FeedTerm] = [
    "point": .gmlPoint, "linestring": .gmlLine, "polygon": .gmlPolygon, "envelope": .gmlBox, "exterior": .geoWhere,
    "linearring": .geoWhere, "pos": .geoPositions, "poslist": .geoPositions, "lowercorner": .geoPositions,
    "uppercorner": .geoPositions, "lat": .latitude, "long": .longitude, "lon": .longitude,
  ]

  private static let podcastTerms: [String: FeedTerm] = [
    "author": .creator, "summary": .summary, "subtitle": .subtitle, "keywords": .keywords, "category": .category,
    "image": .logo, "title": .title, "link": .link,
  ]
}
