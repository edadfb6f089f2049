import Testing
import UnicodeText

/// Bytes that nothing labels, in the code pages of twenty-four languages: a headline or two of each must be enough.
@Suite struct UndeclaredCodePagesTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    var language: String
    var encodings: [String]
    var text: String
    var testDescription: String { language }
  }

  static let samples: [Sample] = [
    Sample(
      language: "Hebrew", encodings: ["windows-1255", "iso-8859-8"],
      text: "הלוויין החדש שוגר הלילה מבסיס חיל האוויר ונכנס למסלול סביב כדור הארץ, כך מסרה סוכנות החלל."),
    Sample(
      language: "Arabic", encodings: ["windows-1256", "iso-8859-6"],
      text: "أعلنت وكالة الفضاء اليوم أن القمر الصناعي الجديد وصل إلى مداره بعد رحلة استمرت ست ساعات."),
    Sample(
      language: "Greek", encodings: ["windows-1253", "iso-8859-7"],
      text: "Το πλήρωμα επέστρεψε στη Γη το πρωί της Δευτέρας. Άλλες δύο αποστολές ετοιμάζονται για το φθινόπωρο."),
    Sample(
      language: "Russian", encodings: ["windows-1251", "koi8-r", "ibm866", "iso-8859-5"],
      text: "Спутник наблюдения за погодой передал первые снимки Северного полюса."),
    Sample(
      language: "Russian headline", encodings: ["windows-1251", "koi8-r", "ibm866", "iso-8859-5"],
      text: "ЗАПУСК КОРАБЛЯ ПЕРЕНЕСЁН НА ПЯТНИЦУ ИЗ-ЗА ПОГОДЫ НА КОСМОДРОМЕ"),
    Sample(
      language: "Ukrainian", encodings: ["windows-1251", "koi8-u"],
      text: "Український супутник успішно вийшов на орбіту, повідомили в агентстві після першого сеансу зв’язку."),
    Sample(
      language: "Bulgarian", encodings: ["windows-1251"],
      text: "Учените съобщиха, че новият телескоп е заснел най-далечната галактика досега."),
    Sample(
      language: "Czech", encodings: ["windows-1250", "iso-8859-2"],
      text: "Kosmická loď se vrátila na Zemi po půl roce, posádka je v pořádku a těší se na příští výpravu."),
    Sample(
      language: "Slovak", encodings: ["windows-1250", "iso-8859-2"],
      text: "Družica odštartovala v noci a prvé údaje vyslala už po troch hodinách, ďalšie majú prísť ráno."),
    Sample(
      language: "Polish", encodings: ["windows-1250", "iso-8859-2"],
      text: "Załoga wróciła na Ziemię w poniedziałek rano, a lądowanie przebiegło zgodnie z planem – podała agencja."),
    Sample(
      language: "Hungarian", encodings: ["windows-1250", "iso-8859-2"],
      text: "A műhold hétfő reggel elérte pályáját, közölte az űrügynökség; az első képek szerdán érkeznek."),
    Sample(
      language: "Croatian", encodings: ["windows-1250", "iso-8859-2"],
      text:
        "Posada se vraća na Zemlju u ponedjeljak, a slijedeće lansiranje očekuje se početkom proljeća, kažu stručnjaci."
    ),
    Sample(
      language: "Romanian", encodings: ["windows-1250", "iso-8859-2"],
      text:
        "Racheta a fost lansată în această dimineaţă, iar satelitul a ajuns pe orbită după trei ore, a anunţat agenţia."
    ),
    Sample(
      language: "Turkish", encodings: ["windows-1254"],
      text: "Uydu bu sabah başarıyla fırlatıldı ve altı saat sonra yörüngeye ulaştı, dedi uzay ajansının sözcüsü."),
    Sample(
      language: "Lithuanian", encodings: ["windows-1257"],
      text: "Palydovas šįryt sėkmingai pasiekė orbitą, pranešė agentūra, o pirmųjų nuotraukų laukiama trečiadienį."),
    Sample(
      language: "Latvian", encodings: ["windows-1257"],
      text: "Pavadonis šorīt sasniedza orbītu, ziņoja aģentūra; pirmos attēlus gaida trešdienā pēc pusdienām."),
    Sample(
      language: "French", encodings: ["windows-1252"],
      text: "La fusée a décollé à l’aube ; le satellite a été placé sur orbite après six heures, précise l’agence."),
    Sample(
      language: "German", encodings: ["windows-1252"],
      text:
        "Die Rakete hob früh am Morgen ab, später erreichte der Satellit die größere Umlaufbahn, sagte ein Sprecher für Köln."
    ),
    Sample(
      language: "Spanish", encodings: ["windows-1252"],
      text: "El satélite llegó a su órbita seis horas después del lanzamiento, según informó la agencia en la mañana."),
    Sample(
      language: "Portuguese", encodings: ["windows-1252"],
      text:
        "A tripulação voltou à Terra na segunda-feira; a próxima missão está prevista para o verão, segundo a agência."),
    Sample(
      language: "Italian", encodings: ["windows-1252"],
      text:
        "Il satellite è arrivato in orbita lunedì mattina; la missione durerà più di un anno, perché l’orbita è alta."),
    Sample(
      language: "Swedish", encodings: ["windows-1252"],
      text: "Raketen lyfte på måndagen och satelliten nådde sin bana efter sex timmar, säger rymdstyrelsen."),
    Sample(
      language: "Danish", encodings: ["windows-1252"],
      text:
        "Raketten blev sendt op mandag, og satellitten nåede sin bane før middag, oplyser en forsker på stedet; næste prøve er i maj."
    ),
    Sample(
      language: "Finnish", encodings: ["windows-1252"],
      text: "Satelliitti pääsi radalleen maanantaina, ja ensimmäiset kuvat lähetetään myöhemmin tällä viikolla."),
  ]

  @Test("one item, undeclared, or labelled rightly", arguments: samples)
  func isDetected(sample: Sample) throws {
    for encoding in sample.encodings {
      // What the page lacks, such as a curly quotation mark in ISO-8859-2, is left out.
      let bytes = try #require(SingleByteEncoder.encode(sample.text, as: encoding, leavesOut: true))
      let text = decode(bytes, declared: encoding).text
      #expect(sample.text.unicodeScalars.count - text.unicodeScalars.count <= 3, "\(encoding): \(text)")
      let feed =
        Array("<rss><channel><item><description>".utf8) + bytes + Array("</description></item></channel></rss>".utf8)
      let (read, name) = decode(feed, declared: nil)
      #expect(read.contains(text), "\(encoding) read as \(name): \(read)")
    }
  }

  /// The label of the West, which software writes that knows no better, over other code pages of Latin letters.
  @Test(
    arguments: samples.filter {
      ["Czech", "Polish", "Croatian", "Turkish", "Lithuanian", "Latvian"].contains($0.language)
    })
  func isNotBelievedToBeWestern(sample: Sample) throws {
    for encoding in sample.encodings {
      let bytes = try #require(SingleByteEncoder.encode(sample.text, as: encoding, leavesOut: true))
      for label in ["iso-8859-1", "windows-1252"] {
        let (read, name) = decode(bytes, declared: label)
        #expect(read == decode(bytes, declared: encoding).text, "\(encoding) labelled \(label), read as \(name)")
      }
    }
  }

  /// Languages of the West and texts in several, whose label is right.
  static let western =
    samples.filter { $0.encodings == ["windows-1252"] }.map(\.text) + [
      "Sateliti do të lëshohet në orbitë muajin e ardhshëm, tha zëdhënësi i agjencisë hapësinore; përgatitjet kanë "
        + "përfunduar dhe çdo gjë është gati.",
      "De coördinator zei dat de geïnteresseerde landen, waaronder Italië, Roemenië, Bulgarije, Kroatië en Oekraïne, hun "
        + "ideeën vóór zaterdag beëindigen; België en Slovenië doen mee.",
      "Gervitunglið verður sent á braut í næsta mánuði, sagði talsmaður stofnunarinnar; undirbúningi er að ljúka.",
      "Satelliit lähetatakse järgmisel kuul orbiidile, ütles kosmoseagentuuri esindaja; ettevalmistused on lõppenud ja "
        + "töö käib öösel, kõik on rõõmsad.",
      "Fylgisveinurin verður sendur út á rás í næsta mánaði, segði talsmaðurin; fyrireikingarnar eru lidnar á Føroyum.",
      "The £5m probe, the £6m dish and the £7m rover cost £18m in all: Málaga, São Paulo, Zürich, Tromsø, Århus, "
        + "Besançon, Córdoba and Göteborg paid £9m, £4m, £3m and £2m; £5m, £6m, £7m and £8m are to come.",
      "Müller, García, Núñez, Lefèvre, Åkesson, Sørensen, Gonçalves, Þórsdóttir, Brontë and Łukasz signed the paper.",
    ]

  @Test(arguments: western)
  func westernTextIsReadAsLabelled(text: String) throws {
    let bytes = try #require(SingleByteEncoder.encode(text, as: "windows-1252", leavesOut: true))
    let (read, name) = decode(bytes, declared: "iso-8859-1")
    #expect(read == text.replacing("Ł", with: ""), "read as \(name)")
  }

  private func decode(_ bytes: [UInt8], declared: String?) -> (text: String, encoding: String) {
    let decoded = TextDecoder.decode(bytes, declaredLabel: declared)
    return (String(decoding: decoded.utf8, as: UTF8.self), decoded.encoding.name)
  }
}
