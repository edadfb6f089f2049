import Corpus
import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct VersionsTests {
  private static let day = Timestamp(secondsSince1970: 1_615_248_000)

  private func story(
    _ id: String, _ title: String, _ text: String, at seconds: Int64 = 0, feed: String = "https://example.org/wire"
  ) -> Story {
    var story = Story(
      identity: StoryIdentity(feed: feed, id: id), title: title, text: text,
      firstSeen: Timestamp(secondsSince1970: VersionsTests.day.secondsSince1970 + seconds))
    story.published = story.firstSeen
    story.annotateWireCopy()
    return story
  }

  private func index(_ path: String, _ runs: [[Story]], merging: Bool = false) throws -> IndexSnapshot {
    for run in runs {
      let writer = try IndexWriter(directory: path)
      for story in run { try writer.put(story) }
      try writer.commit()
    }
    if merging { try IndexWriter(directory: path).mergeAll() }
    #expect(try IndexCheck.run(directory: path).faults == [])
    return try IndexSnapshot(directory: path)
  }

  /// The stories that are shown at a moment, by headline.
  private func shown(_ snapshot: IndexSnapshot, at now: Timestamp? = nil) throws -> [String] {
    var titles: [String] = []
    for segment in snapshot.segments {
      let bits = segment.shownDocuments(at: now)
      for document in 0..<segment.documentCount {
        let isShown = bits.map { $0.words[document >> 6] >> UInt64(document & 63) & 1 == 1 } ?? segment.isLive(document)
        if isShown { titles.append(try segment.story(of: document).story.title) }
      }
    }
    return titles.sorted()
  }

  @Test("every version is kept and the newest shown, also after a merge", arguments: [false, true])
  func sameIdentity(merging: Bool) throws {
    let folder = try TemporaryFolder()
    let runs = [
      [story("1", "Launch set for Monday", "It flies on Monday.")],
      [story("1", "Launch set for Tuesday", "It flies on Tuesday.", at: 60)],
      [story("1", "Launch set for Tuesday", "It flies on Tuesday.", at: 120)],
      [story("1", "Launch put off", "It does not fly.", at: 180)],
    ]
    let snapshot = try index(folder.path + "/index", runs, merging: merging)
    #expect(try shown(snapshot) == ["Launch put off"])
    #expect(snapshot.storyCount == 1)
    let newest = try #require(try snapshot.story(withKey: runs[0][0].key)).story
    let versions = try snapshot.versions(of: newest)
    #expect(versions.map(\.title) == ["Launch set for Monday", "Launch set for Tuesday", "Launch put off"])
    #expect(versions.map(\.version.number) == [1, 2, 3])
  }

  @Test("a link or a summary alone makes no version")
  func otherChanges() throws {
    let folder = try TemporaryFolder()
    var changed = story("1", "Launch", "It flies.")
    changed.link = "https://example.org/1?utm=2"
    changed.summary = "other"
    let snapshot = try index(folder.path + "/index", [[story("1", "Launch", "It flies.")], [changed]])
    #expect(snapshot.segments.reduce(0) { $0 + $1.liveCount } == 1)
    #expect(try snapshot.story(withKey: changed.key)?.story.link == changed.link)
  }

  @Test("the whole text in place of the teaser makes no version")
  func fullText() throws {
    let folder = try TemporaryFolder()
    let teaser = story("1", "Launch", "It flies …")
    var whole = story("1", "Launch", "It flies on Monday, at noon, from Kourou.")
    whole.summary = teaser.text
    let snapshot = try index(folder.path + "/index", [[teaser], [whole]])
    #expect(snapshot.segments.reduce(0) { $0 + $1.liveCount } == 1)
    #expect(try snapshot.story(withKey: whole.key)?.story.text == whole.text)
  }

  @Test("a correction takes the place of what it corrects, in whatever order they come", arguments: [false, true])
  func correction(reversed: Bool) throws {
    let folder = try TemporaryFolder()
    let first = story("a", "Rocket reaches orbit", "It carried 12 satellites.")
    let second = story("b", "CORRECTED: Rocket reaches orbit", "It carried 11 satellites.", at: 3600)
    let runs = reversed ? [[second], [first]] : [[first], [second]]
    // The feed still holds both the next time.
    let snapshot = try index(folder.path + "/index", runs + [[first, second]])
    #expect(try shown(snapshot) == [second.title])
    #expect(try snapshot.versions(of: try #require(try snapshot.story(withKey: second.key)).story).count == 2)
    let generation = snapshot.generation
    let again = try IndexWriter(directory: folder.path + "/index")
    #expect(try again.put(first) == .unchanged)
    #expect(try again.put(second) == .unchanged)
    try again.commit()
    #expect(try IndexSnapshot(directory: folder.path + "/index").generation == generation)
  }

  @Test("headlines that only look alike, other feeds and other weeks are no versions")
  func strangers() throws {
    let folder = try TemporaryFolder()
    let stories = [
      story("a", "Rocket reaches orbit", "One."),
      story("b", "CORRECTED: Rocket reaches the Moon", "Two."),
      story("c", "CORRECTED: Rocket reaches orbit", "Three.", feed: "https://other.example/wire"),
      story("d", "CORRECTED: Rocket reaches orbit", "Four.", at: 40 * 86400),
    ]
    let snapshot = try index(folder.path + "/index", stories.map { [$0] })
    #expect(try shown(snapshot) == stories.map(\.title).sorted())
  }

  @Test("a killed story leaves its headline and who took it back", arguments: [false, true])
  func killed(merging: Bool) throws {
    let folder = try TemporaryFolder()
    let first = story("a", "Minister resigns", "The minister has resigned.")
    let kill = story("b", "KILL: Minister resigns", "The story is wrong; kill it.", at: 600)
    let snapshot = try index(folder.path + "/index", [[first], [kill]], merging: merging)
    #expect(try shown(snapshot) == [first.title])
    let left = try #require(try snapshot.story(withKey: first.key)).story
    #expect(left.version.withdrawal?.isFinal == true)
    #expect(left.version.withdrawal?.at == kill.date)
  }

  @Test("an embargo hides a story until its minute")
  func embargo() throws {
    let folder = try TemporaryFolder()
    var secret = story("a", "Probe finds water", "There is water.")
    let until = Timestamp(secondsSince1970: VersionsTests.day.secondsSince1970 + 7200)
    secret.wire.embargoedUntil = until
    let snapshot = try index(folder.path + "/index", [[secret, story("b", "Probe lands", "It has landed.")]])
    #expect(try shown(snapshot, at: VersionsTests.day) == ["Probe lands"])
    #expect(try shown(snapshot, at: Timestamp(secondsSince1970: until.secondsSince1970 - 1)) == ["Probe lands"])
    #expect(try shown(snapshot, at: until) == ["Probe finds water", "Probe lands"])
  }

  @Test("deleting takes all versions along")
  func deletion() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    let old = story("1", "Launch set for Monday", "Monday.")
    _ = try index(path, [[old], [story("1", "Launch set for Tuesday", "Tuesday.", at: 60)]])
    let writer = try IndexWriter(directory: path)
    #expect(try writer.delete(old.key))
    try writer.commit()
    #expect(try IndexSnapshot(directory: path).segments.allSatisfy { $0.liveCount == 0 })
  }

  @Test("random runs show what a dictionary would hold, and keep what it held", arguments: UInt64(0)..<8)
  func random(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    var generator = SeededGenerator(seed: seed)
    var newest: [String: String] = [:]
    var held: [String: Set<String>] = [:]
    var at: Int64 = 0
    func run() throws {
      let writer = try IndexWriter(directory: path)
      for _ in 0..<20 {
        let id = "\(generator.integer(0..<12))"
        let text = "Text \(generator.integer(0..<4)) of \(id)."
        at += 1
        try writer.put(story(id, "Story \(id)", text, at: at))
        newest[id] = text
        held[id, default: []].insert(text)
      }
      try writer.commit()
    }
    for _ in 0..<6 {
      try run()
      if generator.chance(30) { try IndexWriter(directory: path).mergeAll() }
    }
    let snapshot = try IndexSnapshot(directory: path)
    #expect(try IndexCheck.run(directory: path).faults == [], "seed \(seed)")
    #expect(snapshot.storyCount == newest.count, "seed \(seed)")
    for (id, text) in newest {
      let key = StoryIdentity(feed: "https://example.org/wire", id: id).key
      let story = try #require(try snapshot.story(withKey: key), "seed \(seed)").story
      #expect(story.text == text, "seed \(seed), story \(id)")
      let versions = try snapshot.versions(of: story)
      #expect(Set(versions.map(\.text)) == held[id] && versions.count == held[id]?.count, "seed \(seed), story \(id)")
      #expect(versions.last?.text == text, "seed \(seed), story \(id)")
    }
  }
}
