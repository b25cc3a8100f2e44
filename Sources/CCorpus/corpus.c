#include "CCorpus.h"

static const unsigned char file_000[] = {
#embed "../../seeds/000.toml"
};

static const CorpusFile files[] = {
    {"000.toml", file_000, sizeof file_000},
};

const CorpusFile *corpus_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
