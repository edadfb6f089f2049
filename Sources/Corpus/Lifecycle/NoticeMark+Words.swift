/// The words that mark headlines, in the languages that wires come in most.
extension NoticeMark {
  /// Marks that count in capitals and with one capital; in lower case. None of them begins an ordinary headline with a colon.
  static let words: [(WireNotice.Kind, String)] = [
    (.corrected, "corrected|correction|corrects|corr|corrected version"),
    (.corrected, "исправлено|исправление|исправлен|исправленная версия|уточнение|уточнено|уточняется|поправка"),
    (.corrected, "виправлено|виправлення|уточнення|выпраўлена|түзетілді|түзету|поправено"),
    (
      .corrected,
      "corrigé|correctif|rectificatif|rectification|rectifié|corregido|corrección|rectificación|fe de errores"
    ),
    (
      .corrected,
      "corrigido|correção|retificação|correzione|corretto|rettifica|berichtigung|berichtigt|korrektur|korrigiert"
    ),
    (
      .corrected,
      "sprostowanie|korekta|oprava|opraveno|helyesbítés|düzeltme|düzeltildi|rättelse|rettelse|korjaus|rectificatie"
    ),
    (.corrected, "διόρθωση|ralat|đính chính"),
    (.refiled, "refile|refiled|refiles"),
    (.repeated, "rpt|повтор|повторно|повторна|қайталау|wiederholung|wdh|répétition|rediffusion|repetición|repetição"),
    (.repeated, "ripetizione|powtórzenie|powtórka|tekrar"),
    (.updated, "update|updated|updates|обновлено|обновление|обновляется|обновленная версия|обновлённая версия"),
    (.updated, "оновлено|оновлення|абноўлена|жаңартылды|жаңарту|обновено"),
    (
      .updated,
      "actualisation|actualisé|mise à jour|actualizado|actualización|atualizado|atualização|aggiornamento|aggiornato"
    ),
    (
      .updated,
      "aktualisiert|aktualisierung|aktualizacja|aktualizace|frissítve|güncelleme|güncellendi|uppdatering|uppdaterad"
    ),
    (.updated, "opdateret|oppdatert|päivitetty|bijgewerkt|actualizare|ενημέρωση"),
    (
      .extended,
      "adds|дополнено|дополнение|доповнено|доповнення|толықтырылды|complément|ampliación|ampliação|integrazione"
    ),
    (.extended, "ergänzung|ergänzt|uzupełnienie"),
    (.wrapup, "wrapup|roundup|zusammenfassung"),
    (.advisory, "advisory|media advisory|news advisory|note to editors|avis aux rédactions|к сведению редакций"),
    (
      .withdrawn,
      "withdrawn|story withdrawn|retracted|retraction|аннулировано|аннулируется|аннуляция|аннулирование|отозвано"
    ),
    (.withdrawn, "отзыв сообщения|снято с ленты|анульовано|анулюється|відкликано|күші жойылды"),
    (
      .withdrawn,
      "dépêche annulée|meldung zurückgezogen|nota anulada|noticia anulada|notizia annullata|depesza anulowana"
    ),
    (.held, "story on hold|story held|не публиковать|не публікувати|ne pas diffuser|no publicar|nicht verwenden"),
    (
      .embargoed,
      "embargoed until|embargoed till|embargo until|embargo till|embargoed|embargo|эмбарго до|эмбарго|ембарго до"
    ),
    (
      .embargoed,
      "ембарго|эмбарга да|sous embargo jusqu'au|sous embargo jusqu’au|embargo jusqu'au|embargo jusqu’au|sous embargo"
    ),
    (
      .embargoed,
      "embargo hasta el|embargo hasta|embargado hasta|embargo até|sob embargo até|embargo fino al|sperrfrist bis"
    ),
    (.embargoed, "sperrfrist|embargo do|ambargo"),
    (
      .urgent,
      "urgent|breaking|breaking news|срочно|терміново|тэрмінова|шұғыл|urgente|última hora|ultim'ora|eilmeldung|eil"
    ),
    (.urgent, "pilne|son dakika|έκτακτο|news alert"),
    (.flash, "flash|newsflash|молния|блискавка"),
  ]
  /// Marks that count in capitals only, and those of scripts without them.
  static let loudWords: [(WireNotice.Kind, String)] = [
    (.repeated, "REPEAT|BIS"), (.repeated, "重发|重發|重播|再送|再掲|재송"),
    (.updated, "LEAD|LD|WRITETHRU"), (.updated, "更新|最新|滚动更新|종합|تحديث"), (.wrapup, "SYNTHÈSE|СВОДКА|综合"),
    (.withdrawn, "KILL|STORY KILL|MANDATORY KILL|BULLETIN KILL|СНЯТО|АННУЛИРОВАТЬ|ОТОЗВАН"),
    (
      .withdrawn,
      "ANNULÉ|ANNULATION|ANULADO|ANULADA|ANULACIÓN|ANNULLATO|ANNULLATA|ZURÜCKGEZOGEN|WIDERRUF|ANULOWANO|WYCOFANE"
    ),
    (.withdrawn, "ZRUŠENO|İPTAL|GERİ ÇEKİLDİ|INGETROKKEN|АНУЛЮВАТИ"),
    (.withdrawn, "撤稿|撤稿通知|撤回|作废|作廢|撤销|撤銷|取り消し|配信取り消し|전문취소|기사취소|إلغاء|سحب"),
    (.held, "HOLD FOR RELEASE|ЗАДЕРЖАНО|ПРИОСТАНОВЛЕНО|EN ATTENTE|RETENIDO|GESPERRT"),
    (.held, "暂缓播发|暂缓发布|暂停使用|暫緩發布"),
    (.corrected, "更正|更正稿|订正|訂正|勘误|勘誤|정정|تصحيح"), (.extended, "补充|補充|إضافة"),
    (.embargoed, "禁发至|解禁时间|禁止发布至|解禁時間|報道解禁|엠바고"), (.urgent, "急电|急電|紧急|緊急|突发|突發|عاجل|速報|至急|속보|긴급"),
    (.flash, "快讯|快訊"),
  ]
  /// Words that mean other things as well, unless they are said over and over.
  static let repeatedWords: [(WireNotice.Kind, String)] = [(.held, "HOLD")]
}
