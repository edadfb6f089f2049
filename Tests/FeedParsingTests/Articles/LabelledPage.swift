/// A page whose article is marked in it: what stands between `⟦` and `⟧` is the article's text.
///
/// The pages are written for the tests, after the shapes that sites have; no site's page is copied. The paragraphs come from
/// a small stock (`Copy`), the shapes are each page's own.
struct LabelledPage: Sendable, CustomStringConvertible {
  var name: String
  /// The page with its marks.
  var marked: String
  var title = ""

  var description: String { name }

  /// The page as a server would send it.
  var html: String { marked.filter { $0 != "⟦" && $0 != "⟧" } }

  /// The marked text without tags.
  var text: String {
    var text = ""
    var isMarked = false
    var isTag = false
    for character in marked {
      switch character {
      case "⟦": isMarked = true
      case "⟧":
        isMarked = false
        text += "\n"
      case "<": isTag = true
      case ">":
        isTag = false
        text += " "
      default: if isMarked && !isTag { text.append(character) }
      }
    }
    for (reference, character) in [
      ("&amp;", "&"), ("&nbsp;", " "), ("&quot;", "\""), ("&mdash;", "—"), ("&eacute;", "é"),
    ] {
      text = text.replacing(reference, with: character)
    }
    return text
  }

  static let all: [LabelledPage] = news + blogs + soups + scripts + odd
}

/// The stock of paragraphs. `en(0)` is marked as article text, `Copy.english[0]` is not.
enum Copy {
  static let english = [
    "The landing craft separated from its carrier at 04:12 UTC on Thursday and began a braking burn that lasted eleven minutes, controllers said. Telemetry showed all four engines running within two per cent of plan.",
    "Engineers had feared that dust raised by the exhaust would blind the radar altimeter, as it did during the first attempt two years ago. This time the instrument kept its lock until three metres above the surface.",
    "“We waited a long time for that number to reach zero,” said Marta Lindqvist, who leads the descent team. “When it did, nobody in the room spoke for a while.”",
    "The craft carries a drill, two spectrometers and a small rover of 38 kilograms, which is to leave its garage within the week if the slope of the ramp is less than 25 degrees.",
    "Samples will be heated in sealed ovens to look for water ice. Earlier orbiters saw hydrogen in the shaded craters nearby, but no instrument has yet touched the soil there.",
    "Funding for the mission was cut twice, in 2019 and 2022, before partners from four countries agreed to share the cost of the launch. The total stands at 612 million euros.",
    "Critics say that the money would have been better spent on a relay satellite, without which the far side stays out of reach for most of each month.",
    "A second craft of the same type is being assembled in Bremen. Its launch is planned for the spring of next year, provided that the rocket is ready by then.",
    "The rover's battery should last fourteen days. After that the sun sets over the site, and temperatures fall below minus 170 degrees, which no part of the vehicle is built to survive.",
    "Observers in Chile photographed the plume of the braking burn with an amateur telescope, the first such picture taken from the ground.",
    "Officials declined to name the bidder, but two people with knowledge of the talks, who asked not to be named because they are private, described the offer as serious.",
    "Shares of the builder rose four per cent on the news and gave up half of the gain by the close.",
  ]
  static let russian = [
    "Посадочный аппарат отделился от носителя в четверг утром и начал торможение, которое продолжалось одиннадцать минут, сообщили в центре управления полётами. Все четыре двигателя работали штатно.",
    "Инженеры опасались, что поднятая двигателями пыль ослепит радиовысотомер, как это случилось два года назад. На этот раз прибор держал сигнал до высоты трёх метров.",
    "«Мы долго ждали, пока это число станет нулём, — сказала руководитель группы посадки Марта Линдквист. — Когда это произошло, в зале стало тихо».",
    "Аппарат несёт буровую установку, два спектрометра и небольшой луноход массой 38 килограммов, который должен съехать на поверхность в течение недели.",
    "Финансирование проекта дважды сокращали, в 2019 и 2022 годах, прежде чем партнёры из четырёх стран договорились разделить расходы на запуск.",
    "Второй аппарат того же типа собирают в Бремене. Его запуск намечен на весну следующего года, если к этому времени будет готова ракета.",
  ]
  static let chinese = [
    "周四清晨，着陆器与运载器分离，随后开始了持续十一分钟的制动点火。控制中心表示，四台发动机全部工作正常，遥测数据与计划相差不到百分之二。",
    "工程师们曾担心发动机扬起的尘土会使雷达高度计失效，两年前第一次尝试时就发生过这种情况。这一次，仪器在离月面三米处仍保持锁定。",
    "“我们等这个数字归零等了很久，”下降团队负责人说，“当它真的变成零的时候，房间里很长时间没有人说话。”",
    "着陆器携带一台钻机、两台光谱仪和一辆重三十八公斤的小型月球车。如果坡道倾角小于二十五度，月球车将在一周内驶出车库。",
    "同型号的第二台着陆器正在不来梅组装，计划于明年春天发射，前提是火箭届时准备就绪。",
  ]
  static let german = [
    "Die Landefähre trennte sich am Donnerstag um 4.12 Uhr von ihrem Träger und begann ein Bremsmanöver, das elf Minuten dauerte, wie die Flugleitung mitteilte. Alle vier Triebwerke liefen nach Plan.",
    "Die Ingenieure hatten befürchtet, dass der aufgewirbelte Staub das Radar blenden würde, wie beim ersten Versuch vor zwei Jahren. Diesmal hielt das Gerät den Kontakt bis drei Meter über dem Boden.",
    "Eine zweite Fähre gleicher Bauart entsteht in Bremen. Ihr Start ist für das kommende Frühjahr geplant, sofern die Rakete bis dahin fertig ist.",
  ]

  static let menu = """
    <nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/space">Space</a></li>
    <li><a href="/business">Business</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    """
  static let related = """
    <div class="related-posts"><h3>Related</h3><ul><li><a href="/1">Rocket returns to pad after a leak was found in a valve</a></li>
    <li><a href="/2">Why the far side of the Moon is so hard to reach by radio</a></li>
    <li><a href="/3">Budget talks to resume on Monday, minister says</a></li></ul></div>
    """
  static let comments = """
    <section id="comments"><h3>3 comments</h3>
    <div class="comment"><p>I watched the whole broadcast with my children, and we all cheered when the dust cleared. Well done to everyone involved.</p></div>
    <div class="comment"><p>Twelve years and six hundred million for a drill. I wonder what else could have been done with that money, frankly.</p></div>
    <div class="comment"><p>The altimeter story is fascinating, does anyone have a link to the paper about it? I could not find it anywhere.</p></div></section>
    """
  static let cookies = """
    <div class="cookie-banner" role="dialog"><p>We use cookies and similar technologies to personalise content, to measure
    audiences and to develop our services. By clicking accept you agree to this. You can change your choice at any time.</p>
    <button>Accept</button></div>
    """
  static let share = """
    <ul class="share-buttons"><li><a href="#">Facebook</a></li><li><a href="#">Telegram</a></li><li><a href="#">Email</a></li></ul>
    """
  static let footer = """
    <footer><p>© 2026 The Daily Orbit. All rights reserved. No part of this site may be reproduced without our permission in writing.</p>
    <a href="/about">About</a> <a href="/terms">Terms</a> <a href="/privacy">Privacy</a></footer>
    """

  static func paragraphs(_ numbers: [Int]) -> String {
    numbers.map { "<p>\(en($0))</p>" }.joined(separator: "\n")
  }
}

func en(_ number: Int) -> String { "⟦\(Copy.english[number])⟧" }
func ru(_ number: Int) -> String { "⟦\(Copy.russian[number])⟧" }
func zh(_ number: Int) -> String { "⟦\(Copy.chinese[number])⟧" }
func de(_ number: Int) -> String { "⟦\(Copy.german[number])⟧" }
