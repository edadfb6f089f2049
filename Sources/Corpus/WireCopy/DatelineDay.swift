/// Words for days in datelines.
enum DatelineDay {
  /// Whether a word in lower case is a month or a day of the week.
  static func isDayWord(_ word: String) -> Bool {
    months.contains(word) || weekdays.contains(word)
  }

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(separator: " ").map(String.init))
  }

  /// Months and their short forms in the languages that wires come in most, in the case that follows a day's number.
  static let months = words(
    """
    january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec \
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря \
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь \
    янв фев мар апр июн июл авг сен сент окт ноя нояб дек \
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня \
    студзеня лютага сакавіка красавіка траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня \
    қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан \
    януари февруари април юни юли септември октомври ноември декември \
    јануар фебруар мај јун јул септембар октобар новембар децембар \
    janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre \
    janv févr avr juil \
    januar jänner februar märz maerz mär juni juli oktober dezember okt dez \
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic \
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev set out dez \
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug ott \
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia \
    ledna února března dubna května června července srpna září října listopadu prosince \
    januára februára apríla mája júna júla augusta septembra októbra novembra decembra \
    január február március április május június július augusztus szeptember október \
    siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna studenoga studenog prosinca \
    januara februara marta aprila jula avgusta oktobra januarja februarja junija julija \
    ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie \
    januari februari maart mei augustus maj marts augusti \
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık \
    yanvar fevral aprel iyun iyul avqust avgust sentyabr sentabr oktyabr noyabr dekabr \
    maret agustus desember tháng \
    ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου \
    tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta \
    marraskuuta joulukuuta \
    يناير فبراير مارس أبريل ابريل إبريل مايو يونيو يونيه يوليو يوليه أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر \
    شباط آذار اذار نيسان أيار ايار حزيران تموز آب أيلول ايلول محرم صفر رجب شعبان رمضان شوال
    """)

  static let weekdays = words(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun \
    понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер субота неділя \
    lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag \
    lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica \
    hétfő kedd szerda csütörtök péntek szombat vasárnap
    """)

  /// What may follow a day's number.
  static let ordinals = words("st nd rd th er e º го е й")
  /// What may stand between a day's number and its month.
  static let joints = words("of de")
  /// What may stand before a day.
  static let particles = words("le den am a dne el في")
  /// What may follow a year.
  static let yearWords = words("г года год р року ж م هـ")
}
