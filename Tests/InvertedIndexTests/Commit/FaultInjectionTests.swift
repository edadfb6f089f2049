import Corpus
import Foundation
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

/// A commit that is interrupted at every one of its calls: what is there afterwards is the generation before or the one
/// after, whole, and the same run once more completes it.
@Suite struct FaultInjectionTests {
  /// What a run does to an index.
  enum Run: CaseIterable {
    /// The first commit into a folder that does not exist.
    case first
    /// New, changed and deleted stories.
    case update
    /// The same, flushed in several segments, with merges.
    case merge
    /// All segments into one.
    case mergeAll

    var before: [StoryKey: Story] {
      let stories = self == .first ? [] : (0..<30).map { randomStory($0) }
      return Dictionary(uniqueKeysWithValues: stories.map { ($0.key, $0) })
    }

    var after: [StoryKey: Story] {
      var stories = before
      if self == .mergeAll { return stories }
      for number in 20..<45 {
        var story = randomStory(number, version: 1)
        story.firstSeen = stories[story.key]?.firstSeen ?? story.firstSeen
        stories[story.key] = story
      }
      for number in 0..<5 { stories[randomStory(number).key] = nil }
      return stories
    }

    /// The index before the run.
    func prepare(_ path: String) throws {
      guard self != .first else { return }
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      for number in 0..<30 {
        try writer.put(randomStory(number))
        if number % 10 == 9 { try writer.commit() }
      }
    }

    func perform(_ path: String, _ fileSystem: any FileSystem) throws {
      var options = IndexWriterOptions.newestOnly
      if self == .merge {
        options.segmentsPerTier = 2
        options.memory = 4096
      }
      let writer = try IndexWriter(directory: path, options: options, fileSystem: fileSystem)
      if self == .mergeAll {
        try writer.mergeAll()
        return
      }
      for number in 20..<45 { try writer.put(randomStory(number, version: 1)) }
      for number in 0..<5 { _ = try writer.delete(randomStory(number).key) }
      try writer.commit()
    }
  }

  @Test(
    "every call of a run fails once",
    arguments: Run.allCases, [FaultyFileSystem.Fault.failure, .kill, .powerLoss])
  func everyCall(run: Run, fault: FaultyFileSystem.Fault) throws {
    let folder = try TemporaryFolder()
    let prepared = folder.path + "/prepared"
    try run.prepare(prepared)
    let before = run == .first ? 0 : try IndexSnapshot(directory: prepared).generation
    var outcomes: Set<Int> = []
    var call = 1
    while true {
      let name = "\(run), \(fault) at call \(call)"
      let path = folder.path + "/\(call)"
      if run != .first { try FileManager.default.copyItem(atPath: prepared, toPath: path) }
      let fileSystem = FaultyFileSystem(fault, at: call)
      do {
        try run.perform(path, fileSystem)
        // Only what is not needed for the commit may fail unnoticed: removing old files, and looking for them.
        if fileSystem.isBroken { #expect(try IndexSnapshot(directory: path).generation == before + 1, "\(name)") }
      } catch {
        #expect(error is IndexError, "\(name): \(error)")
        #expect(fileSystem.isBroken, "\(name): \(error)")
      }
      let finished = !fileSystem.isBroken
      try fileSystem.losePower()
      outcomes.insert(try expectOldOrNew(path, run, before, name))
      // The same once more, on a sound disk.
      try run.perform(path, DiskFileSystem())
      try expectIndex(path, holds: run.after.values, "\(name), once more")
      try expectNoStrayFiles(path, name)
      try FileManager.default.removeItem(atPath: path)
      if finished { break }
      call += 1
    }
    #expect(call > 10, "\(run): only \(call) calls")
    #expect(outcomes == [before, before + 1], "\(run), \(fault)")
  }

  @Test("a writer that failed publishes no half of a change", arguments: 1...30)
  func failedWriter(call: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    try Run.update.prepare(path)
    let fileSystem = FaultyFileSystem(.failure, at: call)
    guard let writer = try? IndexWriter(directory: path, fileSystem: fileSystem) else { return }
    var failed: IndexError?
    for number in 20..<45 where failed == nil {
      do { try writer.put(randomStory(number, version: 1)) } catch { failed = error as? IndexError }
    }
    do { try writer.commit() } catch { failed = failed ?? error as? IndexError }
    guard let failed else { return }
    #expect(throws: failed, "call \(call)") { try writer.put(randomStory(99)) }
    #expect(throws: failed, "call \(call)") { try writer.delete(randomStory(1).key) }
    #expect(throws: failed, "call \(call)") { try writer.mergeAll() }
    #expect(throws: failed, "call \(call)") { try writer.commit() }
    let stories = try IndexSnapshot(directory: path).storyCount
    #expect(stories == 30 || stories == 45, "call \(call)")
  }

  /// Which generation is there; it must be whole.
  private func expectOldOrNew(_ path: String, _ run: Run, _ before: Int, _ name: String) throws -> Int {
    do {
      let generation = try IndexSnapshot(directory: path).generation
      #expect(generation == before || generation == before + 1, "\(name)")
      try expectIndex(path, holds: (generation == before ? run.before : run.after).values, name)
      #expect(try IndexSnapshot(directory: path).warnings == [], "\(name)")
      return generation
    } catch IndexError.noIndex {
      #expect(before == 0, "\(name): the index is gone")
      return 0
    }
  }

  /// That the folder holds nothing but what kept generations name.
  private func expectNoStrayFiles(_ path: String, _ name: String) throws {
    let names = try files(in: path).keys
    var needed: Set<String> = []
    for generation in Manifest.generations(in: Array(names)) {
      needed.formUnion(try Manifest(DiskFileSystem().map(path + "/" + Manifest.fileName(of: generation))).files)
    }
    #expect(Set(names).subtracting(needed) == [], "\(name)")
  }
}
