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

#endif
