import TestSupport
import Testing

@testable import Corpus

@Suite struct QuickTailTests {
  @Test("whatever the thorough search finds, the quick look does not rule out", arguments: UInt64(0)..<400)
  func neverRulesOut(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = [
      "Read more", "read more.", "[...]", "Continue reading", "The post ", "Moon", " appeared first on ", "Wire.", "\n",
      " ", "The crew landed. ", "(more)", "MORE", "Full story", ">", "»", "Lire la suite", "луна", "Click here to read",
      "Continue reading Moon ", "\n\n", "!", "x", "ЧИТАТЬ ДАЛЕЕ ", "Читать далее", "Запись ", " впервые появилась на ",
      " ПОЯВИЛИСЬ СНАЧАЛА НА ", "Сообщение ", "阅读全文", "…", "[…]", "Leer más", "LEER MÁS", "L’article ",
      " est apparu en premier sur ", "Экипаж сел. ", "a longer sentence about nothing but the Moon and its dust ",
      "длинное предложение ни о чём, кроме Луны и её пыли ",
    ]
    for _ in 0..<40 {
      let text = (0..<generator.integer(1..<12)).map { _ in generator.element(parts) }.joined()
      let utf8 = Array(text.utf8)
      utf8.withUnsafeBufferPointer { bytes in
        let wire = WireText(bytes)
        let body = wire.trimmed(0..<bytes.count)
        guard !body.isEmpty else { return }
        let cut = BoilerplateTail.cut(from: body, of: wire, looksQuickly: false)
        #expect(BoilerplateTail.cut(from: body, of: wire) == cut, "seed \(seed): \(text.debugDescription)")
      }
    }
  }
}
