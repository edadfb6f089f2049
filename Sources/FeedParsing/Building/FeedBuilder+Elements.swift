internal import Corpus

extension FeedBuilder {
  /// What an element that begins outside of text means.
  func open(_ term: FeedTerm, _ element: XMLElement, _ frame: inout Frame) {
    let attributes = element.attributes
    frame.role = .field
    switch term {
    case .unknown, .textInput:
      frame.role = .ignored
    case .root, .list, .nitf, .mediaGroup, .skipHours, .skipDays, .geoWhere:
      frame.role = .container
    case .gmlPoint, .gmlLine, .gmlPolygon, .gmlBox:
      frame.role = .container
      openShape(term, attributes)
    case .channel:
      frame.role = .container
      noteChannelBegins()
      openChannel(element)
    case .entry:
      frame.role = .container
      noteEntryBegins()
      openDraft(.entry, &frame)
      let about = attributes.string("about", prefix: "rdf") ?? attributes.string("about") ?? ""
      drafts[drafts.count - 1].draft.about = about.trimmedASCII
      if let href = attributes.string("href") ?? attributes.string("HREF") { offerLink(href, rank: 2) }
      if let modified = attributes.string("lastmod") ?? attributes.string("LASTMOD") { offerUpdated(modified, rank: 1) }
    case .source:
      if let url = attributes.string("url") {
        frame.reference = resolved(url)
      } else {
        frame.role = .container
        frame.opensDraft = true
        drafts.append((.source, FeedDraft()))
      }
    case .image:
      if let reference = attributes.string("href") ?? attributes.string("resource", prefix: "rdf") {
        offerImage(reference)
        frame.role = .ignored
      } else {
        frame.role = .container
        openDraft(.image, &frame)
      }
    case .logo:
      if let reference = attributes.string("href") ?? attributes.string("url") { offerImage(reference) }
    case .link:
      openLink(attributes, &frame)
    case .body where frames.last?.term == .nitf:
      frame.role = .container
    case .content, .summary, .description, .title, .subtitle, .rights, .body, .mediaDescription, .mediaTitle:
      frame.type = textType(term, element)
      if let source = attributes.string("src"), term == .content { offerLink(source, rank: 0) }
      if term == .body { frame.type = .xhtml }
    case .guid:
      frame.detail = attributes.string("isPermaLink")?.trimmedASCII.lowercased() ?? "true"
    case .author, .contributor:
      person = PersonDraft()
    case .category:
      if let text = attributes.string("text") {
        FeedDraft.add(text.trimmedASCII, to: &drafts[drafts.count - 1].draft.categories)
        frame.role = .container
        return
      }
      frame.detail = attributes.string("term") ?? ""
      if let label = attributes.string("label"), frame.detail.isEmpty { frame.detail = label }
    case .enclosure:
      addEnclosure(attributes, url: attributes.string("url") ?? attributes.string("href"))
      frame.role = .ignored
    case .mediaContent:
      addEnclosure(attributes, url: attributes.string("url"))
      frame.role = .container
    default: break
    }
  }

  /// What an element's text means, once it has ended.
  func close(_ frame: Frame) {
    let top = drafts.count - 1
    switch frame.term {
    case .title: drafts[top].draft.title.offer(line(frame), rank: 3)
    case .mediaTitle: drafts[top].draft.title.offer(line(frame), rank: 1)
    case .subtitle: drafts[top].draft.subtitle.offer(block(frame), rank: 2)
    case .description, .summary, .mediaDescription: closeDescription(frame)
    case .content, .body:
      FeedDraft.keepLonger(block(frame), in: &drafts[top].draft.content)
    case .link:
      let link = string(frame)
      if !link.isEmpty { offerLink(link, rank: 3) }
    case .id: if drafts[top].draft.id.isEmpty { drafts[top].draft.id = identifier(string(frame)) }
    case .guid: closeGUID(frame)
    case .published: offerPublished(string(frame), rank: 3)
    case .anyDate: offerPublished(string(frame), rank: 2)
    case .created: offerPublished(string(frame), rank: 1)
    case .updated: offerUpdated(string(frame), rank: 3)
    case .author: closePerson(frame, into: \.authors)
    case .contributor: closePerson(frame, into: \.contributors)
    case .creator: FeedDraft.add(FeedBuilder.name(in: line(frame)), to: &drafts[top].draft.creators)
    case .personName: if person != nil { person?.name = line(frame) }
    case .personEmail: if person != nil { person?.email = string(frame) }
    case .category:
      let text = line(frame)
      FeedDraft.add(frame.detail.isEmpty ? text : frame.detail.trimmedASCII, to: &drafts[top].draft.categories)
    case .keywords:
      for word in string(frame).split(separator: ",") {
        FeedDraft.add(String(word).trimmedASCII, to: &drafts[top].draft.categories)
      }
    case .rights: if drafts[top].draft.rights.isEmpty { drafts[top].draft.rights = block(frame) }
    case .generator: drafts[top].draft.generator = string(frame)
    case .icon, .logo, .imageURL: offerImage(string(frame))
    case .language: drafts[top].draft.language.offer(FeedBuilder.tag(string(frame)), rank: 2)
    case .source:
      drafts[top].draft.source = FeedSource(title: line(frame), url: frame.reference)
    case .comments: drafts[top].draft.comments = resolved(string(frame))
    case .geoPoint, .geoLine, .geoPolygon, .geoBox, .geoPositions, .latitude, .longitude: closePlace(frame)
    default: closeHint(frame)
    }
  }

  private func closeDescription(_ frame: Frame) {
    let top = drafts.count - 1
    let text = block(frame)
    if drafts[top].subject == .entry {
      if frame.term == .summary {
        FeedDraft.keepLonger(text, in: &drafts[top].draft.summary)
      } else {
        FeedDraft.keepLonger(text, in: &drafts[top].draft.description)
      }
    } else {
      drafts[top].draft.subtitle.offer(text, rank: frame.term == .description ? 3 : 1)
    }
  }

  /// An id as written, but for one that is no more than a path: that is a reference, which its base makes a name.
  private func identifier(_ text: String) -> String {
    text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../") ? resolved(text) : text
  }

  private func closeGUID(_ frame: Frame) {
    let top = drafts.count - 1
    guard drafts[top].draft.guid.isEmpty else { return }
    drafts[top].draft.guid = string(frame)
    drafts[top].draft.guidIsLink = frame.detail != "false"
  }

  private func closePerson(_ frame: Frame, into list: WritableKeyPath<FeedDraft, [String]>) {
    var name = person?.name ?? ""
    drafts[drafts.count - 1].draft.people += 1
    guard drafts[drafts.count - 1].draft.people <= FeedDraft.longestList else { return person = nil }
    if name.isEmpty { name = FeedBuilder.name(in: line(frame)) }
    if name.isEmpty { name = person?.email ?? "" }
    person = nil
    FeedDraft.add(name, to: &drafts[drafts.count - 1].draft[keyPath: list])
  }

  private func closeHint(_ frame: Frame) {
    switch frame.term {
    case .ttl: feed.hints.ttl = Int(string(frame)).flatMap { $0 > 0 ? min($0, 1_000_000) : nil }
    case .hour: if let hour = Int(string(frame)), (0...24).contains(hour) { feed.hints.skipHours.append(hour % 24) }
    case .day:
      let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
      if let index = days.firstIndex(of: string(frame).lowercased()) { feed.hints.skipDays.append(index + 1) }
    case .updatePeriod:
      let periods = ["hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000]
      feed.hints.updatePeriod = periods[string(frame).lowercased()]
    case .updateFrequency: updateFrequency = Int(string(frame)).flatMap { $0 > 0 ? $0 : nil } ?? 1
    default: break
    }
  }

  /// A language tag in lower case, `-` for `_`.
  static func tag(_ text: String) -> String {
    String(decoding: text.trimmedASCII.lowercased().utf8.map { $0 == UInt8(ascii: "_") ? 0x2D : $0 }, as: UTF8.self)
  }

  /// The name in an RSS author: `mail@host (Name)`, `Name <mail@host>`, `Name`.
  static func name(in text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
    if let open = text.firstIndex(of: "("), text.hasSuffix(")"), text[..<open].contains("@") {
      let name = String(text[text.index(after: open)...].dropLast()).trimmedASCII
      if !name.isEmpty { return name }
    }
    if let open = text.lastIndex(of: "("), text.hasSuffix(")"), text[open...].contains("@") {
      let name = String(text[..<open]).trimmedASCII
      if !name.isEmpty { return name }
    }
    if let open = text.firstIndex(of: "<"), text[open...].contains("@") {
      let name = String(text[..<open]).trimmedASCII
      if !name.isEmpty { return name }
    }
    return text
  }

  private func openLink(_ attributes: XMLAttributes, _ frame: inout Frame) {
    let relation = attributes.string("rel")?.trimmedASCII.lowercased() ?? "alternate"
    guard let href = attributes.string("href") else {
      if relation != "alternate" { frame.role = .ignored }
      return
    }
    frame.role = .ignored
    let type = attributes.string("type")?.lowercased() ?? ""
    switch relation {
    case "alternate", "", "http://www.iana.org/assignments/relation/alternate":
      let isPage = type.isEmpty || type.withContiguousUTF8 { ByteClass.find("html", in: $0, from: 0) != nil }
      offerLink(href, rank: isPage ? 2 : 1)
    case "enclosure": addEnclosure(attributes, url: href)
    case "license", "copyright":
      if drafts[drafts.count - 1].draft.rights.isEmpty { drafts[drafts.count - 1].draft.rights = resolved(href) }
    case "self": if drafts.count == 1, feed.selfLink.isEmpty { feed.selfLink = resolved(href) }
    case "image": offerImage(href)
    default: break
    }
  }

  private func addEnclosure(_ attributes: XMLAttributes, url: String?) {
    guard let url = url?.trimmedASCII, !url.isEmpty,
      drafts[drafts.count - 1].draft.enclosures.count < FeedDraft.longestList
    else { return }
    let length = attributes.string("length") ?? attributes.string("fileSize")
    drafts[drafts.count - 1].draft.enclosures.append(
      FeedEnclosure(
        url: resolved(url), type: attributes.string("type") ?? "",
        length: length.flatMap { Int($0.trimmedASCII) }.flatMap { $0 >= 0 ? $0 : nil }))
  }

  private func textType(_ term: FeedTerm, _ element: XMLElement) -> FeedTextType {
    let type = element.attributes.string("type")?.trimmedASCII.lowercased()
    let mode = element.attributes.string("mode")?.trimmedASCII.lowercased()
    if mode == "base64" { return .base64 }
    let isAtom = element.uri.map(isAtom) ?? feed.format.name.hasPrefix("Atom")
    guard isAtom else { return term == .mediaTitle && type != "html" ? .plain : .html }
    switch type {
    case "html", "text/html": return .html
    case "xhtml", "application/xhtml+xml": return mode == "escaped" ? .html : .xhtml
    case nil, "", "text", "text/plain": return .plain
    case .some(let type):
      if type.hasSuffix("+xml") || type.hasSuffix("/xml") { return .xhtml }
      return type.hasPrefix("text/") ? .plain : .base64
    }
  }

  /// True for a namespace of Atom, of any version. libxml2 keeps one copy of each, so that its address stands for it.
  private func isAtom(_ uri: UnsafePointer<UInt8>) -> Bool {
    if let known = atomNamespaces.first(where: { $0.uri == uri }) { return known.isAtom }
    let name = String(cString: uri).lowercased()
    let isAtom = name.contains("/atom") || name.contains("purl.org/pie") || name.contains("echo")
    if atomNamespaces.count < 8 { atomNamespaces.append((uri, isAtom)) }
    return isAtom
  }
}
