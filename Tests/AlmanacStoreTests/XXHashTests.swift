import Testing

@testable import AlmanacStore

/// The sanity buffer of xxHash's own tests: bytes of a generator of its own.
private func sanityBuffer(_ count: Int) -> [UInt8] {
  var state: UInt64 = 2_654_435_761
  return (0..<count).map { _ in
    let byte = UInt8(truncatingIfNeeded: state >> 56)
    state = state &* 11_400_714_785_074_694_797
    return byte
  }
}

// Source: xxHash 0.8.2, tests/sanity_test_vectors.h and cli/xsum_sanity_check.c (BSD 2-Clause).
@Test(
  "checksums are those of xxHash",
  arguments: [
    (0, 0, 0xEF46_DB37_51D8_E999), (0, 2_654_435_761, 0xAC75_FDA2_929B_17EF),
    (1, 0, 0xE934_A84A_DB05_2768), (4, 0, 0x9136_A0DC_A574_57EE),
    (14, 0, 0x8282_DCC4_994E_35C8), (222, 0, 0xB641_AE8C_B691_C174),
  ] as [(Int, UInt64, UInt64)])
func knownChecksums(count: Int, seed: UInt64, expected: UInt64) {
  #expect(hashed(sanityBuffer(count), seed: seed) == expected)
}

@Test("checksums of texts are those that xxhsum prints")
func knownTextChecksums() {
  #expect(hashed(Array("a".utf8)) == 0xD24E_C4F1_A98C_6E5B)
  #expect(hashed(Array("abc".utf8)) == 0x44BC_2CF5_AD77_0999)
}
