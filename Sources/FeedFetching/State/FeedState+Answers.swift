public import Corpus

extension FeedState {
  /// Takes an answer into account and sets the next date.
  ///
  /// What the body says is noted by whoever has read it: `didRead` or `didFailToRead`.
  public mutating func take(_ answer: FeedAnswer, at now: Timestamp, schedule: PollingSchedule) {
    if case .failed(.hostResting(_, let until)) = answer.outcome {
      // The feed itself was not asked: nothing is known of it that was not known before.
      nextDue = max(until, nextDue ?? until)
      dueReason = .hostRests
      return
    }
    let previousRefusal = hostRestsUntil
    let previousSuccess = lastSuccess
    hostRestsUntil = nil
    lastChecked = now
    lastStatus = answer.status
    switch answer.outcome {
    case .body, .notModified:
      if let previousSuccess { rhythm.watch(seconds: now.secondsSince1970 - previousSuccess.secondsSince1970) }
      lastError = ""
      failures = 0
      lastSuccess = now
      goneSince = nil
      isRetired = false
      if case .body = answer.outcome {
        validators = answer.validators
        lastBody = now
      } else if let newer = answer.validators, newer.etag == validators?.etag, newer.lastModified != nil {
        validators = newer
      }
      noteMove(answer)
    case .gone:
      lastError = "the server says that the feed is gone for good"
      failures += 1
      if let goneSince, now.secondsSince1970 - goneSince.secondsSince1970 >= PollingSchedule.goneConfirmation {
        isRetired = true
      }
      goneSince = goneSince ?? now
    case .failed(let failure):
      lastError = answer.sentence(of: failure)
      failures += 1
      // An address that permanent redirects led to and that fails is forgotten: the subscribed one is asked again.
      if moves >= FeedState.movesBelieved, !failure.isTemporary { (movedTo, moves) = ("", 0) }
    }
    setNextDue(schedule.interval(after: answer, state: self), at: now)
    // The first refusal speaks for the host, the next ones in a row for this feed: one bad route must not stall the others.
    if answer.asksHostToRest { hostRestsUntil = previousRefusal == nil ? nextDue : now }
  }

  /// Notes that the body has been read: its hash, the feed's title and wishes, and how many of its stories were new, from
  /// which its rhythm is learnt. The stories of the first body are a stock and no rhythm.
  public mutating func didRead(
    _ answer: FeedAnswer, hash: UInt64, title: String, wishes: FeedWishes, newStories: Int, at now: Timestamp,
    schedule: PollingSchedule
  ) {
    if bodyHash != nil { rhythm.count(newStories) }
    bodyHash = hash
    self.title = title
    feedInterval = wishes.interval
    skipped = wishes.skipped
    setNextDue(schedule.interval(after: answer, state: self), at: now)
  }

  /// Notes that a file has been read: its hash and the feed's title. Files have no schedule.
  public mutating func didRead(hash: UInt64, title: String, feedInterval: Int?, at now: Timestamp) {
    bodyHash = hash
    self.title = title
    self.feedInterval = feedInterval
    if let feedInterval, feedInterval > interval {
      setNextDue((min(feedInterval, PollingSchedule().longestHint), .feed), at: now)
    }
  }

  /// Notes that the body was no feed (a login page, a film): what was known of the last real one stays.
  public mutating func didFailToRead(
    _ reason: String, keeping old: FeedState, at now: Timestamp, schedule: PollingSchedule
  ) {
    validators = old.validators
    (movedTo, moves) = (old.movedTo, old.moves)
    bodyHash = old.bodyHash
    lastBody = old.lastBody
    lastSuccess = old.lastSuccess
    rhythm = old.rhythm
    lastError = reason
    failures = old.failures + 1
    setNextDue((schedule.backOff(url: url, failures: failures, isTemporary: false), .backOff), at: now)
  }

  private mutating func noteMove(_ answer: FeedAnswer) {
    guard answer.request.url == url else { return }
    guard let target = answer.movedTo else {
      (movedTo, moves) = ("", 0)
      return
    }
    moves = target == movedTo ? moves + 1 : 1
    movedTo = target
  }

  /// Rounded down to the minute, so that a run that cron starts on the minute finds the feed due; never after a refusal,
  /// when the server named the seconds. A good feed's date is then moved out of the times that it asks to be spared.
  private mutating func setNextDue(_ due: (seconds: Int, reason: DueReason), at now: Timestamp) {
    (interval, dueReason) = due
    let exact = now.secondsSince1970 + Int64(due.seconds)
    guard failures == 0 else {
      nextDue = Timestamp(secondsSince1970: exact)
      return
    }
    let minute = exact - exact % 60
    let allowed = skipped.firstAllowed(from: minute)
    if allowed != minute { dueReason = .skipped }
    nextDue = Timestamp(secondsSince1970: allowed)
  }
}

extension FeedAnswer {
  /// Whether the server has refused in a way that speaks for the whole host that was asked: 429, or 503 with `Retry-After`.
  var asksHostToRest: Bool {
    guard case .failed = outcome, status == 429 || status == 503 && pace.retryAfter != nil else { return false }
    return finalURL == request.url || FeedURL(finalURL)?.host == FeedURL(request.url)?.host
  }
}
