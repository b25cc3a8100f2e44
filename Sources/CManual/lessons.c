#include "CManual.h"

// In the order in which they are learnt.

static const unsigned char first_steps[] = {
#embed "../../examples/lessons/first-steps.md"
};

static const unsigned char who_where_when[] = {
#embed "../../examples/lessons/who-where-when.md"
};

static const unsigned char tests[] = {
#embed "../../examples/lessons/tests.md"
};

static const unsigned char order[] = {
#embed "../../examples/lessons/order.md"
};

static const unsigned char counting[] = {
#embed "../../examples/lessons/counting.md"
};

static const unsigned char yes_no_maybe[] = {
#embed "../../examples/lessons/yes-no-maybe.md"
};

static const unsigned char several[] = {
#embed "../../examples/lessons/several.md"
};

static const unsigned char sources[] = {
#embed "../../examples/lessons/sources.md"
};

static const unsigned char scripts[] = {
#embed "../../examples/lessons/scripts.md"
};

static const ManualFile files[] = {
    {"first-steps", first_steps, sizeof first_steps},
    {"who-where-when", who_where_when, sizeof who_where_when},
    {"tests", tests, sizeof tests},
    {"order", order, sizeof order},
    {"counting", counting, sizeof counting},
    {"yes-no-maybe", yes_no_maybe, sizeof yes_no_maybe},
    {"several", several, sizeof several},
    {"sources", sources, sizeof sources},
    {"scripts", scripts, sizeof scripts},
};

const ManualFile *lesson_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
