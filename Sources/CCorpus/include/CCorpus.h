// The built-in corpus: every file of seeds/ as it stands, embedded in the program without a copy.
#pragma once
#include <stddef.h>

typedef struct {
  const char *_Nonnull name;               // as in seeds/, for example "000.toml"
  const unsigned char *_Nonnull bytes;     // UTF-8, not terminated by NUL
  size_t count;                            // bytes
} CorpusFile;

// The files in loading order, and how many there are. The memory lives as long as the program.
const CorpusFile *_Nonnull corpus_files(size_t *_Nonnull count);
