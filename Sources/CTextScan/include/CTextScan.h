#ifndef C_TEXT_SCAN_H
#define C_TEXT_SCAN_H

#include <stddef.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// The first position from `start` on, and before `end`, at which a text may begin, or `end`: its
/// first byte stands there and its last `distance` bytes further, letters of either case alike.
///
/// The bytes up to `end + distance` must be there. 16 positions at a time where the machine has SSE2.
///
/// Source: W. Muła, "SIMD-friendly algorithms for substring searching" (2016), first and last byte.
static inline size_t text_scan(
    const uint8_t *_Nonnull bytes, size_t start, size_t end, uint8_t first, uint8_t last,
    size_t distance) {
  const uint8_t lower = 0x20;
  size_t position = start;
#if defined(__SSE2__)
  const __m128i fold = _mm_set1_epi8((char)lower);
  const __m128i firsts = _mm_set1_epi8((char)(first | lower));
  const __m128i lasts = _mm_set1_epi8((char)(last | lower));
  while (position + 16 <= end) {
    __m128i heads = _mm_loadu_si128((const __m128i *)(bytes + position));
    __m128i tails = _mm_loadu_si128((const __m128i *)(bytes + position + distance));
    __m128i both = _mm_and_si128(
        _mm_cmpeq_epi8(_mm_or_si128(heads, fold), firsts),
        _mm_cmpeq_epi8(_mm_or_si128(tails, fold), lasts));
    int mask = _mm_movemask_epi8(both);
    if (mask != 0) return position + (size_t)__builtin_ctz((unsigned)mask);
    position += 16;
  }
#endif
  for (; position < end; position++) {
    if ((bytes[position] | lower) == (first | lower) &&
        (bytes[position + distance] | lower) == (last | lower)) {
      return position;
    }
  }
  return end;
}

/// Whether a text stands there, capitals read as small letters.
static inline int text_stands(
    const uint8_t *_Nonnull bytes, const uint8_t *_Nonnull wanted, size_t count) {
  for (size_t index = 0; index < count; index++) {
    uint8_t byte = bytes[index];
    if (byte >= 'A' && byte <= 'Z') byte |= 0x20;
    if (byte != wanted[index]) return 0;
  }
  return 1;
}

/// Writes where a text stands, rising, letters of either case alike, and how often that is; no more
/// than `room` places, 64 at least. `*next` is where to go on: `end` when all was looked at.
///
/// The places lie from `start` on and before `end`; the bytes up to `end + count - 1` must be there.
/// `wanted` has capitals folded; `one` and `other` are the places of two of its bytes, best such as
/// are seldom met: 64 positions at a time are held against these where the machine has SSE2.
///
/// Source: W. Muła, "SIMD-friendly algorithms for substring searching" (2016); A. Gallant, memchr, for
/// the seldom bytes.
static inline size_t text_find(
    const uint8_t *_Nonnull bytes, size_t start, size_t end, const uint8_t *_Nonnull wanted,
    size_t count, size_t one, size_t other, uint32_t *_Nonnull found, size_t room,
    size_t *_Nonnull next) {
  const uint8_t lower = 0x20;
  size_t written = 0;
  size_t position = start;
#if defined(__SSE2__)
  const __m128i fold = _mm_set1_epi8((char)lower);
  const __m128i ones = _mm_set1_epi8((char)(wanted[one] | lower));
  const __m128i others = _mm_set1_epi8((char)(wanted[other] | lower));
  for (; position + 64 <= end && written + 64 <= room; position += 64) {
    // The machine reads ahead by itself, but no further than the page.
    _mm_prefetch((const char *)(bytes + position + 4096), _MM_HINT_T0);
    const uint8_t *left = bytes + position + one;
    const uint8_t *right = bytes + position + other;
    __m128i hits[4];
    for (size_t part = 0; part < 4; part++) {
      __m128i first = _mm_loadu_si128((const __m128i *)(left + part * 16));
      __m128i second = _mm_loadu_si128((const __m128i *)(right + part * 16));
      hits[part] = _mm_and_si128(
          _mm_cmpeq_epi8(_mm_or_si128(first, fold), ones),
          _mm_cmpeq_epi8(_mm_or_si128(second, fold), others));
    }
    __m128i any = _mm_or_si128(_mm_or_si128(hits[0], hits[1]), _mm_or_si128(hits[2], hits[3]));
    if (_mm_movemask_epi8(any) == 0) continue;
    uint64_t mask = 0;
    for (size_t part = 0; part < 4; part++) {
      mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hits[part]) << (part * 16);
    }
    for (; mask != 0; mask &= mask - 1) {
      size_t place = position + (size_t)__builtin_ctzll(mask);
      if (text_stands(bytes + place, wanted, count)) found[written++] = (uint32_t)place;
    }
  }
  if (position + 64 <= end) {
    *next = position;
    return written;
  }
#endif
  for (; position < end && written < room; position++) {
    if (text_stands(bytes + position, wanted, count)) found[written++] = (uint32_t)position;
  }
  *next = position;
  return written;
}

/// Writes where those bytes of a text stand that are `first`, `second` or a control character, rising,
/// and how many they are; beside it, for every 64 bytes, whether one of them is beyond ASCII.
///
/// `marks` has room for `count` places, `wide` for one byte of each 64 and of what is left.
///
/// Source: G. Langdale, D. Lemire, "Parsing gigabytes of JSON per second" (2019), §3.1.
static inline size_t text_marks(
    const uint8_t *_Nonnull bytes, size_t count, uint8_t first, uint8_t second,
    uint32_t *_Nonnull marks, uint8_t *_Nonnull wide) {
  size_t found = 0;
  size_t position = 0;
#if defined(__SSE2__)
  const __m128i firsts = _mm_set1_epi8((char)first);
  const __m128i seconds = _mm_set1_epi8((char)second);
  const __m128i controls = _mm_set1_epi8(0x1F);
  for (; position + 64 <= count; position += 64) {
    uint64_t mask = 0;
    int beyond = 0;
    for (size_t part = 0; part < 4; part++) {
      __m128i text = _mm_loadu_si128((const __m128i *)(bytes + position + part * 16));
      __m128i hits = _mm_or_si128(
          _mm_or_si128(_mm_cmpeq_epi8(text, firsts), _mm_cmpeq_epi8(text, seconds)),
          _mm_cmpeq_epi8(_mm_min_epu8(text, controls), text));
      mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hits) << (part * 16);
      beyond |= _mm_movemask_epi8(text);
    }
    wide[position / 64] = beyond != 0;
    while (mask != 0) {
      marks[found++] = (uint32_t)(position + (size_t)__builtin_ctzll(mask));
      mask &= mask - 1;
    }
  }
#endif
  for (; position < count; position++) {
    uint8_t byte = bytes[position];
    if (position % 64 == 0) wide[position / 64] = 0;
    if (byte == first || byte == second || byte < 0x20) marks[found++] = (uint32_t)position;
    wide[position / 64] |= byte >> 7;
  }
  return found;
}

#endif
