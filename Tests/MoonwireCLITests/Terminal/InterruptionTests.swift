import Testing

@testable import MoonwireCLI

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite struct InterruptionTests {
  @Test func theFirstSignalIsAWish() async {
    await #expect(processExitsWith: .exitCode(143)) {
      receiveSignals()
      Interruption.listen()
      precondition(!Interruption.isWanted && Interruption.exitCode == nil)
      raise(SIGTERM)
      precondition(Interruption.isWanted)
      exit(Interruption.exitCode ?? 0)
    }
  }

  @Test func theSecondSignalEndsTheProcess() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      receiveSignals()
      Interruption.listen()
      raise(SIGINT)
      raise(SIGINT)
    }
  }

  @Test func aClosedPipeIsNoSignal() async {
    await #expect(processExitsWith: .exitCode(7)) {
      Interruption.ignoreBrokenPipes()
      var ends: [Int32] = [0, 0]
      precondition(pipe(&ends) == 0)
      close(ends[0])
      var output = StandardOutput(descriptor: ends[1])
      try output.write("nobody reads this\n")
      do {
        try output.flush()
      } catch is StandardOutput.BrokenPipe {
        exit(7)
      }
    }
  }
}

/// Lets this thread have signals that whoever started the tests may have held back.
private func receiveSignals() {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGINT)
  sigaddset(&signals, SIGTERM)
  pthread_sigmask(SIG_UNBLOCK, &signals, nil)
}
