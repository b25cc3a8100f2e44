internal import CManual

/// The lessons that come with the program, and those that lie in files.
enum LessonShelf {
  /// In the order in which they are learnt.
  static let lessons: [Lesson] = {
    var count = 0
    let first = unsafe lesson_files(&count)
    return (0..<count).map { index in
      let file = unsafe first[index]
      let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
      let text = unsafe String(decoding: bytes, as: UTF8.self)
      return unsafe LessonReader(text, name: String(cString: file.name)).lesson
    }
  }()

  /// `first-steps`, `1`: a lesson that comes with the program.
  static func lesson(named name: String) -> Lesson? {
    if let number = Int(name), lessons.indices.contains(number - 1) { return lessons[number - 1] }
    return lessons.first { $0.name == name.lowercased() }
  }

  /// The name nearest to a misspelt one, or to the beginning of one.
  static func close(to name: String) -> String? {
    let names = lessons.map(\.name)
    if let whole = nearest(name, in: names) { return whole }
    let beginnings = names.map { String($0.prefix(name.count)) }
    guard name.count > 2, let beginning = nearest(name, in: beginnings) else { return nil }
    return beginnings.firstIndex(of: beginning).map { names[$0] }
  }

  /// A lesson of a file: what its file is called without its ending is its name.
  ///
  /// - Throws: ``ShellError`` where it can't be read or is none, with the place.
  static func lesson(
    file path: String, reading read: (String) throws(ShellError) -> String
  ) throws(ShellError) -> Lesson {
    let name = path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? path
    let reader = LessonReader(try read(path), name: name)
    guard let fault = reader.faults.first else { return reader.lesson }
    throw .told(
      "\(shown(path)):\(fault.line):1: error: \(fault.message)\n", .badData)
  }
}
