#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What can be shown on one end of the program: is it a terminal, how wide is it, does it want colour?
struct Terminal: Equatable, Sendable {
  /// A person may be looking: the descriptor is a terminal.
  var isTerminal: Bool
  /// Width in columns, never under 20.
  var columns: Int
  /// Escape sequences for colour are welcome.
  var usesColour: Bool
  /// Signs beyond ASCII (`·`, `…`) may be used to lay out; stories are printed as UTF-8 in any case.
  var usesUnicode: Bool

  /// Decides from the facts.
  ///
  /// - `NO_COLOR` (no-color.org) set to anything but the empty string, or `TERM=dumb`, turns colour off;
  ///   `CLICOLOR_FORCE` other than `0` turns it on in a pipe, for `less -R`.
  /// - A window's own width comes before `COLUMNS`, which shells set once and forget; with neither it is 80.
  /// - The first of `LC_ALL`, `LC_CTYPE`, `LANG` that is set says whether the locale is UTF-8. With none set it is
  ///   taken to be: containers have no locale, but their users' terminals do.
  init(isTerminal: Bool, windowColumns: Int?, environment: (String) -> String?) {
    self.isTerminal = isTerminal
    func value(_ name: String) -> String? {
      environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    let width = windowColumns.flatMap { $0 > 0 ? $0 : nil } ?? value("COLUMNS").flatMap { Int($0) } ?? 80
    columns = min(max(width, 20), 10_000)
    let isForced = value("CLICOLOR_FORCE").map { $0 != "0" } ?? false
    usesColour = value("NO_COLOR") == nil && (isForced || (isTerminal && value("TERM") != "dumb"))
    let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "UTF-8").lowercased()
    // `en_US.UTF-8@euro`: what stands behind the dot.
    let codeset = locale.utf8.split(separator: UInt8(ascii: ".")).last ?? locale.utf8[...]
    usesUnicode = codeset.starts(with: "utf-8".utf8) || codeset.starts(with: "utf8".utf8)
  }

  /// Looks at an open file descriptor and at the environment of the process.
  init(fileDescriptor: Int32) {
    let isTerminal = isatty(fileDescriptor) == 1
    var window = winsize()
    let isKnown = isTerminal && ioctl(fileDescriptor, UInt(TIOCGWINSZ), &window) == 0
    self.init(isTerminal: isTerminal, windowColumns: isKnown ? Int(window.ws_col) : nil) { name in
      getenv(name).map { String(cString: $0) }
    }
  }
}
