#if canImport(Glibc)
  internal import Glibc
#endif

/// Asks for large pages for memory that will be filled: with small ones the system is called for every
/// four kilobytes. A wish, nothing more: where it is not granted all goes on as before.
func preferLargePages(_ start: UnsafeMutableRawPointer?, _ byteCount: Int) {
  #if canImport(Glibc)
    let page = 1 << 21
    guard let start = unsafe start, byteCount >= 2 * page else { return }
    let first = (UInt(bitPattern: start) + UInt(page) - 1) & ~UInt(page - 1)
    let end = (UInt(bitPattern: start) + UInt(byteCount)) & ~UInt(page - 1)
    guard first < end, let pages = unsafe UnsafeMutableRawPointer(bitPattern: first) else { return }
    _ = unsafe madvise(pages, Int(end - first), MADV_HUGEPAGE)
  #endif
}
