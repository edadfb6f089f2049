import Corpus
import FeedParsing
import FoundationEssentials
import Testing

/// The samples of wire formats in Feeds/Samples, field by field.
@Suite struct WireSamplesTests {
  static func feed(_ name: String) throws -> ParsedFeed {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = package.appendingPathComponent("Feeds/Samples/" + name)
    return try FeedParser().parse(Array(try Data(contentsOf: file)), url: "https://base.example/in/" + name)
  }

  @Test func newsMLG2() throws {
    let feed = try WireSamplesTests.feed("lunar-desk.newsml-g2.xml")
    #expect(feed.format.name == "NewsML-G2 2.29" && feed.title == "lunar-desk.example" && feed.repairs.isEmpty)
    try #require(feed.entries.count == 3)
    let memo = feed.entries[0]
    #expect(memo.id == "tag:lunar-desk.example,2021:station-memo" && memo.idSource == .wireID)
    #expect(memo.title == "Two agencies to plan a station on the Moon together")
    #expect(
      memo.text.hasPrefix("MOSCOW, March 9 (Lunar Desk) - The heads of two") && memo.text.hasSuffix("the paper says."))
    #expect(memo.text.components == 2 && memo.summary == "A memorandum opens the project to all countries.")
    #expect(
      memo.published?.description == "2021-03-09T08:20:00Z" && memo.updated?.description == "2021-03-09T09:00:00Z")
    #expect(memo.language == "en" && memo.authors == ["Vera Orlova"] && memo.categories == ["space programme"])
    #expect(memo.wire.slug == "MOON-STATION/MEMO" && memo.wire.urgency == 3 && memo.wire.version == 2)
    #expect(memo.wire.status == .usable && memo.wire.provider == "Lunar Desk" && memo.wire.embargoedUntil == nil)
    #expect(memo.wire.dateline == "MOSCOW, March 9 (Lunar Desk)" && memo.wire.replaces == memo.id)
    #expect(memo.wire.editorialNote == "UPDATES with reaction from Beijing.")
    #expect(memo.rights == "© 2021 Lunar Desk\nNot for archives.")
    let rover = feed.entries[1]
    #expect(rover.language == "ru" && rover.wire.status == .withheld && rover.wire.urgency == 6)
    #expect(rover.wire.embargoedUntil?.description == "2021-03-10T03:00:00Z")
    #expect(
      rover.text
        == "МОСКВА, 9 марта. /Лунный стол/. Колёса из титановой сетки прошли по лотку с крошкой сорок километров."
        + "\n\nСледов износа инженеры не нашли.")
    #expect(feed.entries[2].text == "Two agencies to plan a station\nRover wheels tested on basalt")
    let story = memo.story(feed: "f", of: feed, firstSeen: Timestamp(secondsSince1970: 0))
    #expect(story.wire == memo.wire)
  }

  @Test func newsML12() throws {
    let feed = try WireSamplesTests.feed("orbit-bureau.newsml.xml")
    #expect(feed.format.name == "NewsML 1.2" && feed.title == "Bureau Orbite, service français")
    #expect(feed.encoding == "windows-1252")
    try #require(feed.entries.count == 2)
    let first = feed.entries[0]
    #expect(first.id == "urn:newsml:orbite.example:20210309:210309081200.k7moon" && first.wire.version == 2)
    #expect(first.title == "Moscou et Pékin d'accord sur une station lunaire" && first.authors == ["Hélène Marchand"])
    #expect(first.text.hasPrefix("Les deux agences") && first.text.components == 2 && !first.text.contains("Légende"))
    #expect(first.wire.slug == "espace-lune-russie-chine" && first.wire.urgency == 3 && first.language == "fr")
    #expect(first.wire.dateline == "Moscou, 9 mars 2021 (Orbite)" && first.wire.provider == "Bureau Orbite")
    #expect(first.published?.description == "2021-03-09T08:12:00Z" && first.rights == "© 2021 Bureau Orbite")
    let second = feed.entries[1]
    #expect(
      second.wire.status == .canceled && second.wire.urgency == 4 && second.wire.editorialNote == "Annuler et remplacer"
    )
  }

  @Test func nitf() throws {
    let feed = try WireSamplesTests.feed("perigee.nitf.xml")
    #expect(feed.format.name == "NITF 3.4" && feed.title == "Perigee News" && feed.language == "en-gb")
    let entry = try #require(feed.entries.first)
    #expect(entry.id == "PGE-2021-03-09-0412" && entry.title == "Partners sought for a station at the Moon")
    #expect(entry.wire.slug == "Moon-Memorandum" && entry.wire.urgency == 4 && entry.wire.version == 2)
    #expect(entry.wire.embargoedUntil?.description == "2021-03-09T12:00:00Z" && entry.wire.status == .usable)
    #expect(entry.published?.description == "2021-03-09T08:30:00Z" && entry.authors == ["Idris Whitlock"])
    #expect(entry.wire.dateline == "GENEVA" && entry.wire.editorialNote == "Embargoed until noon GMT")
    #expect(entry.categories == ["Moon", "space stations"] && entry.summary == "The memorandum in short.")
    #expect(entry.text.hasPrefix("First flights may come before 2030\n\nGENEVA (Perigee) —"))
    #expect(entry.text.contains("from Vostochny and from Wenchang.") && entry.text.contains("Orbit | 2028"))
    #expect(entry.text.hasSuffix("Editing by Noor Patel") && entry.enclosures.first?.url == "station.jpg")
  }

  @Test func ninjs() throws {
    let feed = try WireSamplesTests.feed("selene.ninjs.json")
    #expect(feed.format.name == "ninjs 3.0" && feed.title == "Selene Wire")
    try #require(feed.entries.count == 2)
    let first = feed.entries[0]
    #expect(
      first.title == "Pact on a Moon station is open to others" && first.wire.urgency == 2 && first.wire.version == 3)
    #expect(first.text == "BEIJING, March 9 (Selene) -- The pact is open.\n\n\"All are welcome,\" a spokesman said.")
    #expect(first.authors == ["Liang Shu"] && first.wire.slug == "moon-station" && first.wire.dateline == "Beijing")
    #expect(
      first.published?.description == "2021-03-09T08:10:00Z" && first.updated?.description == "2021-03-09T09:10:00Z")
    #expect(first.wire.editorialNote == "Adds quote in third paragraph" && first.link == first.id)
    #expect(
      first.enclosures == [FeedEnclosure(url: "https://selene.example/pic-1.jpg", type: "image/jpeg", length: 81234)])
    let second = feed.entries[1]
    #expect(second.wire.status == .canceled && second.language == "zh" && second.title == "撤稿：月球车试验")
    #expect(second.wire.embargoedUntil?.description == "2021-03-09T10:00:00Z")
    #expect(second.wire.replaces == "https://selene.example/items/20210308-77")
  }

  @Test func iptc7901() throws {
    let feed = try WireSamplesTests.feed("apogee.iptc7901.txt")
    #expect(feed.format.name == "IPTC 7901" && feed.entries.count == 2)
    let entry = try #require(feed.entries.first)
    #expect(entry.title == "Agencies agree on a station at the Moon" && entry.authors == ["Anneke Brandt, pgd"])
    #expect(entry.wire.slug == "Moon/Station/Memorandum" && entry.wire.urgency == 4 && entry.wire.provider == "pgd")
    #expect(entry.wire.editorialNote == "(Adds background)" && entry.categories == ["sp"])
    #expect(entry.published?.description == "2021-03-09T10:15:00Z" && entry.id == "pgd0412 2021-03-09")
    #expect(
      entry.text == "Moscow (pgd) - Two space agencies have agreed to draw up plans for a research station at the Moon."
        + "\n\nIt is to be open to other countries, they said on Tuesday.\n\nA first module could fly late in the decade."
    )
    #expect(feed.entries[1].wire.urgency == 2 && feed.entries[1].published?.description == "2021-03-09T10:22:00Z")
  }

  @Test func anpa1312() throws {
    let feed = try WireSamplesTests.feed("meridian.anpa1312.txt")
    #expect(feed.format.name == "ANPA 1312" && feed.entries.count == 1)
    let entry = try #require(feed.entries.first)
    #expect(entry.title == "Two nations to build a station on the Moon" && entry.authors == ["RUTH ADEYEMI"])
    #expect(
      entry.wire.slug == "BC-Moon--Station-Memo, 1st Ld-Writethru" && entry.wire.version == 2 && entry.wire.urgency == 3
    )
    #expect(entry.published?.description == "2021-03-09T08:42:00Z" && entry.creator == "Meridian Press")
    #expect(entry.wire.editorialNote == "Eds: UPDATES with reaction. With photos.")
    #expect(
      entry.text
        == "MOSCOW (MP) _ Two nations said Tuesday that they would build a station on the Moon, and that others could join."
        + "\n\n“The door is open,” one of the signers said.\n\nNo date was given.")
  }

  @Test func rssInJSON() throws {
    let feed = try WireSamplesTests.feed("gazette.rss.json")
    #expect(feed.format.name == "RSS in JSON" && feed.title == "Tycho Gazette" && feed.hints.ttl == 60)
    try #require(feed.entries.count == 2)
    #expect(feed.entries[0].title == "Memorandum signed & sealed" && feed.entries[0].id == "tycho-1")
    #expect(
      feed.entries[0].link == "https://tycho.example/2021/memo"
        && feed.entries[0].text == "Two agencies signed.\n\nMore will follow.")
    #expect(
      feed.entries[0].enclosures.first?.url == "https://tycho.example/memo.mp3" && feed.entries[0].categories.count == 2
    )
    #expect(feed.entries[1].link == "https://tycho.example/2021/line" && feed.entries[1].language == "en")
  }

  @Test func hEntry() throws {
    let feed = try WireSamplesTests.feed("station-notes.html")
    #expect(feed.format.name == "HTML with h-entry" && feed.title == "Station notes")
    try #require(feed.entries.count == 2)
    let first = feed.entries[0]
    #expect(first.title == "What the memorandum says" && first.link == "https://notes.example/2021/memo")
    #expect(
      first.text == "The paper is five pages long.\n\nIt names no sum and no year." && first.authors == ["Mira Salgado"]
    )
    #expect(
      first.published?.description == "2021-03-09T09:00:00Z" && first.categories == ["moon"] && first.language == "en")
    #expect(feed.entries[1].title == "" && feed.entries[1].text == "No sum, no year, no module yet.")
  }

  @Test func linkedData() throws {
    let feed = try WireSamplesTests.feed("courier-article.html")
    #expect(feed.format.name == "HTML with JSON-LD" && feed.encoding == "windows-1251")
    try #require(feed.entries.count == 1)
    let entry = feed.entries[0]
    #expect(entry.title == "Меморандум о лунной станции подписан" && entry.authors == ["Пётр Званцев"])
    #expect(entry.text == "Подписи под меморандумом поставлены по видеосвязи.\n\nСтанция будет открыта для всех стран.")
    #expect(entry.published?.description == "2021-03-09T08:30:00Z" && entry.language == "ru")
    #expect(
      entry.link == "https://kurier.example/2021/03/09/memorandum" && entry.categories == ["Космос", "Луна", "станция"])
  }
}

extension String {
  /// The number of paragraphs.
  fileprivate var components: Int { replacing("\n\n", with: "\u{1}").split(separator: "\u{1}").count }
}
