import Testing

@testable import InvertedIndex

@Suite struct LengthNormTests {
  @Test("codes decode to themselves and rise")
  func codes() {
    var last = -1
    for code in UInt8.min...UInt8.max {
      let length = LengthNorm.decode(code)
      #expect(length > last)
      if length <= Int(Int32.max) { #expect(LengthNorm.encode(length) == code) }
      last = length
    }
  }

  @Test("lengths lose less than an eighth, none up to 39")
  func lengths() {
    var last: UInt8 = 0
    for length in 0..<200_000 {
      let code = LengthNorm.encode(length)
      let decoded = LengthNorm.decode(code)
      #expect(code >= last && decoded <= length)
      if length < 40 { #expect(decoded == length) }
      #expect(length == 0 || Double(length - decoded) < Double(length) / 8)
      last = code
    }
  }

  @Test(
    "values that Lucene's SmallFloat gives",
    arguments: [(0, 0), (23, 23), (24, 24), (39, 39), (40, 40), (41, 40), (42, 41), (100, 57)])
  func known(length: Int, code: Int) {
    #expect(LengthNorm.encode(length) == UInt8(code))
  }

  @Test("outrageous lengths do not trap", arguments: [-1, Int.min, Int.max, Int(Int32.max)])
  func extremes(length: Int) {
    #expect(LengthNorm.encode(length) <= LengthNorm.encode(.max))
  }
}
