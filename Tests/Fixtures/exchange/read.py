"""What python-icalendar reads from events.ics, as events.json. Run in this folder after a change:

    pip install icalendar==7.3.2 && python3 read.py
"""

import json

import icalendar


def when(component, name):
    value = component.get(name)
    return value.dt.isoformat() if value is not None else None


with open("events.ics", "rb") as file:
    calendar = icalendar.Calendar.from_ical(file.read())

events = []
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    categories = event.get("CATEGORIES")
    organizer = event.get("ORGANIZER")
    events.append(
        {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "start": when(event, "DTSTART"),
            "end": when(event, "DTEND"),
            "description": str(event["DESCRIPTION"]) if "DESCRIPTION" in event else None,
            "location": str(event["LOCATION"]) if "LOCATION" in event else None,
            "geo": list(event["GEO"].to_ical().split(";")) if "GEO" in event else None,
            "categories": [str(c) for c in categories.cats] if categories else [],
            "organizer": str(organizer.params["CN"]) if organizer is not None else None,
            "status": str(event["STATUS"]) if "STATUS" in event else None,
        }
    )

with open("events.json", "w", encoding="utf-8") as file:
    json.dump(events, file, ensure_ascii=False, indent=1)
    file.write("\n")
