import Corpus
import Foundation
import Storage
import TestSupport

@testable import InvertedIndex

/// A small index with every structure in it: posting lists of several blocks, several forms, deleted stories, a live file.
struct SmallIndex {
  let folder: TemporaryFolder
  let stories: [StoryKey: Story]
  let contents: Contents
  /// The files that the newest generation needs, as they were written.
  let files: [String: [UInt8]]

  let path: String

  /// An index that is there already.
  init(path: String, in folder: TemporaryFolder, _ stories: [Story]) throws {
    self.path = path
    self.folder = folder
    self.stories = Dictionary(uniqueKeysWithValues: stories.map { ($0.key, $0) })
    contents = try Contents(IndexSnapshot(directory: path))
    files = try InvertedIndexTests.files(in: path)
  }

  init(stories count: Int = 300) throws {
    folder = try TemporaryFolder()
    path = folder.path + "/index"
    var stories: [StoryKey: Story] = [:]
    do {
      let writer = try IndexWriter(directory: path)
      for number in 0..<count {
        let story = randomStory(number)
        stories[story.key] = story
        try writer.put(story)
      }
      try writer.commit()
      for number in stride(from: 0, to: count, by: 9) {
        _ = try writer.delete(randomStory(number).key)
        stories[randomStory(number).key] = nil
      }
      try writer.commit()
    }
    self.stories = stories
    let snapshot = try IndexSnapshot(directory: path)
    contents = try Contents(snapshot)
    let manifest = try Manifest(DiskFileSystem().map(path + "/" + Manifest.fileName(of: snapshot.generation)))
    files = try InvertedIndexTests.files(in: path).filter { manifest.files.contains($0.key) }
    for name in try InvertedIndexTests.files(in: path).keys where files[name] == nil {
      try FileManager.default.removeItem(atPath: path + "/" + name)
    }
  }

  /// Puts a file in the place of one of the index's.
  func replace(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  /// Reads everything there is: the contents, or the error, which must be one that users see as a sentence.
  func read() throws -> Contents? {
    do {
      let snapshot = try IndexSnapshot(directory: path)
      for key in stories.keys.prefix(20) { _ = try snapshot.story(withKey: key) }
      return try Contents(snapshot)
    } catch is IndexError {
      return nil
    }
  }

  /// The sections of the segment file, by id.
  func sections() throws -> (name: String, sections: [UInt32: [UInt8]]) {
    let name = files.keys.filter { $0.hasPrefix("segment-") && !$0.contains("live") }[0]
    let file = try SectionedFile(DiskFileSystem().map(path + "/" + name))
    var sections: [UInt32: [UInt8]] = [:]
    for id in SegmentSection.all { sections[id] = Array(try file.section(id)) }
    return (name, sections)
  }

  /// Writes the segment file anew with other sections, under valid checksums.
  func rewrite(_ name: String, _ sections: [UInt32: [UInt8]]) throws {
    let writer = try SectionedFileWriter(path: path + "/" + name, fileSystem: DiskFileSystem())
    for (id, bytes) in sections.sorted(by: { $0.key < $1.key }) {
      try writer.beginSection(id)
      try writer.append(bytes)
    }
    _ = try writer.finish()
  }
}

extension SegmentSection {
  /// Every section that a segment has, the postings included.
  static let all = Set(names.map(\.id) + [postings])
}
