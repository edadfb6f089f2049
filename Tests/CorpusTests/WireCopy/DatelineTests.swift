import Corpus
import Testing

@Suite("Datelines")
struct DatelineTests {
  /// A first line and what it says: place, day and agencies, separated by `|`; "-" where it is no dateline.
  @Test(
    "are read in the manners of the agencies",
    arguments: [
      ("Almaty. 9th of March. KazTAG - The head of the agency signed.", "Almaty|9th of March|KazTAG"),
      ("АЛМАТЫ. 9 марта. КазТАГ - Глава агентства подписал.", "АЛМАТЫ|9 марта|KazTAG"),
      ("Астана. 12 июня. КазТАГ – Подписан документ.", "Астана|12 июня|KazTAG"),
      ("MOSCOW, March 9 (TASS) -- Two agencies agreed.", "MOSCOW|March 9|TASS"),
      ("MOSCOW, March 9. /TASS/. Two agencies agreed.", "MOSCOW|March 9|TASS"),
      ("МОСКВА, 9 марта. /ТАСС/. Агентства договорились.", "МОСКВА|9 марта|TASS"),
      ("БАЙКОНУР /Казахстан/, 9 марта. /ТАСС/. Ракета на старте.", "БАЙКОНУР /Казахстан/|9 марта|TASS"),
      ("МОСКВА, 9 мар — РИА Новости. Агентства договорились.", "МОСКВА|9 мар|RIA Novosti"),
      ("МОСКВА, 9 мар - РИА Новости, Иван Петров. Агентства договорились.", "МОСКВА|9 мар|RIA Novosti"),
      ("Москва. 9 марта. INTERFAX.RU - Агентства договорились.", "Москва|9 марта|Interfax"),
      ("Moscow. March 9. Interfax - Two agencies agreed.", "Moscow|March 9|Interfax"),
      ("ALMATY (Interfax-Kazakhstan) - The launch is set.", "ALMATY||Interfax-Kazakhstan"),
      ("(Interfax-Kazakhstan) The launch is set.", "-||Interfax-Kazakhstan"),
      ("BEIJING, March 9 (Xinhua) -- A memorandum was signed.", "BEIJING|March 9|Xinhua"),
      ("Beijing, March 9 (Xinhua) -- A memorandum was signed.", "Beijing|March 9|Xinhua"),
      ("新华社北京3月9日电 两国签署谅解备忘录。", "北京|3月9日|Xinhua"),
      ("新华社莫斯科３月９日电（记者张三）两国签署谅解备忘录。", "莫斯科|３月９日|Xinhua"),
      ("据新华社北京12月17日电，探测器返回。", "北京|12月17日|Xinhua"),
      ("（新华社文昌11月24日电）火箭升空。", "文昌|11月24日|Xinhua"),
      ("中新社莫斯科3月9日电 两国签署谅解备忘录。", "莫斯科|3月9日|China News Service"),
      ("本报北京3月9日讯（记者李四）两国签署备忘录。", "北京|3月9日|"),
      ("新华社3月9日电 两国签署备忘录。", "|3月9日|Xinhua"),
      ("WASHINGTON, March 9 (Reuters) - The rocket flew.", "WASHINGTON|March 9|Reuters"),
      ("WASHINGTON (Reuters) - The rocket flew.", "WASHINGTON||Reuters"),
      ("BAIKONUR, Kazakhstan, March 9 (Reuters) - The rocket flew.", "BAIKONUR, Kazakhstan|March 9|Reuters"),
      ("BEIJING/MOSCOW, March 9 (Reuters) - The two agreed.", "BEIJING/MOSCOW|March 9|Reuters"),
      ("NEW YORK (AP) — The rocket flew.", "NEW YORK||AP"),
      ("CAPE CANAVERAL, Fla. (AP) — The rocket flew.", "CAPE CANAVERAL, Fla.||AP"),
      ("CAPE CANAVERAL, Fla. — The rocket flew.", "CAPE CANAVERAL, Fla.||"),
      ("WASHINGTON, D.C. — The rocket flew.", "WASHINGTON, D.C.||"),
      ("PARIS, 9 mars (AFP) - La fusée a décollé.", "PARIS|9 mars|AFP"),
      ("Paris (AFP) – La fusée a décollé.", "Paris||AFP"),
      ("Tokyo, Dec. 6 (Kyodo) -- The capsule landed.", "Tokyo|Dec. 6|Kyodo"),
      ("SEOUL, Oct. 21 (Yonhap) -- The Nuri rocket flew.", "SEOUL|Oct. 21|Yonhap"),
      ("MADRID, 9 mar (EFE).- El cohete despegó.", "MADRID|9 mar|EFE"),
      ("BERLIN (dpa) - Die Rakete startete.", "BERLIN||dpa"),
      ("MOSCOW, Monday (Reuters) - The two agreed.", "MOSCOW|Monday|Reuters"),
      ("MOSCOW, Tuesday, March 9 (Reuters) - The two agreed.", "MOSCOW|Tuesday, March 9|Reuters"),
      ("NEW DELHI, March 9, 2021 (PTI) - The probe is ready.", "NEW DELHI|March 9, 2021|PTI"),
      ("МОСКВА, 9 марта 2021 года. /ТАСС/. Агентства договорились.", "МОСКВА|9 марта 2021 года|TASS"),
      ("NUR-SULTAN, 9 March (Kazinform) - The launch is set.", "NUR-SULTAN|9 March|Kazinform"),
      ("ISLAMABAD, (UrduPoint News / Sputnik - 09th March, 2021) The two agreed.", "ISLAMABAD||Sputnik"),
      ("ТАСС, 9 марта. Агентства договорились.", "|9 марта|TASS"),
      ("TASS, March 9. Two agencies agreed.", "|March 9|TASS"),
      ("КазТАГ - Глава агентства подписал.", "-||KazTAG"),
      ("(Reuters) - The rocket flew.", "-||Reuters"),
      ("BREAKING (AP) — The rocket flew.", "-||AP"),
      ("MOSCOW — The two agreed.", "MOSCOW||"),
      ("KOUROU, French Guiana, Dec 25 (Reuters) - The telescope flew.", "KOUROU, French Guiana|Dec 25|Reuters"),
      ("ST. PETERSBURG, June 3 (TASS) -- The forum began.", "ST. PETERSBURG|June 3|TASS"),
      ("КИЇВ, 9 березня (Укрінформ) — Ракета злетіла.", "КИЇВ|9 березня|Ukrinform"),
      ("PASADENA, March 9 (Rover Wire) -- The rover drove.", "PASADENA|March 9|Rover Wire"),
      // Sentences that only look like one.
      ("Moscow (Russia) - the capital - is cold.", "-||"),
      ("In Moscow, March 9 - the day of the accord - was cold.", "-||"),
      ("On March 9 (Tuesday) the two agreed.", "-||"),
      ("Tuesday, March 9 - The two agreed.", "-||"),
      ("NASA — the agency of the United States — agreed.", "-||"),
      ("NASA's Moon rocket rolled out - at last.", "-||"),
      ("UPDATE 2 - The rocket flew.", "-||"),
      ("Dmitry Rogozin, head of Roscosmos, signed on March 9.", "-||"),
      ("Almaty hosted the meeting on March 9.", "-||"),
      ("Almaty. It was cold there.", "-||"),
      ("TASS was founded in 1904.", "-||"),
      ("Reuters' building stands in London.", "-||"),
      ("Paris, London and Rome agreed.", "-||"),
      ("Soyuz-2 (a rocket) - flew.", "-||"),
      ("Москва - столица России.", "-||"),
      ("Глава агентства (Роскосмос) - подписал.", "-||"),
      ("新华社是中国的通讯社。", "-||"),
      ("3月9日，两国签署备忘录。", "-||"),
      ("The (AP) - story.", "-||AP"),
      ("Long March 5 - the rocket - flew.", "-||"),
      ("LONG MARCH 5 flew on March 9.", "-||"),
      ("TOKYO RUBBER (YEN PER KILO) - APRIL 07", "-||"),
      ("A", "-||"),
      ("(", "-||"),
      ("MOSCOW, ", "-||"),
      ("MOSCOW, March", "-||"),
    ])
  func areRead(line: String, expected: String) {
    var story = Story(
      identity: StoryIdentity(feed: "feed", id: "1"), title: "", text: line, firstSeen: Timestamp(secondsSince1970: 0))
    story.annotateWireCopy()
    let parts = expected.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let dateline = parts[0] == "-" ? nil : Dateline(place: parts[0], day: parts[1])
    #expect(story.dateline == dateline)
    #expect(story.agencies.joined(separator: ",") == parts[2])
    #expect(story.body == 0..<line.utf8.count - (line.hasSuffix(" ") ? 1 : 0))
  }
}
