import TestSupport
import Testing
import UnicodeText

@Suite("Sentences of a text")
struct SentenceSegmenterTests {
  /// Each text has its sentences separated by `|`, which is taken out before the test.
  @Test(
    "end where a reader ends them",
    arguments: [
      "",
      "No full stop at all",
      "The probe landed.| It sent a picture.",
      "Did it land?| Yes!| It did… |Nobody knew why.",
      "Dr. Lee flew to St. Louis with Mr. Kim.| They met Gen. Park.",
      "The U.S. Space Force said so.| In the U.S. the launch was seen live.",
      "It flew from the U.S.| The crew is well.",
      "Launch is at 5 p.m. Moscow time.| It was set for 3 a.m.| They slept.",
      "Boeing Co. Chairman Dave Lane spoke.| He left Boeing Co.| The board thanked him.",
      "On Mar. 9 the head of Roscosmos, D. Rogozin, signed.| On Dec. 1 it began.",
      "Version 3.14 flew at 2.5 km/s.| It cost $3.5.| Cheap!",
      "It was mission No. 5.| Was there a No. 6?| No.| Never.",
      "“Is it true?” he asked.| “Yes.”| She nodded.",
      "\"We agreed.\"| He left.",
      "(He agreed.)| They went on.",
      "\"Roscosmos and CNSA (...) State Corporation will help.\"| It did.",
      "Visit example.com.| Roscosmos has more.",
      "What? no.| Wait... what?",
      "He said . . . nothing.",
      "1. The first item stays with its number.| 2. So does this.",
      "First paragraph without stop\n\n|Second paragraph.",
      "A line broken\nby hand.\n    |A new paragraph.\n|",
      "Line one\r\n\r\n|Line two",
      "МОСКВА, 9 марта.| Глава «Роскосмоса» Д. О. Рогозин подписал меморандум.| Об этом сообщает ТАСС.",
      "В 2021 г. Роскосмос и КНКА договорились.| Это было в 2021 г.| Об этом написали.",
      "Космодром им. Хруничева в г. Москва.| Да.",
      "«Мы договорились!» — сказал он.| «Когда?»| Завтра.",
      "Проф. Иванов и др.| Они были там.",
      "中国国家航天局宣布了计划。|两国将合作！|真的吗？|是的。",
      "他说：“我们同意。”|然后离开了。",
      "速度为3.5公里。|结束",
      "おはよう。|今日は月へ行く！|本当？",
      "الرحلة بدأت؟ |نعم.",
      "भारत ने चंद्रयान भेजा। |वह उतरा।",
      "He met J. He.| The end.",
      "Is it e.g. this or i.e. that.| Yes.",
      "The Ph.D. student left.| Bye.",
      "Yahoo! said so.| OK.",
    ])
  func end(marked: String) {
    var parts = marked.split(separator: "|", omittingEmptySubsequences: true).map(String.init)
    let text = parts.joined()
    parts = parts.map(trimmed).filter { !$0.isEmpty }
    #expect(sentences(text) == parts)
  }

  @Test("keep closing quotes with what they close")
  func quotes() {
    #expect(sentences("\"We go.\" The end.") == ["\"We go.\"", "The end."])
    #expect(sentences("«Летим.» Конец.") == ["«Летим.»", "Конец."])
  }

  @Test("cover all but white space, in order, for any bytes", arguments: 0..<400 as Range<UInt64>)
  func noise(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let set = Array("ab AZ..!?\n\n\"')(,。！ »“—1г U.S. No. éд".utf8)
    let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
      seed % 3 == 0 ? UInt8.random(in: 0...255, using: &random) : set.randomElement(using: &random) ?? 0
    }
    let lower = Int.random(in: 0...bytes.count, using: &random)
    let range = lower..<Int.random(in: lower...bytes.count, using: &random)
    let found = bytes.withUnsafeBufferPointer { SentenceSegmenter.sentences(in: $0, range: range) }
    var covered = [Bool](repeating: false, count: bytes.count)
    var reached = range.lowerBound
    for sentence in found {
      #expect(sentence.lowerBound >= reached && !sentence.isEmpty, "seed \(seed)")
      reached = sentence.upperBound
      for offset in sentence { covered[offset] = true }
    }
    #expect(reached <= range.upperBound, "seed \(seed)")
    let white: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0xc2, 0xa0, 0xe3, 0x80]
    for offset in range where !covered[offset] { #expect(white.contains(bytes[offset]), "seed \(seed)") }
  }

  @Test("outside the text are not looked for")
  func clamped() {
    let bytes = Array("One. Two.".utf8)
    let found = bytes.withUnsafeBufferPointer { SentenceSegmenter.sentences(in: $0, range: 5..<900) }
    #expect(found == [5..<9])
    #expect(SentenceSegmenter.sentences(in: UnsafeBufferPointer(start: nil, count: 0), range: 3..<7).isEmpty)
  }

  private func sentences(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      SentenceSegmenter.sentences(in: buffer, range: 0..<buffer.count).map {
        String(decoding: buffer[$0], as: UTF8.self)
      }
    }
  }

  private func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
