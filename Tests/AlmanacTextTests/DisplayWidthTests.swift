import AlmanacText
import Testing

@Test(
  "a text takes as many cells as a terminal gives it",
  arguments: [
    ("abc", 3), ("", 0), ("北京", 4), ("e\u{301}", 1), ("한국", 4), ("ｶﾞ", 2), ("a\u{1B}[31mb", 6),
    ("👩‍👩‍👧", 2), ("❤️", 2), ("🇨🇳", 2), ("👍🏽", 2), ("\t\n", 0), ("\r\n", 0), ("…", 1), ("🎉x", 3),
    ("и\u{306}", 1),
  ])
func widths(text: String, width: Int) {
  #expect(displayWidth(text) == width)
}

@Test(
  "a text is cut between graphemes and says so",
  arguments: [
    ("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("北京上海", 5, "北京…"), ("北京上海", 4, "北…"),
    ("北京", 4, "北京"), ("abc", 0, ""), ("abc", 1, "…"), ("", 3, ""),
    ("a\u{301}b\u{301}c", 2, "a\u{301}…"),
    ("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"),
  ])
func cuts(text: String, width: Int, cut: String) {
  #expect(truncated(text, toWidth: width) == cut)
  #expect(displayWidth(truncated(text, toWidth: width)) <= max(width, 0))
}

@Test("a text is padded by cells, not characters")
func pads() {
  #expect(padded("北京", toWidth: 6) == "北京  ")
  #expect(padded("42", toWidth: 5, alignment: .trailing) == "   42")
  #expect(padded("ab", toWidth: 5, alignment: .center) == " ab  ")
  #expect(padded("北京", toWidth: 3) == "北京")
}

@Test("no text drives the terminal")
func controlsAreShown() {
  #expect(visible("plain 北京 👩‍👩‍👧") == "plain 北京 👩‍👩‍👧")
  #expect(visible("\u{1B}[2J\n\u{7F}") == "␛[2J␊␡")
  #expect(visible("a\u{9B}31m\u{202E}b") == #"a\u{9B}31m\u{202E}b"#)
}
