extension BackgroundWork {
  /// What a job has made; nil before.
  private final class Box<Piece> {
    var piece: Piece?
  }

  /// Makes pieces on all threads and takes them in their order, on the caller's. At most one piece more than there are
  /// threads is made or waits to be taken, so that memory stays bounded; with one thread each is taken when it is made.
  ///
  /// - Parameters:
  ///   - make: makes a piece; called on any thread, for several pieces at a time. It must not wait for a lane.
  ///   - take: takes a piece.
  /// - Throws: what the first piece threw, in their order; the others are no longer made then, and none is in the making.
  func inOrder<Piece>(
    count: Int, make: @escaping (_ number: Int) throws -> Piece, take: (_ number: Int, consuming Piece) throws -> Void
  ) throws {
    var begun: [(lane: Lane, box: Box<Piece>)] = []
    var next = 0
    func begin() throws {
      let (lane, box, number) = (makeLane(), Box<Piece>(), next)
      begun.append((lane, box))
      next += 1
      try add(to: lane, cost: 0, limit: .max) { box.piece = try make(number) }
    }
    do {
      for number in 0..<count {
        while next < count, next <= number + threadCount { try begin() }
        let (lane, box) = begun.removeFirst()
        do { try finish(lane) } catch {
          begun.insert((lane, box), at: 0)
          throw error
        }
        if let piece = box.piece { try take(number, piece) }
      }
    } catch {
      for (lane, _) in begun { drop(lane) }
      throw error
    }
  }
}
