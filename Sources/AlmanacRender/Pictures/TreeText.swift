internal import AlmanacText

/// A tree in a terminal; what only stands above rows is in brackets.
///
/// ```
/// (China)
/// ├── Beijing  4
/// └── Chongqing  3
/// ```
func treeText(_ tree: Tree, width: Int, style: Style) -> String {
  let glyphs = Glyphs(style)
  var text = ""
  // Whether a line goes down from each level above.
  var trunks: [Bool] = []
  for node in tree.nodes {
    trunks.removeSubrange(min(node.depth, trunks.count)...)
    // The first levels are left out where names would have no room.
    let levels = max(0, (width - 12) / 4)
    var lead = ""
    if node.depth > 0 {
      let shown = trunks.dropFirst().suffix(max(0, levels - 1))
      if shown.count < trunks.count - 1 { lead = style.ellipsis + " " }
      lead += shown.map { $0 ? glyphs.trunk : "    " }.joined()
      lead += node.isLast ? glyphs.lastBranch : glyphs.branch
    }
    trunks.append(!node.isLast)
    let label = (node.isMaybe ? "? " : "") + (node.isRow ? node.label : "(\(node.label))")
    let room = max(2, width - displayWidth(lead))
    let remark = node.remark.isEmpty ? "" : "  " + node.remark
    let nameRoom = room - displayWidth(remark)
    let isBeside = nameRoom >= min(displayWidth(label), 12)
    let name = label.fitted(
      to: min(displayWidth(label), isBeside ? nameRoom : room), style: style)
    let beside = isBeside ? remark : ""
    let shown = beside.isEmpty ? name.trimmed : name
    text +=
      style.paint(lead, .faint) + (node.isRow ? shown : style.paint(shown, .faint))
      + style.paint(beside, .accent) + "\n"
    if !isBeside, !node.remark.isEmpty {
      let indent = min(displayWidth(lead) + 2, width / 2)
      let below = node.remark.fitted(to: width - indent, style: style).trimmed
      text += repeated(" ", count: indent) + style.paint(below, .accent) + "\n"
    }
  }
  return text
}
