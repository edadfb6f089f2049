import Moonwire

/// What `moonwire health` says of the feeds that are ill.
struct HealthReport {
  /// A feed that is ill.
  struct Patient: Equatable {
    /// Its number in the list, from 1.
    var number: Int
    var title: String
    /// Its address without credentials, or its path.
    var address: String
    /// What ails it, the gravest first; never empty.
    var ailments: [FeedAilment]
  }

  /// Those that are ill, in the order of the list.
  private(set) var patients: [Patient] = []
  private let known: Int

  /// Judges all feeds of the list that are not paused.
  ///
  /// - Parameters:
  ///   - list: The subscriptions.
  ///   - states: What is remembered of them, by subscribed address.
  ///   - looks: The looks at them in the time that is judged, by subscribed address.
  ///   - counts: The feeds of the stories in the index.
  ///   - home: The archive's home, from which files within it are named.
  ///   - now: The end of that time.
  init(
    list: Subscriptions, states: [String: FeedState], looks: [String: [FetchRecord]], counts: [FeedCount],
    home: String?, now: Timestamp
  ) {
    known = list.feeds.count
    let feeds = FeedStatus.all(counts: counts, subscriptions: list, states: states, home: home)
    let statuses = Dictionary(feeds.map { ($0.address, $0) }) { first, _ in first }
    for (index, feed) in list.feeds.enumerated() where !feed.isPaused {
      // One that was never asked is neither well nor ill.
      guard let state = states[feed.url], let status = statuses[list.identity(of: feed, home: home)] else { continue }
      var history = FeedHistory(state: state, looks: looks[feed.url] ?? [])
      history.stories = status.stories
      history.oldestStory = status.count?.oldest
      history.newestStory = status.newest
      let ailments = history.ailments(at: now)
      guard !ailments.isEmpty else { continue }
      patients.append(
        Patient(
          number: index + 1, title: status.title.isEmpty ? status.address : status.title, address: status.address,
          ailments: ailments))
    }
  }

  /// One line for each feed that is ill; where a person reads it, also a line that says that none is.
  func text(isForPeople: Bool) -> String {
    if patients.isEmpty {
      return isForPeople ? (known == 1 ? "the feed is well\n" : "all \(known) feeds are well\n") : ""
    }
    var table = TextTable(.right, .left, .left, .left)
    for patient in patients {
      let words = patient.ailments.map { ailment in
        "\(ailment.reason); \(ailment.advice(number: patient.number, address: patient.address))"
      }
      table.add(
        String(patient.number), isForPeople ? DisplayWidth.cut(patient.title, to: 24) : patient.title,
        patient.ailments.map(\.name).joined(separator: ", "), words.joined(separator: ". "))
    }
    return table.text
  }

  /// One line of JSON for each feed that is ill.
  var json: [JSONValue] {
    patients.map { patient in
      [
        "schema": jsonSchema, "number": .integer(Int64(patient.number)), "title": .string(patient.title),
        "address": .string(patient.address),
        "ailments": .array(
          patient.ailments.map { ailment in
            [
              "name": .string(ailment.name), "reason": .string(ailment.reason),
              "advice": .string(ailment.advice(number: patient.number, address: patient.address)),
            ]
          }),
      ]
    }
  }
}
