import Corpus
import TestSupport
import Testing
import UnicodeText

@testable import FeedParsing

@Suite struct ArticleExtractorTests {
  /// Tokens in common, as multisets.
  struct Score: CustomStringConvertible {
    var precision: Double
    var recall: Double
    var f1: Double { precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall) }

    init(_ found: String, _ wanted: String) {
      let (found, wanted) = (Score.tokens(found), Score.tokens(wanted))
      var counts: [String: Int] = [:]
      for token in wanted { counts[token, default: 0] += 1 }
      var common = 0
      for token in found where counts[token, default: 0] > 0 {
        counts[token, default: 0] -= 1
        common += 1
      }
      precision = found.isEmpty ? 0 : Double(common) / Double(found.count)
      recall = wanted.isEmpty ? 0 : Double(common) / Double(wanted.count)
    }

    var description: String {
      "precision \(Score.short(precision)), recall \(Score.short(recall)), F1 \(Score.short(f1))"
    }

    static func short(_ value: Double) -> String { String(Int(value * 1000)) + " ‰" }

    /// Words; of scripts without spaces, characters.
    static func tokens(_ text: String) -> [String] {
      var tokens: [String] = []
      var word = ""
      for character in text.lowercased() {
        let isIdeograph = character.unicodeScalars.first.map { $0.value >= 0x3400 && $0.value < 0xA000 } ?? false
        if isIdeograph || !(character.isLetter || character.isNumber) {
          if !word.isEmpty { tokens.append(word) }
          word = ""
          if isIdeograph { tokens.append(String(character)) }
        } else {
          word.append(character)
        }
      }
      if !word.isEmpty { tokens.append(word) }
      return tokens
    }
  }

  private func article(_ html: String) throws -> PageArticle {
    try ArticleExtractor.extract(Array(html.utf8), contentType: "text/html; charset=utf-8")
  }

  @Test(arguments: LabelledPage.all) func eachPageGivesItsArticle(_ page: LabelledPage) throws {
    let article = try article(page.html)
    let score = Score(article.text, page.text)
    #expect(score.precision >= 0.9 && score.recall >= 0.9, "\(score)\n\(article.text)")
    #expect(article.title == page.title)
  }

  @Test func allPagesTogether() throws {
    var sum = (precision: 0.0, recall: 0.0, f1: 0.0)
    for page in LabelledPage.all {
      let score = Score((try? article(page.html))?.text ?? "", page.text)
      sum = (sum.precision + score.precision, sum.recall + score.recall, sum.f1 + score.f1)
    }
    let count = Double(LabelledPage.all.count)
    print(
      "articles of \(LabelledPage.all.count) pages: precision \(Score.short(sum.precision / count)),",
      "recall \(Score.short(sum.recall / count)), F1 \(Score.short(sum.f1 / count))")
    #expect(LabelledPage.all.count + LabelledPage.faults.count >= 40)
    #expect(sum.precision / count >= 0.98 && sum.recall / count >= 0.98 && sum.f1 / count >= 0.98)
  }

  @Test(arguments: LabelledPage.faults.map { [$0.name, $0.html, $0.fault] })
  func pagesWithoutArticle(_ page: [String]) {
    do {
      let article = try article(page[1])
      Issue.record("\(page[0]) gave: \(article.text)")
    } catch let error as PageFault {
      #expect(error.rawValue == page[2], "\(page[0])")
    } catch {
      Issue.record("\(error)")
    }
  }
}
