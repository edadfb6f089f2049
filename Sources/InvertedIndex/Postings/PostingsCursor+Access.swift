/// What evaluation asks of a cursor for many documents or blocks in a row.
extension PostingsCursor {
  /// The largest frequency × factor of its length code among a block's impacts: what any score that grows with that
  /// product takes its bound from. ∞ where a frequency has no bound.
  public func largestProduct(ofBlock block: Int, _ factors: UnsafePointer<Float>) -> Float {
    var best: Float = 0
    impacts(ofBlock: block) { best = max(best, PostingsCursor.product($0, factors)) }
    return best
  }

  /// The largest frequency × factor of its length code among the impacts of the whole list.
  public func largestProduct(_ factors: UnsafePointer<Float>) -> Float {
    var best: Float = 0
    impacts { best = max(best, PostingsCursor.product($0, factors)) }
    return best
  }

  /// The largest frequency × factor of its length code among the impacts of a group of blocks.
  public func largestProduct(ofGroup group: Int, _ factors: UnsafePointer<Float>) -> Float {
    var best: Float = 0
    impacts(ofGroup: group) { best = max(best, PostingsCursor.product($0, factors)) }
    return best
  }

  /// The largest factor of a length code among a block's impacts: that of its shortest story.
  public func largestFactor(ofBlock block: Int, _ factors: UnsafePointer<Float>) -> Float {
    var best: Float = 0
    impacts(ofBlock: block) { best = max(best, factors[Int($0.norm)]) }
    return best
  }

  @inline(__always)
  private static func product(_ impact: Impact, _ factors: UnsafePointer<Float>) -> Float {
    impact.frequency == 255 ? .infinity : Float(impact.frequency) * factors[Int(impact.norm)]
  }

  /// So many frequencies of a block are read one by one in less time than all of them are decoded.
  private static var fewFrequencies: Int { 4 }

  /// Has the frequencies at some places of the decoded block in `frequencies`; of few places they are read alone.
  ///
  /// - Parameter places: in the lowest seven bits of each number.
  public func load(frequenciesAt places: UnsafePointer<UInt32>, count: Int) {
    if state.pointee.frequenciesLoaded { return }
    guard count <= PostingsCursor.fewFrequencies, state.pointee.blockLength == BlockPacking.size else {
      return decodeFrequencies()
    }
    for number in 0..<count {
      let place = Int(places[number] & 127)
      guard
        let value = PatchedBlock.value(
          state.pointee.base, at: state.pointee.frequencyOffset, end: state.pointee.documentBytes, place: place)
      else { return decodeFrequencies() }
      state.pointee.frequencies[place] = value &+ 1
    }
  }

  /// Stands on the first document that is not before `target`; whether it is the target.
  @inlinable @inline(__always)
  public func find(_ target: UInt32) -> Bool {
    let current = doc
    return current >= target ? current == target : search(target) == target
  }

  /// As `seek`, but within the block by halves without branches: the searches of several documents overlap in the
  /// processor, for none waits for where another ended.
  @usableFromInline
  func search(_ target: UInt32) -> UInt32 {
    let docs = state.pointee.docs
    var length = state.pointee.blockLength
    if length == 0 || docs[length &- 1] < target {
      decode(block: block(holding: target))
      length = state.pointee.blockLength
      if length == 0 || docs[length - 1] < target {
        // The metadata promised more than the block holds, or the list has ended.
        state.pointee.index = length
        return docs[length]
      }
    }
    let place = place(of: target, before: length)
    state.pointee.index = place
    return docs[place]
  }

  /// The first place of the decoded block whose document is not before `target`; its length if none is.
  public func place(of target: UInt32) -> Int {
    let length = state.pointee.blockLength
    return length == 0 || state.pointee.docs[length - 1] < target ? length : place(of: target, before: length)
  }

  /// - Precondition: one of the documents is not before `target`.
  @inline(__always)
  private func place(of target: UInt32, before length: Int) -> Int {
    let docs = state.pointee.docs
    let target = Int64(target)
    var low = 0
    var count = length
    while count > 1 {
      let half = count &>> 1
      // All ones where the document is before the target: a condition here would be compiled to a jump.
      let isBefore = Int((Int64(docs[low &+ half &- 1]) &- target) &>> 63)
      low &+= half & isBefore
      count &-= half
    }
    return low
  }
}
