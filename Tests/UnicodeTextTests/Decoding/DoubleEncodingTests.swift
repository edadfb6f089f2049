import Testing

@testable import UnicodeText

@Suite struct DoubleEncodingTests {
  @Test(arguments: [
    ("РњРѕСЃРєРІР° Р·Р°РїСѓСЃС‚РёР»Р° СЃРїСѓС‚РЅРёРє", "Москва запустила спутник"),
    ("Lâ€™Ã©quipage a passÃ© la nuit Ã\u{A0} bord", "L’équipage a passé la nuit à bord"),
    ("Pressekonferenz Ã¼ber die Mondlandung â€“ morgen frÃ¼h", "Pressekonferenz über die Mondlandung – morgen früh"),
    ("ä¸\u{AD}å›½è½½äººèˆªå¤©å·¥ç¨‹", "中国载人航天工程"),
    ("Ð\u{AD}ÐºÐ¸Ð¿Ð°Ð¶ â€œÐ¡Ð¾ÑŽÐ·Ð°â€\u{9D} Ð²ÐµÑ€Ð½ÑƒÐ»Ñ\u{81}Ñ\u{8F}", "Экипаж “Союза” вернулся"),
  ])
  func mends(damaged: String, text: String) throws {
    let mended = try #require(DoubleEncoding.mend(Array(damaged.utf8)))
    #expect(String(decoding: mended.utf8, as: UTF8.self) == text)
    #expect(mended.count > 0 && mended.firstOffset < damaged.utf8.count)
  }

  @Test(
    "texts that only look like it stay",
    arguments: [
      "", "plain ASCII, nothing else", "Ãrea «Â» of São João", "PREÇO EM REAL: R$ 10, à vista",
      "Экипаж вернулся, всё хорошо",
      "В Сочи — «СССР»", "L’été à Ä–Ö", "Â± 5 %", "naïve café, Ångström", "航天员今天完成了出舱活动", "РГБ и РВИО",
    ])
  func leaves(text: String) {
    #expect(DoubleEncoding.mend(Array(text.utf8)) == nil)
  }

  @Test("random bytes never trap, and what is mended is UTF-8", arguments: 0..<200)
  func random(seed: Int) {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 | 1
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    let lead: [UInt8] = [0xC3, 0xC2, 0xD0, 0xD1, 0xE2, 0x80, 0x9F, 0xA0, 0x20, 0x3C, 0x61, 0xC5, 0xF0]
    let bytes = (0..<Int(next() % 64)).map { _ in
      next() % 4 == 0 ? UInt8(truncatingIfNeeded: next()) : lead[Int(next() % UInt64(lead.count))]
    }
    let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    if let mended = DoubleEncoding.mend(text) {
      #expect(String(validating: mended.utf8, as: UTF8.self) != nil)
    }
  }
}
