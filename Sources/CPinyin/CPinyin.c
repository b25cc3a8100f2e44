#include "CPinyin.h"

static const unsigned char readings[] = {
#embed "readings.txt"
};

const unsigned char *pinyin_readings(size_t *count) {
  *count = sizeof readings;
  return readings;
}
