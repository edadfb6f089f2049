#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Work on segments that goes on beside the thread that reads and analyses: compressing stored stories, sorting, writing.
///
/// Each segment has a lane, whose jobs run one after another in the order in which they came, on whichever thread is free:
/// so the bytes of a segment do not depend on the number of threads. Whoever waits for a lane runs its jobs himself when
/// nobody else does, and meanwhile those of other lanes that wait for nothing; with no threads at all, everything runs where
/// it is asked for.
final class BackgroundWork: @unchecked Sendable {
  // All of it is guarded by `mutex`.

  /// The jobs of one segment.
  final class Lane: @unchecked Sendable {
    fileprivate struct Job {
      /// Bytes that it holds until it has run.
      var cost: Int
      /// Whether it waits for no other lane, so that whoever waits may run it.
      var isLeaf: Bool
      var run: () throws -> Void
    }

    fileprivate var jobs: [Job] = []
    fileprivate var cost = 0
    fileprivate var isRunning = false
    fileprivate var failure: (any Error)?

    fileprivate init() {}
  }

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var lanes: [Lane] = []
  private var threads: [pthread_t] = []
  private var isEnding = false

  /// - Parameter threads: threads beside the caller's; 0 is none.
  init(threads count: Int) {
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
    for _ in 0..<count { start() }
  }

  deinit {
    // No thread is left: `end` has joined them, and each of them held this object before.
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Ends the threads, once they have done what they are at; jobs that have not begun are left.
  func end() {
    pthread_mutex_lock(mutex)
    isEnding = true
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
    // Jobs hold what they work on.
    for lane in lanes { lane.jobs = [] }
    lanes = []
  }

  private func start() {
    let argument = Unmanaged.passRetained(self).toOpaque()
    #if canImport(Darwin)
    var thread: pthread_t?
    let failed = pthread_create(&thread, nil, { BackgroundWork.run($0) }, argument)
    #else
    var thread = pthread_t()
    let failed = pthread_create(&thread, nil, { BackgroundWork.run($0) }, argument)
    #endif
    guard failed == 0 else {
      // Without the thread its work is done where it is asked for.
      Unmanaged<BackgroundWork>.fromOpaque(argument).release()
      return
    }
    #if canImport(Darwin)
    if let thread { threads.append(thread) }
    #else
    threads.append(thread)
    #endif
  }

  private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let work = Unmanaged<BackgroundWork>.fromOpaque(argument).takeRetainedValue()
    pthread_mutex_lock(work.mutex)
    while !work.isEnding {
      if let lane = work.lanes.first(where: { !$0.isRunning && !$0.jobs.isEmpty }) {
        work.runFirst(of: lane)
      } else {
        pthread_cond_wait(work.changed, work.mutex)
      }
    }
    pthread_mutex_unlock(work.mutex)
    return nil
  }

  /// Runs a lane's first job; the mutex is held before and after, and not meanwhile. After a failure jobs are passed over.
  private func runFirst(of lane: Lane) {
    let job = lane.jobs.removeFirst()
    lane.isRunning = true
    let skips = lane.failure != nil
    pthread_mutex_unlock(mutex)
    var failure: (any Error)?
    if !skips { do { try job.run() } catch { failure = error } }
    pthread_mutex_lock(mutex)
    lane.isRunning = false
    lane.cost -= job.cost
    lane.failure = lane.failure ?? failure
    pthread_cond_broadcast(changed)
  }

  /// A lane for a new segment.
  func makeLane() -> Lane {
    let lane = Lane()
    pthread_mutex_lock(mutex)
    lanes.append(lane)
    pthread_mutex_unlock(mutex)
    return lane
  }

  /// Adds a job to a lane.
  ///
  /// - Parameters:
  ///   - cost: bytes that the job holds until it has run.
  ///   - limit: when the lane holds more, its jobs are run or waited for until it does not.
  ///   - isLeaf: whether the job waits for no lane and adds to none.
  /// - Throws: what an earlier job of the lane threw.
  func add(
    to lane: Lane, cost: Int, limit: Int, isLeaf: Bool = true, _ job: @escaping () throws -> Void
  ) throws {
    pthread_mutex_lock(mutex)
    lane.jobs.append(Lane.Job(cost: cost, isLeaf: isLeaf, run: job))
    lane.cost += cost
    pthread_cond_broadcast(changed)
    let limit = threads.isEmpty ? 0 : limit
    while lane.cost > limit { step(lane) }
    let failure = lane.failure
    pthread_mutex_unlock(mutex)
    if let failure { throw failure }
  }

  /// Waits until all jobs of a lane have run, and closes it.
  ///
  /// - Throws: what a job of the lane threw.
  func finish(_ lane: Lane) throws {
    pthread_mutex_lock(mutex)
    while lane.isRunning || !lane.jobs.isEmpty { step(lane) }
    lanes.removeAll { $0 === lane }
    let failure = lane.failure
    pthread_mutex_unlock(mutex)
    if let failure { throw failure }
  }

  /// Threads beside the caller's.
  var threadCount: Int {
    threads.count
  }

  /// Closes a lane: its jobs that have not begun are not run, and the one that runs is waited for.
  func drop(_ lane: Lane) {
    pthread_mutex_lock(mutex)
    lane.jobs = []
    while lane.isRunning { pthread_cond_wait(changed, mutex) }
    lanes.removeAll { $0 === lane }
    pthread_mutex_unlock(mutex)
  }

  /// Runs a job of the lane, or else one of another lane that waits for nothing; where there is none, waits for a change.
  private func step(_ lane: Lane) {
    if !lane.isRunning && !lane.jobs.isEmpty {
      runFirst(of: lane)
    } else if let other = lanes.last(where: { !$0.isRunning && $0.jobs.first?.isLeaf == true }) {
      runFirst(of: other)
    } else {
      pthread_cond_wait(changed, mutex)
    }
  }
}
