#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The keys of the terminal: blocks of bytes in, scalars out.
struct KeySource {
  /// What a wait brought.
  enum Event {
    /// Bytes that can be taken.
    case input
    /// The file descriptor that was watched besides.
    case signal
    /// Nothing in the time given.
    case timeout
    /// The end of the input, or a terminal that is gone.
    case end
  }

  /// A key alone: what stands for Escape when no other byte follows it soon.
  static let escapeAlone: UInt32 = 0x1C
  /// How long the bytes of one key may take, in milliseconds.
  static let keyMilliseconds: Int32 = 40
  /// The most bytes of one paste.
  static let mostPastedBytes = 16 << 20

  private var buffer: [UInt8] = []
  private var head = 0
  private var isAtEnd = false

  /// Whether bytes wait to be taken.
  var isEmpty: Bool { head == buffer.count }

  /// Waits at most `milliseconds` (-1: for ever) for bytes, or for `signal`.
  mutating func wait(milliseconds: Int32, signal: Int32 = -1) -> Event {
    if isAtEnd { return .end }
    var places = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signal, events: Int16(POLLIN), revents: 0),
    ]
    let count = unsafe poll(&places, 2, milliseconds)
    if count == 0 { return .timeout }
    if count < 0 { return errno == EINTR ? .signal : .end }
    if places[0].revents != 0 { return fill() }
    return .signal
  }

  /// Takes the next scalar; nil when nothing waits. Bytes that are not UTF-8 are U+FFFD, NUL is
  /// dropped.
  mutating func next() -> UInt32? {
    while !isEmpty && buffer[head] == 0 { head += 1 }
    guard !isEmpty else { return nil }
    let first = buffer[head]
    if first == 0x1B && head + 1 == buffer.count
      && wait(milliseconds: Self.keyMilliseconds) == .timeout
    {
      head += 1
      return Self.escapeAlone
    }
    let length = Self.length(first)
    while buffer.count - head < length, wait(milliseconds: 10 * Self.keyMilliseconds) == .input {}
    let scalar = Self.decode(buffer[head..<min(buffer.count, head + length)])
    head += scalar.length
    return scalar.value
  }

  /// Takes the printable characters that wait, up to the first key of another kind, if there are
  /// at least `least` bytes of them.
  mutating func takeRun(least: Int) -> String? {
    guard buffer.count - head >= least else { return nil }
    var end = head
    while end < buffer.count && buffer[end] >= 0x20 && buffer[end] != 0x7F { end += 1 }
    // A character whose last bytes are still on their way stays.
    var start = end
    while start > head && buffer[start - 1] & 0xC0 == 0x80 { start -= 1 }
    if start > head, end == buffer.count, end - (start - 1) < Self.length(buffer[start - 1]) {
      end = start - 1
    }
    guard end - head >= least else { return nil }
    defer { head = end }
    return String(decoding: buffer[head..<end], as: UTF8.self)
  }

  /// Takes a bracketed paste up to its end mark, which is consumed; the mark of its beginning has
  /// been taken. Waits until all of it is there, so that a half is never run.
  mutating func takePaste() -> String {
    let mark = Array("\u{1B}[201~".utf8)
    var pasted: [UInt8] = []
    while true {
      if let escape = buffer[head...].firstIndex(of: 0x1B) {
        pasted += buffer[head..<escape]
        head = escape
        while buffer.count - head < mark.count && mark.starts(with: buffer[head...])
          && wait(milliseconds: 100 * Self.keyMilliseconds) == .input
        {}
        if buffer[head...].starts(with: mark) {
          head += mark.count
          break
        }
        head += 1  // An escape inside of the paste is no key.
      } else {
        pasted += buffer[head...]
        head = buffer.count
        let event = wait(milliseconds: -1)
        if event == .end { break }
      }
    }
    return PastedText.clean(pasted.prefix(Self.mostPastedBytes))
  }
}

extension KeySource {
  private mutating func fill() -> Event {
    if head > 0 {
      buffer.removeFirst(head)
      head = 0
    }
    let block = 1 << 16
    let used = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: block))
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe read(STDIN_FILENO, $0.baseAddress?.advanced(by: used), block)
    }
    let code = errno
    buffer.removeLast(block - max(0, count))
    if count > 0 { return .input }
    if count < 0 && (code == EINTR || code == EAGAIN) { return .signal }
    isAtEnd = true
    return .end
  }

  private static func length(_ first: UInt8) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> (value: UInt32, length: Int) {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) {
      return (scalar.value, UTF8.width(scalar))
    }
    return (0xFFFD, 1)
  }
}

/// What is left of a pasted text: lines end in U+000A, tabs are blanks, no control characters.
enum PastedText {
  /// Cleans the bytes of a paste.
  static func clean(_ bytes: ArraySlice<UInt8>) -> String {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var last: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0x0D: kept.append(0x0A)
      case 0x0A: if last != 0x0D { kept.append(0x0A) }
      case 0x09: kept += [0x20, 0x20]
      case 0..<0x20, 0x7F: break
      default: kept.append(byte)
      }
      last = byte
    }
    let text = String(decoding: kept, as: UTF8.self)
    guard kept.contains(0xC2) else { return text }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text.unicodeScalars.filter { !(0x80..<0xA0).contains($0.value) })
    return String(scalars)
  }
}
