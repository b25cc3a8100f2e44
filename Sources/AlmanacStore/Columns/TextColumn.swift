/// Free text, one a row; empty and missing are told apart by `stated`.
public struct TextColumn: Sendable {
  /// The same words in one language.
  public struct Translation: Hashable, Sendable {
    /// BCP 47.
    public var language: String
    /// The words.
    public var text: String
  }

  /// What was given first, by row.
  public let texts: TextPool
  /// Rows that have a text.
  public let stated: RowSet
  /// Every form of a text that was given by language, by row, the first included.
  public let translations: Translations

  init(texts: TextPool, stated: Bitmap, translations: [UInt32: [Translation]]) {
    self.init(
      texts: texts, stated: RowSet(stated), translations: Translations(translations))
  }

  init(texts: TextPool, stated: RowSet, translations: Translations) {
    self.texts = texts
    self.stated = stated
    self.translations = translations
  }

  /// The text of a row, or nil.
  public subscript(row: UInt32) -> String? { stated[row] ? texts[row] : nil }

  /// The text for a reader of `languages` (BCP 47, most wanted first), else the first one given.
  ///
  /// Source: RFC 4647 §3.4, lookup.
  public func display(of row: UInt32, languages wanted: [String]) -> String? {
    guard let forms = translations[row] else { return self[row] }
    for tag in wanted {
      var range = tag[...]
      while !range.isEmpty {
        if let form = forms.first(where: { $0.language == range }) { return form.text }
        range = range.lastIndex(of: "-").map { range[..<$0] } ?? ""
      }
    }
    return self[row]
  }

  /// Forms of texts by language.
  public struct Translations: Sendable {
    let languages: SparseTexts
    /// Beside the languages.
    let texts: TextPool

    init(languages: SparseTexts, texts: TextPool) {
      self.languages = languages
      self.texts = texts
    }

    init(_ forms: [UInt32: [Translation]]) {
      var languages: [(row: UInt32, text: String)] = []
      var pool = TextPool()
      for row in forms.keys.sorted() {
        for form in forms[row, default: []] {
          languages.append((row, form.language))
          pool.append(form.text)
        }
      }
      self.languages = SparseTexts(languages)
      texts = pool
    }

    /// The forms of a row, or nil.
    public subscript(row: UInt32) -> [Translation]? {
      let positions = languages.positions(of: row)
      guard !positions.isEmpty else { return nil }
      return positions.map { position in
        let position = UInt32(truncatingIfNeeded: position)
        return Translation(language: languages.texts[position], text: texts[position])
      }
    }
  }
}
