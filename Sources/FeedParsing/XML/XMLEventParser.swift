internal import CLibXML2

/// Feeds a document, mended on the way, through libxml2's push parser and passes its events on.
///
/// The options: RECOVER, so that what the repair pass overlooked costs as little as possible; NONET; IGNORE_ENC, because
/// the bytes are UTF-8 whatever the document says. Never NOENT, DTDLOAD or HUGE: entities are not expanded, nothing is
/// loaded, and the library's own limits stay. The push parser has no limit of depth; the repair pass sets it.
///
/// Text does not pass through libxml2: the markup that it reads has one byte for each run of text, and where it reports
/// that byte the run itself goes to the sink.
enum XMLEventParser {
  /// libxml2's first fault.
  struct Fault {
    /// Its code, 0 where it found none.
    var code: Int32 = 0
    /// The offset in the document near which it was found.
    var offset = 0

    /// Takes in what libxml2 answered near `offset`. Faults of namespaces (200–205) lose nothing and do not count.
    mutating func note(_ code: Int32, at offset: Int) {
      guard code != 0, self.code == 0, !(200...205).contains(code) else { return }
      self.code = code
      self.offset = offset
    }
  }

  private static let initialised: Void = moonwire_xml_initialize()

  /// Parses a document of UTF-8 from its root on.
  static func parse(
    _ document: UnsafeBufferPointer<UInt8>, from root: Int, with repairer: inout XMLRepairer,
    into sink: any XMLEventSink
  ) -> Fault {
    _ = initialised
    moonwire_xml_silence()
    let box = EventBox(sink: sink, document: document)
    var handler = EventBox.handler
    return withExtendedLifetime(box) {
      let user = Unmanaged.passUnretained(box).toOpaque()
      guard let context = xmlCreatePushParserCtxt(&handler, user, nil, 0, nil) else { return Fault(code: -1) }
      defer { xmlFreeParserCtxt(context) }
      box.context = context
      let options = XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      guard xmlCtxtUseOptions(context, Int32(options)) == 0 else { return Fault(code: -1) }
      var fault = Fault()
      repairer.run(from: root) { repairer in
        push(&repairer, into: context, box: box, isLast: false, fault: &fault)
        return !box.sink.isDone
      }
      push(&repairer, into: context, box: box, isLast: true, fault: &fault)
      box.context = nil
      return fault
    }
  }

  /// Passes on what the repairer has so far, and takes away what was used of it.
  private static func push(
    _ repairer: inout XMLRepairer, into context: xmlParserCtxtPtr, box: EventBox, isLast: Bool, fault: inout Fault
  ) {
    let offset = repairer.copied
    let used = repairer.mended.withUnsafeBufferPointer { mended in
      repairer.runs.withUnsafeBufferPointer { runs in
        box.lend(runs: runs, mended: mended)
        repairer.markup.withUnsafeBytes { markup in
          var start = 0
          while start < markup.count && !box.sink.isDone {
            let count = min(65_536, markup.count - start)
            let piece = markup.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
            let code = xmlParseChunk(context, piece, Int32(count), 0)
            // That it was stopped is no fault of the document.
            if !box.sink.isDone { fault.note(code, at: offset) }
            start += count
          }
        }
        if isLast {
          let code = xmlParseChunk(context, nil, 0, 1)
          if !box.sink.isDone { fault.note(code, at: repairer.bytes.count) }
        }
        return box.takeBack()
      }
    }
    repairer.forget(runs: used)
  }
}

extension XMLRepairer {
  /// Takes away all markup and the first runs, which were used. libxml2 may keep back a run whose end it has not seen.
  fileprivate mutating func forget(runs used: Int) {
    markup.removeAll(keepingCapacity: true)
    runs.removeFirst(min(used, runs.count))
    if runs.isEmpty && isBetweenRuns { mended.removeAll(keepingCapacity: true) }
  }
}

/// What libxml2 hands back to the callbacks: the sink, the text, and the context so that they can stop it.
private final class EventBox {
  let sink: any XMLEventSink
  var context: xmlParserCtxtPtr?
  private let document: UnsafeBufferPointer<UInt8>
  @exclusivity(unchecked) private var runs = UnsafeBufferPointer<TextRun>(start: nil, count: 0)
  @exclusivity(unchecked) private var mended = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  @exclusivity(unchecked) private var used = 0

  init(sink: any XMLEventSink, document: UnsafeBufferPointer<UInt8>) {
    self.sink = sink
    self.document = document
  }

  /// Sets the runs that the next marks stand for; valid until `takeBack`.
  func lend(runs: UnsafeBufferPointer<TextRun>, mended: UnsafeBufferPointer<UInt8>) {
    (self.runs, self.mended, used) = (runs, mended, 0)
  }

  /// The number of runs that were used.
  func takeBack() -> Int {
    runs = UnsafeBufferPointer(start: nil, count: 0)
    mended = UnsafeBufferPointer(start: nil, count: 0)
    return used
  }

  /// Passes on the runs that so many marks stand for.
  func pass(marks: Int) {
    for _ in 0..<marks where used < runs.count {
      let run = runs[used]
      used += 1
      let source = run.isMended ? mended : document
      guard run.start >= 0, run.count > 0, run.start <= source.count - run.count else { continue }
      sink.text(UnsafeBufferPointer(rebasing: source[run.start..<run.start + run.count]))
    }
  }

  func stopWhereDone() {
    if sink.isDone, let context { xmlStopParser(context) }
  }

  static func of(_ pointer: UnsafeMutableRawPointer?) -> EventBox? {
    pointer.map { Unmanaged<EventBox>.fromOpaque($0).takeUnretainedValue() }
  }

  static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { user, local, prefix, uri, _, _, attributeCount, _, attributes in
      guard let box = EventBox.of(user), let local else { return }
      let fields = attributes.map { UnsafePointer<UnsafePointer<UInt8>?>(OpaquePointer($0)) }
      box.sink.begin(
        XMLElement(
          local: local, prefix: prefix, uri: uri,
          attributes: XMLAttributes(fields: fields, count: Int(attributeCount))))
      box.stopWhereDone()
    }
    handler.endElementNs = { user, _, _, _ in
      guard let box = EventBox.of(user) else { return }
      box.sink.end()
      box.stopWhereDone()
    }
    handler.characters = { user, _, count in EventBox.of(user)?.pass(marks: max(0, Int(count))) }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.getEntity = { _, name in name.flatMap { xmlGetPredefinedEntity($0) } }
    handler.serror = { _, _ in }
    return handler
  }
}
