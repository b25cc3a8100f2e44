"""How many events python-icalendar finds in each calendar here: writes counts.tsv beside this file.

python3 -m pip install icalendar && python3 oracle.py

One line a file: its path, how many VEVENTs there are, how many of them differ by UID and
RECURRENCE-ID (those without a UID count each); `refused` where python-icalendar takes the file for
no calendar.
"""

import pathlib

import icalendar

here = pathlib.Path(__file__).parent
lines = [f"# python-icalendar {icalendar.__version__}"]
for path in sorted(here.glob("*/*.ics")):
    name = path.relative_to(here).as_posix()
    try:
        components = icalendar.Component.from_ical(path.read_bytes(), multiple=True)
        events = [event for component in components for event in component.walk("VEVENT")]
    except Exception as error:
        lines.append(f"{name}\trefused\t{type(error).__name__}")
        continue
    keys = set()
    for number, event in enumerate(events):
        uid = str(event.get("UID", ""))
        changed = event.get("RECURRENCE-ID")
        keys.add((uid, changed.to_ical() if changed else b"") if uid else number)
    lines.append(f"{name}\t{len(events)}\t{len(keys)}")
(here / "counts.tsv").write_text("\n".join(lines) + "\n")
