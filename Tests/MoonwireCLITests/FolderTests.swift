import Foundation
import Testing

@testable import MoonwireCLI

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite struct FolderTests {
  /// A new folder for one test.
  private func temporaryFolder() throws -> String {
    let parent = FileManager.default.temporaryDirectory.path
    var template = Array((parent + "/moonwire-folder-XXXXXX").utf8CString)
    let path = try #require(mkdtemp(&template))
    return String(cString: path)
  }

  @Test func makesWhatIsMissing() throws {
    let folder = try temporaryFolder() + "/a//b/c/"
    try Folder.make(folder)
    try Folder.make(folder)
    #expect(Folder.exists(folder))
    #expect(try Folder.makeFile(folder + "list", containing: "one"))
    #expect(try !Folder.makeFile(folder + "list", containing: "two"))
  }

  @Test func saysWhatCannotBeMade() throws {
    let folder = try temporaryFolder()
    #expect(try Folder.makeFile(folder + "/file", containing: ""))
    #expect(throws: CommandFailure.self) { try Folder.make(folder + "/file/below") }
    #expect(throws: CommandFailure.self) { try Folder.make(folder + "/file") }
    #expect(throws: CommandFailure.self) { try Folder.make("/proc/moonwire/x") }
    #expect(throws: CommandFailure.self) { try Folder.makeFile(folder + "/none/file", containing: "") }
  }
}
