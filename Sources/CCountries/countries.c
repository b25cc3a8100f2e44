#include "CCountries.h"

static const unsigned char countries[] = {
#embed "countries.txt"
};

const unsigned char *country_table(size_t *count) {
  *count = sizeof countries;
  return countries;
}
