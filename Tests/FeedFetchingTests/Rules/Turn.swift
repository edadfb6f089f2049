import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Counts from 0, whoever asks.
final class Turn: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> Int { count.add(1, ordering: .sequentiallyConsistent).oldValue }

  func peek() -> Int { count.load(ordering: .sequentiallyConsistent) }
}

/// Lets five milliseconds pass.
func pause() { usleep(5000) }
