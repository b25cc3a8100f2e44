#include "CCorpus.h"

// What several documents share, then document by document, then what is known from outside.

static const unsigned char shared[] = {
#embed "../../seeds/shared.toml"
};

static const unsigned char file_000[] = {
#embed "../../seeds/000-conference-2021.toml"
};

static const unsigned char file_001[] = {
#embed "../../seeds/001-international-month-2025.toml"
};

static const unsigned char file_002[] = {
#embed "../../seeds/002-chongqing-russian.toml"
};

static const unsigned char file_003[] = {
#embed "../../seeds/003-chongqing-english.toml"
};

static const unsigned char file_004[] = {
#embed "../../seeds/004-popularization-day-2023.toml"
};

static const unsigned char corrections[] = {
#embed "../../seeds/corrections.toml"
};

static const CorpusFile files[] = {
    {"shared.toml", shared, sizeof shared},
    {"000-conference-2021.toml", file_000, sizeof file_000},
    {"001-international-month-2025.toml", file_001, sizeof file_001},
    {"002-chongqing-russian.toml", file_002, sizeof file_002},
    {"003-chongqing-english.toml", file_003, sizeof file_003},
    {"004-popularization-day-2023.toml", file_004, sizeof file_004},
    {"corrections.toml", corrections, sizeof corrections},
};

const CorpusFile *corpus_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
