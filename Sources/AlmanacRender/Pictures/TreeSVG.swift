extension SVGCanvas {
  /// Each name on a line of its own, a step to the right of what it belongs to, and lines that lead
  /// down to it.
  ///
  /// - Returns: the base line below it.
  mutating func draw(_ tree: Tree, from top: Double) -> Double {
    let step = 22.0
    let size = SVGCanvas.textSize
    let right = SVGCanvas.width - SVGCanvas.margin
    // So deep that names would have no room, levels are no longer told apart.
    let deepest = 16
    func x(_ depth: Int) -> Double { SVGCanvas.margin + Double(min(depth, deepest)) * step }
    var y = top + 4
    // Where the last record of each level stands, for the lines of those below it.
    var anchors: [Double] = []
    for node in tree.nodes {
      let depth = node.depth
      anchors.removeSubrange(min(depth, anchors.count)...)
      let label = (node.isMaybe ? "? " : "") + (node.isRow ? node.label : "(\(node.label))")
      let isCount = !node.remark.isEmpty
      let remarkWidth = isCount ? textWidth(node.remark, size: SVGCanvas.smallSize) + 14 : 0
      let room = max(80, right - x(depth) - remarkWidth)
      let baseline = y + size
      if depth > 0, depth <= deepest, let above = anchors.last {
        let trunk = x(depth - 1) + 6
        line("branch", trunk, above + 6, trunk, baseline - 5)
        // The next branch goes on from this one: lines that lie on each other look thicker.
        anchors[depth - 1] = baseline - 11
        line("branch", trunk, baseline - 5, x(depth) - 5, baseline - 5)
      }
      if isCount { text("small", node.remark, x: right, y: baseline, anchor: .end) }
      var below = baseline
      for (index, line) in broken(label, width: room, size: size).enumerated() {
        below = baseline + Double(index) * size * 1.25
        text(node.isRow ? "name" : "small", line, x: x(depth), y: below)
      }
      anchors.append(below)
      y = below + 9
    }
    return y + 12
  }
}
