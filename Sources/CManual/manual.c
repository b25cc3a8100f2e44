#include "CManual.h"

// In reading order: first what one learns from, then what one looks things up in.

static const unsigned char lesson[] = {
#embed "../Almanac/Almanac.docc/Lesson.md"
};

static const unsigned char answers[] = {
#embed "../Almanac/Almanac.docc/Answers.md"
};

static const unsigned char time[] = {
#embed "../Almanac/Almanac.docc/Time.md"
};

static const unsigned char naming[] = {
#embed "../Almanac/Almanac.docc/Naming.md"
};

static const unsigned char lessons[] = {
#embed "../Almanac/Almanac.docc/Lessons.md"
};

static const unsigned char views[] = {
#embed "../Almanac/Almanac.docc/Views.md"
};

static const unsigned char scripts[] = {
#embed "../Almanac/Almanac.docc/Scripts.md"
};

static const unsigned char data[] = {
#embed "../Almanac/Almanac.docc/Data.md"
};

static const unsigned char corpus[] = {
#embed "../Almanac/Almanac.docc/Corpus.md"
};

static const unsigned char formats[] = {
#embed "../Almanac/Almanac.docc/Formats.md"
};

static const unsigned char library[] = {
#embed "../Almanac/Almanac.docc/Library.md"
};

static const unsigned char card[] = {
#embed "../Almanac/Almanac.docc/Card.md"
};

static const unsigned char reference[] = {
#embed "../Almanac/Almanac.docc/Reference.md"
};

static const unsigned char words[] = {
#embed "../Almanac/Almanac.docc/Words.md"
};

static const unsigned char nouns[] = {
#embed "../Almanac/Almanac.docc/Nouns.md"
};

static const unsigned char commands[] = {
#embed "../Almanac/Almanac.docc/Commands.md"
};

static const unsigned char program[] = {
#embed "../Almanac/Almanac.docc/Program.md"
};

static const unsigned char errors[] = {
#embed "../Almanac/Almanac.docc/Errors.md"
};

static const ManualFile files[] = {
    {"Lesson", lesson, sizeof lesson},
    {"Answers", answers, sizeof answers},
    {"Time", time, sizeof time},
    {"Naming", naming, sizeof naming},
    {"Lessons", lessons, sizeof lessons},
    {"Views", views, sizeof views},
    {"Scripts", scripts, sizeof scripts},
    {"Data", data, sizeof data},
    {"Corpus", corpus, sizeof corpus},
    {"Formats", formats, sizeof formats},
    {"Library", library, sizeof library},
    {"Card", card, sizeof card},
    {"Reference", reference, sizeof reference},
    {"Words", words, sizeof words},
    {"Nouns", nouns, sizeof nouns},
    {"Commands", commands, sizeof commands},
    {"Program", program, sizeof program},
    {"Errors", errors, sizeof errors},
};

const ManualFile *manual_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
