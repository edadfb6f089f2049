/// The stories of a JSON document, not yet read, and what the document says of all of them.
///
/// The document itself is gone by the time they are read, and each item is let go of once it is read: a large document
/// is not held twice, as itself and as entries. Of documents that follow each other one at a time is held.
struct JSONStories {
  private var context: WireContext
  private var items: [JSONValue]
  private let sequel: ((JSONValue) -> [JSONValue])?
  private let read: (JSONValue, inout WireContext) -> Void

  /// - Parameters:
  ///   - items: Each entry as JSON.
  ///   - context: The feed so far, with its own fields set.
  ///   - sequel: Finds the items of a document that follows; nil where none does.
  ///   - read: Adds the entries of an item.
  init(
    _ items: [JSONValue], in context: WireContext, sequel: ((JSONValue) -> [JSONValue])? = nil,
    read: @escaping (JSONValue, inout WireContext) -> Void
  ) {
    self.context = context
    self.items = items
    self.sequel = sequel
    self.read = read
  }

  /// The feed.
  ///
  /// - Parameter documents: Those that follow.
  consuming func feed(with documents: JSONDocuments? = nil) -> ParsedFeed {
    readItems()
    guard let sequel, var documents else { return context.finished() }
    // Two for each entry: a line of the service's and the item. More are not looked at, even if they are empty.
    let most = 2 * context.limits.entries
    var count = 0
    do throws(JSONReader.Fault) {
      while !context.isFull, let document = try documents.next() {
        count += 1
        guard count <= most else { throw JSONReader.Fault(reason: "there are more than \(most) documents") }
        items = sequel(document)
        readItems()
      }
    } catch {
      context.feed.warnings.append(FeedWarning(kind: .feedCut, detail: "JSON: \(error.reason)"))
    }
    return context.finished()
  }

  private mutating func readItems() {
    for index in items.indices where !context.isFull {
      var item = JSONValue.null
      swap(&item, &items[index])
      read(item, &context)
    }
  }
}
