import Testing

@testable import Corpus

@Suite struct PlaceNameTests {
  @Test(arguments: [
    ("Baikonur", "Байконур"), ("Baykonur", "БАЙКОНУР"), ("Bajkonur", "baikonur"), ("Плесецк", "Plesetsk"),
    ("São José", "sao jose"), ("Харьков", "Kharkov"), ("Kazan'", "Казань"),
  ])
  func spellingsFoldToOne(first: String, second: String) {
    #expect(PlaceName.folded(first) == PlaceName.folded(second))
  }

  @Test(arguments: [
    ("MOSCOW", "Москва", true), ("МОСКВА", "moscow", true), ("北京", "Beijing", true), ("BEIJING", "Пекин", true),
    ("CAPE CANAVERAL, Fla.", "Канаверал", true), ("Cape Canaveral", "cape", true), ("NEW YORK", "york", true),
    ("Romeo", "Rome", false), ("Paris", "London", false), ("", "Moscow", false), ("Moscow", "mos", false),
    ("Старый Оскол", "Star", false),
  ])
  func matches(place: String, wanted: String, isMatch: Bool) {
    #expect(PlaceName.matches(place, PlaceName.folded(wanted)) == isMatch)
  }

  @Test func everyNameOfTheTableFindsItself() {
    for name in ["Vostochny", "酒泉", "Kourou", "Вэньчан", "Звёздный городок", "St. Petersburg"] {
      #expect(PlaceName.matches(name, PlaceName.folded(name)))
    }
  }
}
