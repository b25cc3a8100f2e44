// What countries and continents are called: countries.txt as it stands, embedded without a copy.
#pragma once
#include <stddef.h>

// UTF-8, not terminated by NUL, and how many bytes; what a line holds is said at its head. The memory
// lives as long as the program.
const unsigned char *_Nonnull country_table(size_t *_Nonnull count);
