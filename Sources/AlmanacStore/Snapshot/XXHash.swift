/// XXH64 of some bytes: the checksum of a snapshot's blocks.
///
/// Source: Yann Collet, "xxHash fast digest algorithm", specification 0.1.1, §"XXH64". Why it: 64
/// bits, good for every kind of damage, and 10 GB/s in plain words on any processor; zlib's CRC-32
/// does 1 GB/s, which a first answer would feel, and CRC32C needs an instruction of its own for each
/// kind of processor.
func xxHash64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
  var position = 0
  let count = bytes.count
  var hash: UInt64
  if count >= 32 {
    var (first, second) = (seed &+ prime1 &+ prime2, seed &+ prime2)
    var (third, fourth) = (seed, seed &- prime1)
    while position &+ 32 <= count {
      first = unsafe mixed(first, word(bytes, position))
      second = unsafe mixed(second, word(bytes, position &+ 8))
      third = unsafe mixed(third, word(bytes, position &+ 16))
      fourth = unsafe mixed(fourth, word(bytes, position &+ 24))
      position &+= 32
    }
    hash =
      rotated(first, 1) &+ rotated(second, 7) &+ rotated(third, 12) &+ rotated(fourth, 18)
    for lane in [first, second, third, fourth] {
      hash = (hash ^ mixed(0, lane)) &* prime1 &+ prime4
    }
  } else {
    hash = seed &+ prime5
  }
  hash &+= UInt64(truncatingIfNeeded: count)
  while position &+ 8 <= count {
    hash = unsafe rotated(hash ^ mixed(0, word(bytes, position)), 27) &* prime1 &+ prime4
    position &+= 8
  }
  if position &+ 4 <= count {
    let half = unsafe UInt32(
      littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    hash = rotated(hash ^ UInt64(half) &* prime1, 23) &* prime2 &+ prime3
    position &+= 4
  }
  while position < count {
    hash = unsafe rotated(hash ^ UInt64(bytes[position]) &* prime5, 11) &* prime1
    position &+= 1
  }
  hash = (hash ^ hash &>> 33) &* prime2
  hash = (hash ^ hash &>> 29) &* prime3
  return hash ^ hash &>> 32
}

private let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
private let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
private let prime3: UInt64 = 0x1656_67B1_9E37_79F9
private let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
private let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

private func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
  value &<< count | value &>> (64 &- count)
}

private func mixed(_ lane: UInt64, _ word: UInt64) -> UInt64 {
  rotated(lane &+ word &* prime2, 31) &* prime1
}

private func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
  unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
}
