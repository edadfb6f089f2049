import Testing

@testable import UnicodeText

/// Thirteen code pages under each kind of label. The texts are short, as a feed of one item is.
@Suite struct EncodingMatrixTests {
  struct Page: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var hexadecimal: String
    /// A label that is another's.
    var wrong: String
    var testDescription: String { name }

    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      var digits = hexadecimal[...]
      while let byte = UInt8(digits.prefix(2), radix: 16), !digits.isEmpty {
        bytes.append(byte)
        digits = digits.dropFirst(2)
      }
      return bytes
    }
  }

  static let pages = [
    Page(
      name: "windows-1251",
      text:
        "Экипаж корабля вернулся на Землю в понедельник утром. Посадка прошла штатно, космонавты чувствуют себя хорошо.",
      hexadecimal: "ddeae8efe0e620eaeef0e0e1ebff20e2e5f0edf3ebf1ff20ede020c7e5ecebfe20e220efeeede5e4e5ebfcede8"
        + "ea20f3f2f0eeec2e20cfeef1e0e4eae020eff0eef8ebe020f8f2e0f2edee2c20eaeef1eceeede0e2f2fb20f7f3"
        + "e2f1f2e2f3fef220f1e5e1ff20f5eef0eef8ee2e",
      wrong: "koi8-r"),
    Page(
      name: "koi8-r",
      text: "Ракета-носитель стартовала с космодрома ночью; спутник связи выведен на расчётную орбиту.",
      hexadecimal: "f2c1cbc5d4c12dcecfd3c9d4c5ccd820d3d4c1d2d4cfd7c1ccc120d320cbcfd3cdcfc4d2cfcdc120cecfded8c0"
        + "3b20d3d0d5d4cec9cb20d3d7d1dac920d7d9d7c5c4c5ce20cec120d2c1d3dea3d4ced5c020cfd2c2c9d4d52e",
      wrong: "windows-1251"),
    Page(
      name: "ibm866",
      text: "Учёные получили первые снимки кометы, которая подошла к Солнцу ближе других.",
      hexadecimal: "93e7f1adeba520afaeabe3e7a8aba820afa5e0a2eba520e1ada8acaaa820aaaeaca5e2eb2c20aaaee2aee0a0ef"
        + "20afaea4aee8aba020aa2091aeabade6e320a1aba8a6a520a4e0e3a3a8e52e",
      wrong: "koi8-r"),
    Page(
      name: "iso-8859-5",
      text: "Станция примет грузовой корабль в среду, сообщили в центре управления полётами.",
      hexadecimal: "c1e2d0dde6d8ef20dfe0d8dcd5e220d3e0e3d7ded2ded920dadee0d0d1dbec20d220e1e0d5d4e32c20e1deded1"
        + "e9d8dbd820d220e6d5dde2e0d520e3dfe0d0d2dbd5ddd8ef20dfdedbf1e2d0dcd82e",
      wrong: "windows-1251"),
    Page(
      name: "x-mac-cyrillic",
      text: "Испытания двигателя завершены, следующий запуск намечен на осень.",
      hexadecimal: "88f1effbf2e0ede8df20e4e2e8e3e0f2e5ebdf20e7e0e2e5f0f8e5edfb2c20f1ebe5e4f3fef9e8e920e7e0eff3"
        + "f1ea20ede0ece5f7e5ed20ede020eef1e5edfc2e",
      wrong: "koi8-r"),
    Page(
      name: "windows-1252",
      text: "L’équipage a passé la nuit à bord – « tout va très bien », dit le médecin de l’expédition européenne.",
      hexadecimal: "4c92e97175697061676520612070617373e9206c61206e75697420e020626f7264209620ab20746f7574207661"
        + "207472e873206269656e20bb2c20646974206c65206de9646563696e206465206c92657870e9646974696f6e20"
        + "6575726f70e9656e6e652e",
      wrong: "utf-8"),
    Page(
      name: "gb18030",
      text: "航天员今天完成了第三次出舱活动，他们在空间站外面工作了六个小时。",
      hexadecimal: "babdccecd4b1bdf1cceccdeab3c9c1cbb5dac8fdb4ceb3f6b2d5bbeeb6afa3accbfbc3c7d4dabfd5bce4d5becd"
        + "e2c3e6b9a4d7f7c1cbc1f9b8f6d0a1cab1a1a3",
      wrong: "utf-8"),
    Page(
      name: "big5",
      text: "太空人今天完成第三次太空漫步，在太空站外面工作了六個小時，一切順利。",
      hexadecimal: "a4d3aac5a448a4b5a4d1a7b9a6a8b2c4a454a6b8a4d3aac5baa9a842a141a662a4d3aac5afb8a57eadb1a475a7"
        + "40a446a4bbadd3a470aec9a141a440a4c1b6b6a751a143",
      wrong: "utf-8"),
    Page(
      name: "shift_jis",
      text: "宇宙飛行士は今日、三回目の船外活動を終えました。ステーションの外で六時間働きました。",
      hexadecimal: "8946928894f28d738e6d82cd8da193fa81418e4f89f196da82cc91448a4f8a8893ae82f08f4982a682dc82b582"
        + "bd814283588365815b83568387839382cc8a4f82c5985a8e9e8ad493ad82ab82dc82b582bd8142",
      wrong: "utf-8"),
    Page(
      name: "euc-jp",
      text: "打ち上げは天候のため延期されました。次の機会は来週の火曜日になります。",
      hexadecimal: "c2c7a4c1bee5a4b2a4cfc5b7b8f5a4cea4bfa4e1b1e4b4fca4b5a4eca4dea4b7a4bfa1a3bca1a4ceb5a1b2f1a4"
        + "cfcde8bdb5a4ceb2d0cdcbc6fca4cba4caa4eaa4dea4b9a1a3",
      wrong: "utf-8"),
    Page(
      name: "euc-kr",
      text: "우주선은 월요일 아침 지구로 돌아왔으며 승무원들은 모두 건강하다고 밝혔다.",
      hexadecimal: "bfecc1d6bcb1c0ba20bff9bfe4c0cf20bec6c4a720c1f6b1b8b7ce20b5b9bec6bfd4c0b8b8e720bdc2b9abbff8"
        + "b5e9c0ba20b8f0b5ce20b0c7b0adc7cfb4d9b0ed20b9e0c7fbb4d92e",
      wrong: "utf-8"),
    Page(
      name: "iso-8859-7",
      text: "Ο δορυφόρος τέθηκε σε τροχιά το πρωί και λειτουργεί κανονικά, ανακοίνωσε η υπηρεσία.",
      hexadecimal: "cf20e4eff1f5f6fcf1eff220f4dde8e7eae520f3e520f4f1eff7e9dc20f4ef20f0f1f9df20eae1e920ebe5e9f4"
        + "eff5f1e3e5df20eae1edefede9eadc2c20e1ede1eaefdfedf9f3e520e720f5f0e7f1e5f3dfe12e",
      wrong: "utf-8"),
    Page(
      name: "windows-1250",
      text: "Družice odstartovala v pondělí večer a první snímky poslala už po třech hodinách.",
      hexadecimal: "4472759e696365206f6473746172746f76616c61207620706f6e64ec6ced207665e865722061207072766eed20"
        + "736eed6d6b7920706f736c616c6120759e20706f2074f865636820686f64696ee163682e",
      wrong: "utf-8"),
  ]

  private func decode(_ page: Page, transport: String?, declared: String?) -> String {
    let decoded = TextDecoder.decode(page.bytes, transportLabel: transport, declaredLabel: declared)
    return String(decoding: decoded.utf8, as: UTF8.self)
  }

  @Test("declared in the document", arguments: pages)
  func declared(page: Page) {
    #expect(decode(page, transport: nil, declared: page.name) == page.text)
  }

  @Test("by HTTP only", arguments: pages)
  func transport(page: Page) {
    #expect(decode(page, transport: page.name, declared: nil) == page.text)
  }

  @Test("by nobody", arguments: pages)
  func undeclared(page: Page) {
    #expect(decode(page, transport: nil, declared: nil) == page.text)
  }

  @Test("by a label that is another's", arguments: pages)
  func wronglyDeclared(page: Page) {
    #expect(decode(page, transport: nil, declared: page.wrong) == page.text)
    #expect(decode(page, transport: page.wrong, declared: nil) == page.text)
  }

  @Test("UTF-8 wins over any label that is not its own", arguments: pages)
  func validUTF8(page: Page) {
    let decoded = TextDecoder.decode(Array(page.text.utf8), transportLabel: nil, declaredLabel: page.name)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == page.text)
  }
}
