internal import CSnowball

/// One of Snowball's stemmers. It works in memory of its own: one thread at a time.
final class SnowballStemmer {
  private let stemmer: OpaquePointer

  /// Opens the stemmer of a language by Snowball's name of it, for UTF-8.
  init(language: String) throws(AnalysisError) {
    guard let stemmer = sb_stemmer_new(language, "UTF_8") else { throw .stemmerMissing(language: language) }
    self.stemmer = stemmer
  }

  deinit {
    sb_stemmer_delete(stemmer)
  }

  /// The stem of a word in lower case; the word itself where Snowball leaves nothing of it.
  func stem(_ word: [UInt8]) -> [UInt8] {
    var stem: [UInt8] = []
    self.stem(word, into: &stem)
    return stem
  }

  /// Appends that stem.
  func stem(_ word: [UInt8], into output: inout [UInt8]) {
    let stem = sb_stemmer_stem(stemmer, word, Int32(word.count))
    let length = stem == nil ? 0 : Int(sb_stemmer_length(stemmer))
    if length > 0 {
      output.append(contentsOf: UnsafeBufferPointer(start: stem, count: length))
    } else {
      output.append(contentsOf: word)
    }
  }

  /// A hash (32-bit FNV-1a) of the stems of words that Snowball's releases have treated differently, or that go through
  /// its main rules.
  var fingerprint: UInt32 {
    var hash: UInt32 = 0x811c_9dc5
    for probe in SnowballStemmer.probes {
      for byte in stem(Array(probe.utf8)) + [0] { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    }
    return hash
  }

  private static let probes = [
    "abilities", "added", "agreed", "andes", "arsenal", "communism", "consistency", "dying", "evening", "exceeded",
    "fluently", "generations", "geologist", "hopping", "inning", "international", "lying", "news", "o'neill's",
    "operational", "paste", "past", "proceed", "sensational", "skies", "skiing", "succeeding", "ties", "transporter",
    "universities", "водохранилищами", "запускавшийся", "исследовательская", "космическими", "ракетоносители",
    "летчики", "мощнейшего", "подписанный", "роскосмоса", "станции", "ёлками",
  ]
}
