// The times that libical finds: one line a rule, `START<tab>RULE` in, times with commas out.
#include <libical/ical.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  static char line[4096];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *rule = strchr(line, '\t');
    if (!rule) continue;
    *rule++ = 0;
    struct icaltimetype start = icaltime_from_string(line);
    icalrecur_iterator *times = icalrecur_iterator_new(icalrecurrencetype_from_string(rule), start);
    for (int i = 0; times && i < 20; i++) {
      struct icaltimetype time = icalrecur_iterator_next(times);
      if (icaltime_is_null_time(time)) break;
      printf("%s%04d%02d%02dT%02d%02d%02d", i ? "," : "", time.year, time.month, time.day,
             time.hour, time.minute, time.second);
    }
    printf("\n");
    if (times) icalrecur_iterator_free(times);
  }
}
