import Corpus
import Testing

@Suite struct AgencyTests {
  @Test(
    "All names of an agency lead to one",
    arguments: [
      ("TASS", "TASS"), ("tass", "TASS"), ("ТАСС", "TASS"), ("тасс", "TASS"), ("塔斯社", "TASS"), ("ИТАР-ТАСС", "TASS"),
      ("РИА Новости", "RIA Novosti"), ("риа новости", "RIA Novosti"), ("新华社", "Xinhua"), ("Синьхуа", "Xinhua"),
      ("associated press", "AP"), ("Sputnik", "Sputnik"), ("KazTAG", "KazTAG"), ("Moon Desk", "Moon Desk"), ("", ""),
    ])
  func names(name: String, canonical: String) {
    #expect(Agency.canonicalName(of: name) == canonical)
  }
}
