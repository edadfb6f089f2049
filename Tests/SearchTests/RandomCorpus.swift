import Corpus
import TestSupport

/// Stories of made-up words, the same for the same seed: few words, as frequent as Zipf's law has it, in several forms
/// each, repeated, with stop words between them; many stories of one date, some without date, title or text.
struct RandomCorpus {
  static let stopWords = ["the", "of", "and", "in", "to"]
  static let feeds = [("https://one.example/rss", "Moon Daily"), ("https://two.example/rss", "Orbit"), ("samples", "")]
  static let languages = ["en", "ru", "zh-hans", "zh", ""]
  static let agencies = [[], ["TASS"], ["KazTAG"], ["KazTAG", "TASS"], ["Xinhua"]]

  /// The forms of each word: "bakot", "bakots", "bakoted", "bakoting".
  let words: [[String]]
  /// Days that stories are published on.
  let dates: Int
  private var cumulative: [Double] = []
  private(set) var generator: SeededGenerator

  init(seed: UInt64, vocabulary: Int, dates: Int) {
    generator = SeededGenerator(seed: seed)
    self.dates = dates
    var words: [[String]] = []
    var sum = 0.0
    for rank in 0..<vocabulary {
      let base = RandomCorpus.base(rank, &generator)
      words.append([base, base + "s", base + "ed", base + "ing"])
      sum += 1 / Double(rank + 1)
      cumulative.append(sum)
    }
    self.words = words
  }

  /// Five letters whose first three name the rank, so that no two words are one.
  private static func base(_ rank: Int, _ generator: inout SeededGenerator) -> String {
    let consonants = Array("bdfgklmnprtvz")
    let vowels = Array("aiou")
    let name = [consonants[rank % 13], vowels[rank / 13 % 4], consonants[rank / 52 % 13]]
    return String(name + [generator.element(vowels), generator.element(["k", "p", "t"]).first ?? "t"])
  }

  /// A word in one of its forms, the frequent ones more often.
  mutating func word() -> String {
    let wanted = Double(generator.next() >> 11) / Double(UInt64(1) << 53) * (cumulative.last ?? 0)
    let forms = words[cumulative.firstIndex { $0 >= wanted } ?? 0]
    return generator.chance(60) ? forms[0] : generator.element(forms)
  }

  /// Any word with the same odds, in one of its forms.
  mutating func rareWord() -> String {
    generator.element(generator.element(words))
  }

  /// So many words, stop words and repetitions among them.
  mutating func text(_ count: Int) -> String {
    var text: [String] = []
    while text.count < count {
      if generator.chance(15) {
        text.append(generator.element(RandomCorpus.stopWords))
      } else if let last = text.last, generator.chance(8) {
        text.append(last)
      } else {
        text.append(generator.chance(5) ? word().uppercased() : word())
      }
    }
    return text.joined(separator: generator.chance(10) ? ", " : " ")
  }

  /// The story of that number: the same number gives another version of the same story.
  mutating func story(_ number: Int) -> Story {
    let feed = RandomCorpus.feeds[number % RandomCorpus.feeds.count]
    let text = generator.chance(3) ? "" : text(generator.integer(1..<(generator.chance(5) ? 80 : 18)))
    var story = Story(
      identity: StoryIdentity(feed: feed.0, id: "story \(number)"),
      title: generator.chance(20) ? "" : self.text(generator.integer(1..<6)), text: text,
      firstSeen: Timestamp(secondsSince1970: 1_600_000_000 + Int64(generator.integer(0..<dates)) * 86400))
    story.feedTitle = feed.1
    if generator.chance(10), let space = text.firstIndex(of: " ") {
      story.body = text.utf8.distance(from: text.startIndex, to: space)..<text.utf8.count
    }
    if generator.chance(90) {
      story.published = Timestamp(secondsSince1970: 1_600_000_000 + Int64(generator.integer(0..<dates)) * 86400)
    }
    story.language = generator.element(RandomCorpus.languages)
    story.credits = generator.element(RandomCorpus.agencies).enumerated().map { place, name in
      AgencyCredit(name, place == 0 ? .origin : .mention)
    }
    return story
  }

  /// A random integer of the same sequence.
  mutating func integer(_ range: Range<Int>) -> Int {
    generator.integer(range)
  }

  /// True so many times of a hundred.
  mutating func chance(_ percent: Int) -> Bool {
    generator.chance(percent)
  }

  /// An element of an array that has some.
  mutating func element<Element>(_ elements: [Element]) -> Element {
    generator.element(elements)
  }
}
