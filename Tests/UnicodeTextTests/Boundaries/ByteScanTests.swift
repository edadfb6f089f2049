import Testing

@testable import UnicodeText

@Suite("bytes looked for eight at a time")
struct ByteScanTests {
  /// All values of a byte at every place of a window, in a text without others that are looked for.
  @Test("find what a loop over bytes finds", arguments: 0..<20)
  func everyByteAtEveryPlace(place: Int) {
    for value in UInt8.min...UInt8.max {
      var text = [UInt8](repeating: 0x61, count: 21)
      text[place] = value
      expectSame(text)
      // A second one right behind, so that borrows and carries would show.
      for other in [0x0a, 0x0b, 0x20, 0x21, 0x22, 0x2d, 0x2e, 0x2f, 0x3e, 0x3f, 0x40, 0x7f, 0x80, 0xff] as [UInt8] {
        text[place + 1] = other
        expectSame(text)
      }
    }
  }

  @Test("find nothing in nothing")
  func empty() {
    expectSame([])
  }

  private func expectSame(_ text: [UInt8]) {
    (text + [0x2e]).withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      for first in [0, 1, 7] where first <= text.count {
        let line = text[first...].firstIndex(of: 0x0a) ?? text.count
        #expect(ByteScan.lineFeed(start, from: first, to: text.count) == line, "\(text)")
        let mark = text[first...].firstIndex { $0 == 0x2e || $0 == 0x21 || $0 == 0x3f || $0 >= 0x80 } ?? text.count
        #expect(ByteScan.sentenceMark(start, from: first, to: text.count) == mark, "\(text)")
      }
    }
  }
}
