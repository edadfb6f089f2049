/// The times of queries by class: how many, p50, p90, p99 and mean of their medians, in microseconds.
struct ClassTimes {
  private var names: [String] = []
  private var times: [String: [Double]] = [:]

  /// - Parameters:
  ///   - classes: the class of each query.
  ///   - medians: the median time of each query.
  init(_ classes: [String], _ medians: [Double]) {
    for (name, time) in zip(classes, medians) {
      for group in [name, "all"] {
        if times[group] == nil { names.append(group) }
        times[group, default: []].append(time)
      }
    }
  }

  /// An object with a member for each class, in the order in which they first come.
  var json: JSONValue {
    .object(
      names.map { name in
        let sorted = (times[name] ?? []).sorted()
        func percentile(_ share: Double) -> JSONValue {
          .number(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
        }
        return (
          name,
          .object([
            ("queries", .integer(sorted.count)), ("p50_us", percentile(0.5)), ("p90_us", percentile(0.9)),
            ("p99_us", percentile(0.99)), ("mean_us", .number(sorted.reduce(0, +) / Double(sorted.count))),
          ])
        )
      })
  }
}
