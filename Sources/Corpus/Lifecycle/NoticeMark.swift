/// A word or two by which a headline is marked.
struct NoticeMark: Sendable {
  let bytes: [UInt8]
  let kind: WireNotice.Kind
  /// Written in capitals, or in a script without any: then a dash without spaces sets it off too.
  let isLoud: Bool
  /// Whether it counts once ("KILL: …") or only repeated ("HOLD HOLD HOLD …").
  let isEnoughOnce: Bool

  /// Marks by their first byte, longer ones first.
  static let buckets: [[NoticeMark]] = {
    var buckets = [[NoticeMark]](repeating: [], count: 256)
    func add(_ text: String, _ kind: WireNotice.Kind, isLoud: Bool, isEnoughOnce: Bool = true) {
      let bytes = Array(text.utf8)
      buckets[Int(bytes[0])].append(
        NoticeMark(bytes: bytes, kind: kind, isLoud: isLoud, isEnoughOnce: isEnoughOnce))
    }
    for (kind, list) in words {
      for word in list.split(separator: "|").map(String.init) {
        add(word.uppercased(), kind, isLoud: true)
        let capitalised = word.prefix(1).uppercased() + word.dropFirst()
        if capitalised != word.uppercased() { add(capitalised, kind, isLoud: false) }
      }
    }
    for (kind, list) in loudWords {
      for word in list.split(separator: "|").map(String.init) { add(word, kind, isLoud: true) }
    }
    for (kind, word) in repeatedWords { add(word, kind, isLoud: true, isEnoughOnce: false) }
    return buckets.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }()

  /// Marks that count in capitals and with one capital; in lower case.
  private static let words: [(WireNotice.Kind, String)] = [
    (.corrected, "corrected|correction|corrects|corr"),
    (.corrected, "исправлено|исправление|исправлен|уточнение|уточнено|уточняется"),
    (
      .corrected,
      "виправлено|виправлення|уточнення|түзетілді|түзету|corrigé|rectificatif|correction|corregido|berichtigung|korrektur"
    ),
    (.refiled, "refile|refiled|refiles"), (.repeated, "rpt|повтор|повторно"),
    (
      .updated,
      "update|updated|updates|обновлено|обновление|обновляется|оновлено|жаңартылды|actualisation|actualizado|aktualisiert"
    ),
    (.extended, "adds|дополнено|дополнение|доповнено|толықтырылды"), (.wrapup, "wrapup"),
    (.advisory, "advisory|media advisory|news advisory"),
    (
      .withdrawn,
      "withdrawn|story withdrawn|аннулировано|аннулируется|аннуляция|аннулирование|отозвано|отзыв сообщения"
    ),
    (.withdrawn, "анульовано|відкликано|күші жойылды"), (.held, "story on hold|story held"),
    (
      .embargoed, "embargoed until|embargoed till|embargo until|embargoed|embargo|эмбарго до|эмбарго|ембарго до|ембарго"
    ),
    (.urgent, "urgent|breaking|breaking news|срочно|терміново|шұғыл"), (.flash, "flash|newsflash|молния|блискавка"),
  ]
  /// Marks that count in capitals only, and those of scripts without them.
  private static let loudWords: [(WireNotice.Kind, String)] = [
    (.repeated, "REPEAT"), (.repeated, "重发|重發|再送"), (.withdrawn, "KILL|STORY KILL|MANDATORY KILL|СНЯТО"),
    (.held, "HOLD FOR RELEASE"),
    (.corrected, "更正|订正|訂正|تصحيح"), (.updated, "更新|تحديث"), (.extended, "补充|補充"),
    (.withdrawn, "撤稿|撤回|作废|作廢|撤销|إلغاء|سحب"), (.embargoed, "禁发至|解禁时间"), (.urgent, "急电|急電|紧急|عاجل|速報"),
    (.flash, "快讯|快訊"),
  ]
  /// Words that mean other things as well, unless they are said over and over.
  private static let repeatedWords: [(WireNotice.Kind, String)] = [(.held, "HOLD")]
}
