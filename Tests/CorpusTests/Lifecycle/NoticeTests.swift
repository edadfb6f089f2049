import Corpus
import Testing

@Suite("Marks of headlines")
struct NoticeTests {
  /// A headline, and the kind of its mark, the number and the headline without; separated by `|`.
  @Test(
    "are known in the languages of the wires",
    arguments: [
      ("CORRECTED: Rocket flies", "corrected||Rocket flies"),
      ("CORRECTED-UPDATE 2-Rocket flies", "corrected|2|Rocket flies"),
      ("Corrected: Rocket flies", "corrected||Rocket flies"),
      ("Correction: Rocket flies", "corrected||Rocket flies"),
      ("Rocket flies (corrected)", "corrected||Rocket flies"),
      ("REFILE-UPDATE 1-Rocket flies", "refiled|1|Rocket flies"),
      ("RPT-Rocket flies", "repeated||Rocket flies"),
      ("REPEAT: Rocket flies", "repeated||Rocket flies"),
      ("UPDATE 1-Rocket flies", "updated|1|Rocket flies"),
      ("Update: Rocket flies", "updated||Rocket flies"),
      ("2nd LD: Rocket flies", "updated|2|Rocket flies"),
      ("(3rd LD) Rocket flies", "updated|3|Rocket flies"),
      ("(LEAD) Rocket flies", "updated||Rocket flies"),
      ("1st Ld-Writethru: Rocket flies", "updated|1|Rocket flies"),
      ("WRAPUP 3-Rocket flies", "wrapup|3|Rocket flies"),
      ("ADVISORY: Rocket flies", "advisory||Rocket flies"),
      ("KILL: Rocket flies", "withdrawn||Rocket flies"),
      ("KILL KILL KILL Rocket flies", "withdrawn||Rocket flies"),
      ("MANDATORY KILL: Rocket flies", "withdrawn||Rocket flies"),
      ("STORY WITHDRAWN: Rocket flies", "withdrawn||Rocket flies"),
      ("WITHDRAWN-Rocket flies", "withdrawn||Rocket flies"),
      ("HOLD HOLD HOLD Rocket flies", "held||Rocket flies"),
      ("HOLD FOR RELEASE: Rocket flies", "held||Rocket flies"),
      ("URGENT: Rocket flies", "urgent||Rocket flies"),
      ("FLASH: Rocket flies", "flash||Rocket flies"),
      ("ИСПРАВЛЕНО: Ракета летит", "corrected||Ракета летит"),
      ("УТОЧНЕНИЕ. Ракета летит", "corrected||Ракета летит"),
      ("ПОПРАВКА: Ракета летит", "corrected||Ракета летит"),
      ("Ракета летит (исправлено)", "-"),
      ("Ракета летит (Исправлено)", "corrected||Ракета летит"),
      ("ОБНОВЛЕНИЕ 2: Ракета летит", "updated|2|Ракета летит"),
      ("ОБНОВЛЕНО - Ракета летит", "updated||Ракета летит"),
      ("ДОПОЛНЕНО: Ракета летит", "extended||Ракета летит"),
      ("ПОВТОР: Ракета летит", "repeated||Ракета летит"),
      ("АННУЛИРОВАНО. Ракета летит", "withdrawn||Ракета летит"),
      ("СНЯТО С ЛЕНТЫ: Ракета летит", "withdrawn||Ракета летит"),
      ("НЕ ПУБЛИКОВАТЬ: Ракета летит", "held||Ракета летит"),
      ("СРОЧНО: Ракета летит", "urgent||Ракета летит"),
      ("МОЛНИЯ. Ракета летит", "flash||Ракета летит"),
      ("СВОДКА: Ракета летит", "wrapup||Ракета летит"),
      ("ВИПРАВЛЕНО: Ракета летить", "corrected||Ракета летить"),
      ("ОНОВЛЕНО: Ракета летить", "updated||Ракета летить"),
      ("АНУЛЬОВАНО: Ракета летить", "withdrawn||Ракета летить"),
      ("ТЕРМІНОВО! Ракета летить", "urgent||Ракета летить"),
      ("ТҮЗЕТІЛДІ: Зымыран ұшты", "corrected||Зымыран ұшты"),
      ("ЖАҢАРТЫЛДЫ: Зымыран ұшты", "updated||Зымыран ұшты"),
      ("更正：火箭升空", "corrected||火箭升空"),
      ("【更正】火箭升空", "corrected||火箭升空"),
      ("（更正）火箭升空", "corrected||火箭升空"),
      ("火箭升空（更正）", "corrected||火箭升空"),
      ("重发：火箭升空", "repeated||火箭升空"),
      ("更新：火箭升空", "updated||火箭升空"),
      ("补充：火箭升空", "extended||火箭升空"),
      ("撤稿：火箭升空", "withdrawn||火箭升空"),
      ("【撤稿通知】火箭升空", "withdrawn||火箭升空"),
      ("暂缓播发：火箭升空", "held||火箭升空"),
      ("急电：火箭升空", "urgent||火箭升空"),
      ("快讯：火箭升空", "flash||火箭升空"),
      ("【訂正】ロケット打ち上げ", "corrected||ロケット打ち上げ"),
      ("【再送】ロケット打ち上げ", "repeated||ロケット打ち上げ"),
      ("【速報】ロケット打ち上げ", "urgent||ロケット打ち上げ"),
      ("【取り消し】ロケット打ち上げ", "withdrawn||ロケット打ち上げ"),
      ("[정정] 로켓 발사", "corrected||로켓 발사"),
      ("[속보] 로켓 발사", "urgent||로켓 발사"),
      ("로켓 발사(종합)", "updated||로켓 발사"),
      ("로켓 발사(종합2보)", "updated|2|로켓 발사"),
      ("로켓 발사(3보)", "updated|3|로켓 발사"),
      ("CORRIGÉ - La fusée vole", "corrected||La fusée vole"),
      ("Rectificatif : La fusée vole", "corrected||La fusée vole"),
      ("ACTUALISATION 1-La fusée vole", "updated|1|La fusée vole"),
      ("ANNULATION: La fusée vole", "withdrawn||La fusée vole"),
      ("NE PAS DIFFUSER: La fusée vole", "held||La fusée vole"),
      ("KORREKTUR: Rakete fliegt", "corrected||Rakete fliegt"),
      ("Berichtigung: Rakete fliegt", "corrected||Rakete fliegt"),
      ("ROUNDUP 2: Rakete fliegt", "wrapup|2|Rakete fliegt"),
      ("WDH: Rakete fliegt", "repeated||Rakete fliegt"),
      ("WDH/ROUNDUP: Rakete fliegt", "repeated||Rakete fliegt"),
      ("EILMELDUNG: Rakete fliegt", "urgent||Rakete fliegt"),
      ("ZURÜCKGEZOGEN: Rakete fliegt", "withdrawn||Rakete fliegt"),
      ("CORRECCIÓN: El cohete vuela", "corrected||El cohete vuela"),
      ("(CORREGIDO) El cohete vuela", "corrected||El cohete vuela"),
      ("ACTUALIZACIÓN 2-El cohete vuela", "updated|2|El cohete vuela"),
      ("(AMPLIACIÓN) El cohete vuela", "extended||El cohete vuela"),
      ("ANULADO: El cohete vuela", "withdrawn||El cohete vuela"),
      ("URGENTE: El cohete vuela", "urgent||El cohete vuela"),
      ("CORREÇÃO: O foguete voa", "corrected||O foguete voa"),
      ("ATUALIZAÇÃO 1-O foguete voa", "updated|1|O foguete voa"),
      ("RETTIFICA: Il razzo vola", "corrected||Il razzo vola"),
      ("ANNULLATO: Il razzo vola", "withdrawn||Il razzo vola"),
      ("SPROSTOWANIE: Rakieta leci", "corrected||Rakieta leci"),
      ("PILNE: Rakieta leci", "urgent||Rakieta leci"),
      ("DÜZELTME: Roket uçtu", "corrected||Roket uçtu"),
      ("SON DAKİKA: Roket uçtu", "-"),
      ("تصحيح: الصاروخ انطلق", "corrected||الصاروخ انطلق"),
      ("عاجل: الصاروخ انطلق", "urgent||الصاروخ انطلق"),
      ("إلغاء: الصاروخ انطلق", "withdrawn||الصاروخ انطلق"),
      // Headlines that begin with such words and are not marked.
      ("Corrected figures show growth", "-"),
      ("Update on the rocket", "-"),
      ("Kill switch found in satellite", "-"),
      ("Hold: NASA stops the clock", "-"),
      ("HOLD: clock stops", "-"),
      ("Withdrawn satellite falls", "-"),
      ("2nd stage fails", "-"),
      ("2nd lead scientist leaves", "-"),
      ("3 crew land", "-"),
      ("Исправленный спутник вернулся", "-"),
      ("Срочно нужны инженеры", "-"),
      ("Молния ударила в ракету", "-"),
      ("更正错误的卫星", "-"),
      ("更新世的化石", "-"),
      ("Annulé par la pluie, le tir est reporté", "-"),
      ("Zurückgezogener Satellit", "-"),
      ("Anulado el lanzamiento", "-"),
      ("Rocket flies (photo)", "-"),
      ("Embargo", "-"),
      ("", "-"),
    ])
  func marks(headline: String, expected: String) {
    let notice = WireNotice.parse(headline)
    let found = notice.map { "\($0.kind)|\($0.number.map(String.init) ?? "")|\($0.headline)" } ?? "-"
    #expect(found == expected)
  }

  @Test(
    "say when an embargo ends",
    arguments: [
      ("EMBARGOED UNTIL 0001 GMT MARCH 10: Water found", "2026-03-10T00:01:00Z"),
      ("EMBARGOED UNTIL 1600 GMT, 10 March 2026 - Water found", "2026-03-10T16:00:00Z"),
      ("ЭМБАРГО ДО 10 марта 12:00 мск: Вода найдена", "2026-03-10T09:00:00Z"),
      ("禁发至3月10日12时：发现水", "2026-03-10T04:00:00Z"),
      ("SOUS EMBARGO JUSQU'AU 10 mars 2026, 12:00 GMT - De l'eau", "2026-03-10T12:00:00Z"),
      ("SPERRFRIST BIS 10. März 12:00 GMT: Wasser gefunden", "2026-03-10T12:00:00Z"),
      ("EMBARGO HASTA EL 10 marzo 12:00 GMT: Hay agua", "2026-03-10T12:00:00Z"),
      ("EMBARGO: Water found", "-"),
    ])
  func embargo(headline: String, expected: String) {
    var story = Story(
      identity: StoryIdentity(feed: "feed", id: "1"), title: headline, text: "There is water.",
      firstSeen: Timestamp(secondsSince1970: 1_773_014_400))
    story.annotateWireCopy()
    #expect(story.notice?.kind == .embargoed)
    #expect(story.wire.embargoedUntil?.description ?? "-" == expected)
  }

  @Test(
    "take a story back or hold it",
    arguments: [
      ("KILL: Rocket flies", PublicationStatus.canceled), ("АННУЛИРОВАНО: Ракета летит", .canceled),
      ("撤稿：火箭升空", .canceled), ("ANNULATION: La fusée vole", .canceled), ("HOLD HOLD HOLD Rocket flies", .withheld),
      ("CORRECTED: Rocket flies", .usable), ("Rocket flies", .usable),
    ])
  func status(headline: String, expected: PublicationStatus) {
    var story = Story(
      identity: StoryIdentity(feed: "feed", id: "1"), title: headline, text: "Text.",
      firstSeen: Timestamp(secondsSince1970: 0))
    story.annotateWireCopy()
    #expect(story.wire.status == expected)
  }
}
