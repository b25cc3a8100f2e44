// How Han characters are read in Mandarin: readings.txt as it stands, embedded without a copy.
#pragma once
#include <stddef.h>

// UTF-8, not terminated by NUL, and how many bytes. Each line that does not begin with `#` is the
// readings, the commonest first, and then all characters that have just these, between spaces. The
// memory lives as long as the program.
const unsigned char *_Nonnull pinyin_readings(size_t *_Nonnull count);
