import Testing

@testable import MoonwireCLI

@Suite struct ScheduleTests {
  private func schedule(_ seconds: Double, home: String = "/home/ann/news") throws -> Schedule {
    try #require(Schedule(seconds: seconds, program: "/usr/bin/moonwire", home: home))
  }

  @Test(arguments: Schedule.possible)
  func theLineNamesMinuteAndCommand(minutes: Int) throws {
    let line = try schedule(Double(minutes * 60)).crontabLine
    let fields = line.split(separator: " ")
    #expect(fields.dropFirst(2).prefix(3) == ["*", "*", "*"])
    let minute = try #require(fields[0].split(separator: "-").first.flatMap { Int($0) })
    #expect((0..<min(minutes, 60)).contains(minute) && (minutes % 2 == 1 || minute % 2 == 1))
    #expect(line.hasSuffix("MOONWIRE_HOME=/home/ann/news /usr/bin/moonwire update # moonwire /home/ann/news"))
  }

  @Test(arguments: [0, 1, 60, 240, 90 * 60, 7 * 60, 25 * 3600, .infinity, .nan] as [Double])
  func otherIntervalsAreRefused(seconds: Double) {
    #expect(Schedule(seconds: seconds, program: "/m", home: "/h") == nil)
  }

  @Test func eachHomeHasAMinuteOfItsOwn() throws {
    let lines = try (0..<50).map { try schedule(3600, home: "/home/\($0)").crontabLine.prefix { $0 != " " } }
    #expect(Set(lines).count > 10)
  }

  @Test(arguments: [
    ("/it's here", "'/it'\\''s here'"), ("/100%/news", "'/100\\%/news'"), ("/plain-1.2_x", "/plain-1.2_x"),
    ("/a;rm -rf $HOME", "'/a;rm -rf $HOME'"),
  ])
  func theShellTakesTheHomeLiterally(home: String, quoted: String) throws {
    #expect(try schedule(900, home: home).crontabLine.contains("MOONWIRE_HOME=\(quoted) "))
  }

  @Test func installingTwiceLeavesOneLineAndTheOthers() throws {
    let first = try schedule(900).crontab(in: "MAILTO=ann\n5 4 * * * backup\n")
    #expect(first.hasPrefix("MAILTO=ann\n5 4 * * * backup\n") && first.split(separator: "\n").count == 3)
    let second = try schedule(3600).crontab(in: first)
    let hourly = try schedule(3600).crontabLine
    #expect(second.split(separator: "\n").count == 3 && second.contains(hourly))
    let other = try schedule(3600, home: "/home/ann/news2").crontab(in: second)
    #expect(other.split(separator: "\n").count == 4)
    let quarter = try schedule(900)
    #expect(quarter.crontab(in: "") == quarter.crontabLine + "\n")
  }

  @Test func unitsNameProgramHomeAndInterval() throws {
    let schedule = try schedule(7200, home: "/home/ann/100% news")
    #expect(schedule.service.contains("\nExecStart=/usr/bin/moonwire update\n"))
    #expect(schedule.service.contains("\nEnvironment=\"MOONWIRE_HOME=/home/ann/100%% news\"\n"))
    #expect(schedule.service.contains("\nReadWritePaths=\"/home/ann/100%% news\"\n"))
    #expect(schedule.timer.contains("\nOnCalendar=0/2:00\n") && schedule.timer.contains("\nRandomizedDelaySec=80min\n"))
    #expect(schedule.timer.contains("\nPersistent=true\n") && schedule.timer.contains("\nFixedRandomDelay=true\n"))
  }
}
