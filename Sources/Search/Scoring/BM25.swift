public import InvertedIndex

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Okapi BM25 (S. E. Robertson and S. Walker, SIGIR 1994; S. Robertson and H. Zaragoza, "The Probabilistic Relevance
/// Framework: BM25 and Beyond", 2009) in the form that Lucene 8 and later compute:
///
///     idf(t)      = ln(1 + (N − df + 0.5) / (df + 0.5))
///     score(t, d) = idf(t) × tf / (tf + k1 × (1 − b + b × |d| / avgdl))
///
/// without the constant factor (k1 + 1), which changes no order. N and avgdl count the stories that have at least one
/// term; N, df and avgdl include deleted stories until they are merged away. |d| is the length as one byte keeps it
/// (`LengthNorm`).
///
/// The score of one term is computed in single precision as `w − w / (1 + tf × i)` with i = 1 / (k1 × (1 − b + …)): each
/// step is monotonic under rounding, so that the score of a block's impacts bounds every score in the block exactly.
/// Terms are summed in double precision, where sums of single precision scores are exact while the largest is less than
/// 2^29 times the smallest: the order of summation, and so the way a query is evaluated, then does not change a bit of
/// the result. (A term that stands in all of some million stories can fall below that; docs/RANKING.md.)
public struct BM25: Equatable, Sendable {
  /// How late the frequency saturates: 0 counts presence only.
  public var k1: Float
  /// How much length counts: 0 not at all, 1 in full.
  public var b: Float

  /// Parameters; the defaults are those that hold up best over many collections without tuning (Anserini's).
  public init(k1: Float = 0.9, b: Float = 0.4) {
    self.k1 = k1
    self.b = b
  }

  /// What the formula needs to know of the whole index.
  public struct Statistics: Equatable, Sendable {
    /// Stories with at least one term.
    public var documents: Int
    /// Indexed tokens of all stories.
    public var tokens: Int

    /// The statistics of a snapshot: the sums over its segments.
    public init(_ snapshot: IndexSnapshot) {
      documents = snapshot.segments.reduce(0) { $0 + $1.summary.documentsWithTerms }
      tokens = snapshot.segments.reduce(0) { $0 + $1.summary.tokens }
    }

    /// Statistics of known values.
    public init(documents: Int, tokens: Int) {
      self.documents = documents
      self.tokens = tokens
    }

    /// The mean number of tokens of a story; 1 for an empty index.
    public var averageLength: Float {
      documents > 0 && tokens > 0 ? Float(Double(tokens) / Double(documents)) : 1
    }
  }

  /// The inverse document frequency of a term in `frequency` of `documents` stories. Always positive.
  public static func inverseDocumentFrequency(_ frequency: Int, of documents: Int) -> Float {
    // Deleted stories keep df within N; more can only come from a damaged dictionary.
    let rest = max(0, Double(documents) - Double(frequency))
    return Float(log(1 + (rest + 0.5) / (Double(frequency) + 0.5)))
  }

  /// 1 / (k1 × (1 − b + b × length / average)) for each of the 256 length codes.
  public func inverseNorms(averageLength: Float) -> [Float] {
    (0...255).map { code in
      1 / (k1 * ((1 - b) + b * Float(LengthNorm.decode(UInt8(code))) / averageLength))
    }
  }

  /// The score of a term of that weight.
  @inline(__always)
  static func score(weight: Float, frequency: Float, inverseNorm: Float) -> Float {
    weight - weight / (1 + frequency * inverseNorm)
  }
}
