internal import CLibXML2

/// Feeds a document, mended before, through libxml2's push parser and passes its events on.
///
/// The options: RECOVER, so that what the repair pass overlooked costs as little as possible; NONET; IGNORE_ENC, because
/// the bytes are UTF-8 whatever the document says. Never NOENT, DTDLOAD or HUGE: entities are not expanded, nothing is
/// loaded, and the library's own limits stay. The push parser has no limit of depth; the repair pass sets it.
enum XMLEventParser {
  /// How a parse ended.
  struct Outcome {
    /// libxml2's code of its first fault, 0 where it found none.
    var fault: Int32 = 0
    /// The offset in the mended document near which the fault was found.
    var offset = 0

    /// Takes in what libxml2 answered for the piece that begins at `offset`. Faults of namespaces (200–205) lose nothing
    /// and do not count.
    mutating func note(_ code: Int32, at offset: Int) {
      guard code != 0, fault == 0, !(200...205).contains(code) else { return }
      fault = code
      self.offset = offset
    }
  }

  private static let initialised: Void = moonwire_xml_initialize()

  /// Parses all of the bytes, which are UTF-8.
  static func parse(_ document: [UInt8], into sink: any XMLEventSink) -> Outcome {
    _ = initialised
    moonwire_xml_silence()
    let box = EventBox(sink: sink)
    var handler = EventBox.handler
    return withExtendedLifetime(box) {
      let user = Unmanaged.passUnretained(box).toOpaque()
      guard let context = xmlCreatePushParserCtxt(&handler, user, nil, 0, nil) else { return Outcome(fault: -1) }
      defer { xmlFreeParserCtxt(context) }
      box.context = context
      let options = XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      guard xmlCtxtUseOptions(context, Int32(options)) == 0 else { return Outcome(fault: -1) }
      return push(document, into: context, box: box)
    }
  }

  private static func push(_ document: [UInt8], into context: xmlParserCtxtPtr, box: EventBox) -> Outcome {
    var outcome = Outcome()
    document.withUnsafeBytes { bytes in
      let chunk = 65_536
      var offset = 0
      while offset < bytes.count && !box.sink.isDone {
        let count = min(chunk, bytes.count - offset)
        let piece = bytes.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
        let code = xmlParseChunk(context, piece, Int32(count), 0)
        outcome.note(code, at: offset)
        offset += count
      }
      let code = xmlParseChunk(context, nil, 0, 1)
      if !box.sink.isDone { outcome.note(code, at: bytes.count) }
    }
    box.context = nil
    return outcome
  }
}

/// What libxml2 hands back to the callbacks: the sink, and the context so that they can stop it.
private final class EventBox {
  let sink: any XMLEventSink
  var context: xmlParserCtxtPtr?

  init(sink: any XMLEventSink) {
    self.sink = sink
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
    handler.characters = { user, text, count in
      EventBox.of(user)?.sink.text(UnsafeBufferPointer(start: text, count: max(0, Int(count))))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    handler.getEntity = { _, name in name.flatMap { xmlGetPredefinedEntity($0) } }
    handler.serror = { _, _ in }
    return handler
  }
}
