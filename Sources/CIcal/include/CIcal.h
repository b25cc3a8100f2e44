// Time zones by libical, opened when they are first asked for: linked, the library costs every start
// 0.7 to 1.2 ms, as it brings ICU and libstdc++ with it.
#pragma once

#include <stdbool.h>

/// A time as a clock on the wall shows it.
struct ical_civil {
  int year, month, day, hour, minute, second;
};

/// NULL when libical is open, else why it could not be opened.
const char *ical_open(void);

/// The zone that a VTIMEZONE component describes, or NULL; never freed, as libical keeps its zones.
void *ical_zone_described(const char *component);

/// The zone of that name in the system's tables, or NULL: `Europe/Paris`.
void *ical_zone_named(const char *name);

/// Coordinated Universal Time.
void *ical_zone_utc(void);

/// The VTIMEZONE component of a zone, or NULL; given back by ical_text_free.
char *ical_zone_text(void *zone);

void ical_text_free(char *text);

/// What the clock of another zone shows at that time.
struct ical_civil ical_converted(struct ical_civil time, void *from, void *to);
