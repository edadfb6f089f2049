extension HTMLReader {
  /// An element begins.
  mutating func begin(_ tag: HTMLTag, _ attributes: HTMLAttributes) {
    if let hidden {
      if hidden.tag == tag && !tag.isVoid && !tag.closesItself { self.hidden = (tag, hidden.depth + 1) }
      // A paragraph or item that is hidden ends where the next begins, whether or not its end tag is there.
      guard hidden.tag.closesItself, hidden.tag == tag || (hidden.tag.layout == .block && tag.layout == .block) else {
        return
      }
      self.hidden = nil
    }
    if !tag.isVoid, tag.isLeftOut || attributes.isHidden {
      if !attributes.isEmpty || tag.isRawText { hidden = (tag, 1) }
      return
    }
    switch tag.layout {
    case .inline: break
    case .code: code += 1
    case .quotation: write(quotationMark: "“")
    case .lineBreak:
      if isOneLine {
        raise(.space)
      } else if dueMark == nil {
        pending = pending.rawValue >= Gap.line.rawValue && !output.isEmpty ? .paragraph : .line
      }
    case .line: raise(.line)
    case .block: raise(.paragraph)
    case .bulletList, .numberedList:
      raise(lists.isEmpty ? .paragraph : .line)
      if lists.count < 64 { lists.append(tag.layout == .numberedList ? attributes.number ?? 1 : 0) }
    case .item: beginItem(attributes.number)
    case .row:
      raise(.line)
      (rowStart, cellIsDue) = (output.count, false)
    case .cell:
      if let rowStart, output.count > rowStart {
        (cellIsDue, pending) = (true, .none)
      } else if rowStart == nil {
        raise(.line)
        rowStart = output.count
      }
    case .table:
      raise(.paragraph)
      (rowStart, cellIsDue) = (nil, false)
    case .preformatted:
      raise(.paragraph)
      preformatted += 1
    }
  }

  /// An element ends.
  mutating func end(_ tag: HTMLTag) {
    if let hidden {
      if hidden.tag == tag { self.hidden = hidden.depth > 1 ? (tag, hidden.depth - 1) : nil }
      return
    }
    switch tag.layout {
    case .inline, .cell: break
    case .code: code = max(0, code - 1)
    case .quotation: write(quotationMark: "”")
    case .lineBreak, .line: raise(.line)
    case .block: raise(.paragraph)
    case .bulletList, .numberedList:
      dueMark = nil
      _ = lists.popLast()
      raise(lists.isEmpty ? .paragraph : .line)
    case .item:
      // A paragraph that ends with its item leaves no empty line in the list.
      dueMark = nil
      pending = .line
    case .row:
      raise(.line)
      (rowStart, cellIsDue) = (nil, false)
    case .table:
      raise(.paragraph)
      (rowStart, cellIsDue) = (nil, false)
    case .preformatted:
      raise(.paragraph)
      preformatted = max(0, preformatted - 1)
    }
  }

  /// - Parameter number: What the item says that it is.
  private mutating func beginItem(_ number: Int?) {
    dueMark = nil
    raise(.line)
    guard !isOneLine else { return }
    var mark = 0
    if let next = lists.last, next > 0 {
      mark = number ?? next
      lists[lists.count - 1] = mark + 1
    }
    dueMark = mark
  }

  /// `q` stands for quotation marks. The closing one follows its text without a gap.
  private mutating func write(quotationMark mark: Unicode.Scalar) {
    if mark == "”" && pending == .space { pending = .none }
    ShortText(mark).withBytes { append($0) }
  }
}
