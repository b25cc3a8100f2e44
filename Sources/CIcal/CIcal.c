#include "CIcal.h"

#include <dlfcn.h>
#include <libical/ical.h>
#include <stddef.h>
#include <stdlib.h>

// Every function of libical that is called, by the type that its header declares.
static struct {
  __typeof__(&icalerror_set_errors_are_fatal) set_errors_are_fatal;
  __typeof__(&icalparser_parse_string) parse;
  __typeof__(&icalcomponent_isa) isa;
  __typeof__(&icalcomponent_get_first_component) first;
  __typeof__(&icalcomponent_remove_component) remove;
  __typeof__(&icalcomponent_free) free_component;
  __typeof__(&icaltimezone_new) new_zone;
  __typeof__(&icaltimezone_free) free_zone;
  __typeof__(&icaltimezone_set_component) set_component;
  __typeof__(&icaltimezone_get_builtin_timezone) named;
  __typeof__(&icaltimezone_get_utc_timezone) utc;
  __typeof__(&icaltimezone_convert_time) convert;
  __typeof__(&icaltimezone_get_component) component;
  __typeof__(&icalcomponent_as_ical_string_r) text;
} ical;

static const char *open_library(void) {
  void *library = NULL;
  const char *names[] = {"libical.so.3", "libical.so", "libical.3.dylib", "libical.dylib"};
  for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return "libical is not there; install the package libical3 (libical on a Mac)";
#define FIND(member, name) \
  if (!(ical.member = (__typeof__(ical.member))dlsym(library, #name))) \
    return "libical has no " #name "; install version 3 of it, the package libical3";
  FIND(set_errors_are_fatal, icalerror_set_errors_are_fatal)
  FIND(parse, icalparser_parse_string)
  FIND(isa, icalcomponent_isa)
  FIND(first, icalcomponent_get_first_component)
  FIND(remove, icalcomponent_remove_component)
  FIND(free_component, icalcomponent_free)
  FIND(new_zone, icaltimezone_new)
  FIND(free_zone, icaltimezone_free)
  FIND(set_component, icaltimezone_set_component)
  FIND(named, icaltimezone_get_builtin_timezone)
  FIND(utc, icaltimezone_get_utc_timezone)
  FIND(convert, icaltimezone_convert_time)
  FIND(component, icaltimezone_get_component)
  FIND(text, icalcomponent_as_ical_string_r)
#undef FIND
  ical.set_errors_are_fatal(0);
  return NULL;
}

const char *ical_open(void) {
  static bool is_tried;
  static const char *fault;
  if (!is_tried) {
    is_tried = true;
    fault = open_library();
  }
  return fault;
}

void *ical_zone_described(const char *component) {
  icalcomponent *parsed = ical.parse(component);
  if (!parsed) return NULL;
  icalcomponent *zone = parsed;
  if (ical.isa(parsed) != ICAL_VTIMEZONE_COMPONENT) {
    zone = ical.first(parsed, ICAL_VTIMEZONE_COMPONENT);
    if (zone) ical.remove(parsed, zone);
    ical.free_component(parsed);
    if (!zone) return NULL;
  }
  icaltimezone *made = ical.new_zone();
  if (ical.set_component(made, zone)) return made;
  ical.free_component(zone);
  ical.free_zone(made, 1);
  return NULL;
}

void *ical_zone_named(const char *name) { return ical.named(name); }

void *ical_zone_utc(void) { return ical.utc(); }

char *ical_zone_text(void *zone) {
  icalcomponent *component = ical.component(zone);
  return component ? ical.text(component) : NULL;
}

void ical_text_free(char *text) { free(text); }

struct ical_civil ical_converted(struct ical_civil time, void *from, void *to) {
  struct icaltimetype converted = {
      .year = time.year, .month = time.month, .day = time.day,
      .hour = time.hour, .minute = time.minute, .second = time.second};
  ical.convert(&converted, from, to);
  return (struct ical_civil){converted.year, converted.month, converted.day,
                             converted.hour, converted.minute, converted.second};
}
