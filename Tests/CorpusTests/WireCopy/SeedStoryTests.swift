import Corpus
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The wire story that the project began from. It is not part of the project; without it the test is skipped.
@Suite("The seed story")
struct SeedStoryTests {
  private static let bytes: [UInt8]? = {
    let folder = getenv("MOONWIRE_DATA").map { String(cString: $0) } ?? "../shared/data"
    guard let file = fopen(folder + "/seed/story.txt", "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }()

  @Test(
    "loses its repeated headline and its tail, and names its agencies",
    .enabled(if: bytes != nil, "needs seed/story.txt under MOONWIRE_DATA"))
  func annotated() throws {
    let text = String(decoding: try #require(Self.bytes), as: UTF8.self)
    let title = try #require(text.split(separator: "\n").first).description
    var story = Story(
      identity: StoryIdentity(feed: "seed", id: "1"), title: title, text: text,
      firstSeen: Timestamp(secondsSince1970: 0))
    story.annotateWireCopy()
    let body = String(decoding: Array(text.utf8)[story.body], as: UTF8.self)
    #expect(body.hasPrefix("Almaty. 9th of March. KazTAG - CEO"))
    #expect(body.hasSuffix("technical implementation of the project."))
    #expect(story.dateline == Dateline(place: "Almaty", day: "9th of March"))
    #expect(story.agencies == ["KazTAG", "TASS"])
  }
}
