import ArgumentParser
import Moonwire

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `moonwire schedule`: regular updates by cron or systemd.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Print or install what runs 'moonwire update' regularly.",
    discussion: """
      Feeds are asked when they are due, whatever the interval: a short one costs their servers nothing. Installing again \
      replaces what was installed for the same home.

        moonwire schedule --every 15m                      # a line for crontab -e
        moonwire schedule --every 15m --install            # put it there
        moonwire schedule --every 1h --systemd --install   # a timer of your own user's systemd
      """)

  @Option(help: ArgumentHelp("5m, 10m, 12m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 8h, 12h or 24h.", valueName: "interval"))
  var every = "15m"

  @Flag(help: "A line of a crontab; the default.")
  var cron = false

  @Flag(help: "A service and a timer for systemd.")
  var systemd = false

  @Flag(help: "Install it instead of printing it.")
  var install = false

  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard !(cron && systemd) else { throw ValidationError("--cron and --systemd are two ways; choose one") }
    guard place.index == nil else { throw ValidationError("'schedule' is about a home; name it with --home") }
  }

  func run() throws {
    let home = place.archiveHome()
    guard Folder.exists(home.feedsDirectory) else {
      throw CommandFailure(.noInput, "there is no archive home in \(home.path); 'moonwire init' makes one")
    }
    guard let seconds = MergeTime(argument: every)?.seconds,
      let schedule = Schedule(seconds: seconds, program: Surroundings.program, home: home.path)
    else {
      throw CommandFailure(
        .usage, "--every \(every): cron can say 5, 10, 12, 15, 20 and 30 minutes and 1, 2, 3, 4, 6, 8, 12 and 24 hours")
    }
    var output = StandardOutput()
    if systemd {
      if install {
        try output.write(try installUnits(schedule))
      } else {
        try output.write("# moonwire.service\n\(schedule.service)\n# moonwire.timer\n\(schedule.timer)")
      }
    } else if install {
      try installCrontab(schedule)
      try output.write("installed: \(SafeText.line(schedule.crontabLine))\n")
    } else {
      try output.write("\(schedule.crontabLine)\n")
    }
    try output.flush()
  }

  private func installCrontab(_ schedule: Schedule) throws {
    // A user without a crontab gets status 1 and no output.
    let old = ScheduleCommand.output(of: "crontab -l 2>/dev/null")
    guard let pipe = popen("crontab - 2>/dev/null", "w") else {
      throw CommandFailure(.unavailable, "crontab cannot be started; is cron installed?")
    }
    fputs(schedule.crontab(in: old), pipe)
    guard pclose(pipe) == 0 else {
      throw CommandFailure(.unavailable, "crontab refused the new line; is cron installed? --systemd is the other way")
    }
  }

  /// Writes the units and starts the timer; says what is left to do where that does not work.
  private func installUnits(_ schedule: Schedule) throws -> String {
    let configuration =
      Surroundings.variable("XDG_CONFIG_HOME") ?? Surroundings.variable("HOME").map { $0 + "/.config" } ?? ""
    guard !configuration.isEmpty else {
      throw CommandFailure(.cannotCreate, "HOME is not set; there is no place for units")
    }
    let folder = configuration + "/systemd/user"
    try Folder.make(folder)
    for (name, text) in [("moonwire.service", schedule.service), ("moonwire.timer", schedule.timer)] {
      guard let file = fopen(folder + "/" + name, "w") else {
        throw CommandFailure(.cannotCreate, "cannot write \(folder)/\(name): \(String(cString: strerror(errno)))")
      }
      fputs(text, file)
      guard fclose(file) == 0 else {
        throw CommandFailure(.cannotCreate, "cannot write \(folder)/\(name): \(String(cString: strerror(errno)))")
      }
    }
    let start = "systemctl --user daemon-reload && systemctl --user enable --now moonwire.timer"
    let isRunning = ScheduleCommand.output(of: "(\(start)) >/dev/null 2>&1 && echo yes") == "yes\n"
    return "wrote \(SafeText.line(folder))/moonwire.service and moonwire.timer"
      + (isRunning ? "; the timer runs\n" : "\nto start the timer: \(start)\n")
  }

  private static func output(of command: String) -> String {
    guard let pipe = popen(command, "r") else { return "" }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0, bytes.count < 1 << 20 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
