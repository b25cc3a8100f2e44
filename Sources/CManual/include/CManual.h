// The manual: the pages of Sources/Almanac/Almanac.docc that are about the language and the shell,
// and the lessons of examples/lessons, embedded in the program without a copy. Nothing of it is touched
// before someone asks for help or learns.
#pragma once
#include <stddef.h>

typedef struct {
  const char *_Nonnull name;            // as in the folder, without its ending: "Time"
  const unsigned char *_Nonnull bytes;  // Markdown in UTF-8, not terminated by NUL
  size_t count;                         // bytes
} ManualFile;

// The pages in reading order, and how many there are. The memory lives as long as the program.
const ManualFile *_Nonnull manual_files(size_t *_Nonnull count);

// The lessons in the order in which they are learnt, likewise.
const ManualFile *_Nonnull lesson_files(size_t *_Nonnull count);
