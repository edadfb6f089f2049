import Moonwire

extension FeedAilment {
  /// Why the feed counts as ill, as half a sentence.
  var reason: String {
    switch self {
    case .gone(let since):
      "its server says that it is gone for good" + (since.map { ", since \($0.dayDescription)" } ?? "")
    case .dead(let failures, let problem):
      "it failed \(failures) times in a row" + (problem.isEmpty ? "" : ", the last time because: \(problem)")
    case .stale(let silence, let usual):
      "it answers and has had nothing new for \(Quantity.span(silence))"
        + (usual.map { ", where \(Quantity.span($0)) between two stories are usual" } ?? "")
    case .silent(let hasHadStories):
      hasHadStories ? "it answers with an empty list" : "it answers and has never had a story"
    case .slow(let milliseconds): "half of its answers take \(Quantity.time(Double(milliseconds) / 1000)) or more"
    case .moved(let target): "it has moved for good to \(target)"
    case .detour(let redirects): "each answer lies behind \(redirects) redirects"
    case .renaming(let stories, let readings):
      "\(Quantity.count(stories, "story", "stories")) that stayed the same came under other ids in \(readings) readings"
    case .misEncoded(let readings):
      readings == 1 ? "its encoding had to be mended" : "its encoding had to be mended in all \(readings) readings"
    }
  }

  /// What to do about it, as half a sentence.
  func advice(number: Int, address: String) -> String {
    switch self {
    case .gone: "'moonwire remove \(number)' it, its stories stay"
    case .dead: "look for its new address, or 'moonwire remove \(number)' it"
    case .stale: "see whether it goes on elsewhere, or 'moonwire pause \(number)' it"
    case .silent: "see with 'moonwire parse \(address)' what it sends"
    case .slow: "ask it less often: interval=\"6h\" in its outline"
    case .moved(let target): "'moonwire add \(target)' and 'moonwire remove \(number)'"
    case .detour: "put the address that they lead to into the list"
    case .renaming: "tell its publisher: each reader takes them for new"
    case .misEncoded: "tell its publisher; 'moonwire parse \(address)' shows where"
    }
  }
}
