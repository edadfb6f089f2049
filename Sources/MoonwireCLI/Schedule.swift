import Moonwire

/// Regular updates of a home: as a line of a crontab, or as a service and a timer of systemd for one's own user.
struct Schedule: Equatable {
  /// Minutes between two runs: a divisor of an hour, of a day, or a day.
  let minutes: Int
  /// The program, by its path from the root.
  var program: String
  /// The archive home, likewise.
  var home: String

  /// Intervals that both cron and systemd can say.
  static let possible = [5, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440]

  /// - Returns: nil where neither cron nor systemd can say the interval.
  init?(seconds: Double, program: String, home: String) {
    guard let minutes = Schedule.possible.first(where: { Double($0 * 60) == seconds }) else { return nil }
    self.minutes = minutes
    self.program = program
    self.home = home
  }

  /// A number of this home's own below a limit, so that not all that run Moonwire ask at the same minute: FNV-1a, 32 bits.
  private func own(below limit: Int) -> Int {
    var hash: UInt32 = 0x811c_9dc5
    for byte in home.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash % UInt32(limit))
  }

  // MARK: - cron

  /// What marks the line of this home in a crontab.
  var mark: String { "# moonwire \(home)" }

  /// The line of a crontab, without a line end. An odd minute of the home's own, so that it is not that of everyone else.
  var crontabLine: String {
    let minute = own(below: min(minutes, 60) / 2) * 2 + (minutes % 2 == 0 ? 1 : 0)
    let when =
      switch minutes {
      case ..<60: "\(minute)-59/\(minutes) * * * *"
      case 60: "\(minute) * * * *"
      case 1440: "\(minute) \(own(below: 24)) * * *"
      default: "\(minute) */\(minutes / 60) * * *"
      }
    // A percent sign would end the command.
    let command = "MOONWIRE_HOME=\(Schedule.quoted(home)) \(Schedule.quoted(program)) update"
    return "\(when) \(command.replacing("%", with: "\\%")) \(mark.replacing("%", with: "\\%"))"
  }

  /// A crontab with the line in it, in place of one that was there for the same home.
  func crontab(in old: String) -> String {
    let mark = mark.replacing("%", with: "\\%")
    var lines = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    if let place = lines.firstIndex(where: { $0.hasSuffix(" " + mark) }) {
      lines[place] = crontabLine
    } else {
      lines.append(crontabLine)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A word as the shell takes it literally.
  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  // MARK: - systemd

  /// The service.
  var service: String {
    """
    # Made by 'moonwire schedule'. Fetches the feeds that are due and indexes what is new; started by moonwire.timer.

    [Unit]
    Description=Update the Moonwire archive
    Wants=network-online.target
    After=network-online.target

    [Service]
    Type=oneshot
    ExecStart=\(Schedule.unitQuoted(program)) update
    Environment=\(Schedule.unitQuoted("MOONWIRE_HOME=" + home))
    # 75: some feeds did not answer, which passes. 143: stopped, with what was read published.
    SuccessExitStatus=75 143
    TimeoutStartSec=30min
    KillSignal=SIGTERM
    TimeoutStopSec=60

    Nice=10
    IOSchedulingClass=idle
    MemoryMax=1G
    TasksMax=64
    UMask=0077

    # Feeds are bytes from strangers. What follows needs no privilege, only user namespaces.
    NoNewPrivileges=yes
    PrivateUsers=yes
    ProtectSystem=strict
    ProtectHome=read-only
    ReadWritePaths=\(Schedule.unitQuoted(home))
    PrivateTmp=yes
    ProtectKernelTunables=yes
    ProtectControlGroups=yes
    RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
    RestrictNamespaces=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallErrorNumber=EPERM

    """
  }

  /// The timer.
  var timer: String {
    let when =
      switch minutes {
      case ..<60: "*:0/\(minutes)"
      case 60: "hourly"
      case 1440: "daily"
      default: "0/\(minutes / 60):00"
      }
    return """
      # Made by 'moonwire schedule'. A moment of this machine's own in each interval; a run that was missed is made up for.

      [Unit]
      Description=Update the Moonwire archive regularly

      [Timer]
      OnCalendar=\(when)
      RandomizedDelaySec=\(minutes * 2 / 3)min
      FixedRandomDelay=true
      Persistent=true
      AccuracySec=1min

      [Install]
      WantedBy=timers.target

      """
  }

  /// A word in a unit file: quoted, without specifiers or variables (systemd.syntax(7)).
  private static func unitQuoted(_ word: String) -> String {
    let escaped = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
      .replacing("$", with: "$$")
    return escaped.contains(where: { $0 == " " || $0 == "\\" || $0 == "'" }) ? "\"\(escaped)\"" : escaped
  }
}
