import Testing
import UnicodeText

@Suite struct TextDecoderTests {
  @Test func plainUTF8() {
    let text = TextDecoder.decode(Array("Привет, мир".utf8))
    #expect(text.encoding == .utf8 && !text.labelLied && text.replaced == 0)
    #expect(String(decoding: text.utf8, as: UTF8.self) == "Привет, мир")
  }
}
