import Corpus
import GRDB

// Values of a table that users can open and change. Whatever they have put there must not trap: values of another type,
// and numbers that cannot be meant, count as absent.

func string(_ row: Row, _ column: String) -> String {
  guard let value: DatabaseValue = row[column], case .string(let text) = value.storage else { return "" }
  return text
}

func bytes(_ row: Row, _ column: String) -> [UInt8]? {
  guard let value: DatabaseValue = row[column] else { return nil }
  switch value.storage {
  case .string(let text): return Array(text.utf8)
  case .blob(let data): return Array(data)
  default: return nil
  }
}

func integer(_ row: Row, _ column: String) -> Int64? {
  guard let value: DatabaseValue = row[column], case .int64(let number) = value.storage else { return nil }
  return number
}

/// A count or an amount: never negative, and small enough that sums of many cannot overflow.
func count(_ row: Row, _ column: String) -> Int {
  min(max(0, Int(clamping: integer(row, column) ?? 0)), 1 << 46)
}

/// A number of stories or seconds with a fraction, between 0 and 10^12.
func amount(_ row: Row, _ column: String) -> Double {
  guard let value: DatabaseValue = row[column] else { return 0 }
  let number: Double =
    switch value.storage {
    case .double(let number): number
    case .int64(let number): Double(number)
    default: 0
    }
  return number.isFinite ? min(max(0, number), 1e12) : 0
}

/// A moment; numbers that no clock gives count as absent, so that sums with them cannot overflow.
func moment(_ row: Row, _ column: String) -> Timestamp? {
  guard let seconds = integer(row, column), (0...253_402_300_799).contains(seconds) else { return nil }
  return Timestamp(secondsSince1970: seconds)
}
