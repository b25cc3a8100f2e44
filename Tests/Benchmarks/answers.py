"""Whether two sides gave the same answer, value by value.

An answer becomes a list of rows of plain values: numbers as they are, dates as ISO text, what one side
spells otherwise in the spelling of ours.
"""
import calendar
import datetime as dt
import math

EPOCH = dt.date(1970, 1, 1)
MODES = {"in-person": "offline"}
# Where rows of equal rank may stand in any order: the column that ranks them.
RANKED = {"q07_count_by_org_top10": 1, "q12_avg_part_by_country": 1}


def differences(name, ours, theirs, engine):
    """What differs between our answer and an engine's, in words; empty when nothing does."""
    left, right = rows_of_ours(name, ours), rows_of_sql(name, theirs, engine)
    if len(left) != len(right):
        return [f"{len(left)} rows, {engine} has {len(right)}"]
    if name in RANKED:
        rank = RANKED[name]
        left, right = (sorted(rows, key=lambda row: (-row[rank], row[0])) for rows in (left, right))
    return [
        f"row {index + 1}: {one}, {engine} has {other}"
        for index, (one, other) in enumerate(zip(left, right))
        if len(one) != len(other) or not all(map(is_same, one, other))]


def is_same(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
    return one == other


def rows_of_ours(name, records):
    if name == "q01_point_id":
        return [whole_event(record) for record in records]
    rows = [list(record.values()) for record in records]
    if name in ("q10_topk_participants", "q16_first20_by_date"):
        rows = [[int(row[0]), *row[1:]] for row in rows]
    if name == "q16_first20_by_date":
        rows = [[*row[:2], bounds(row[2])[0]] for row in rows]
    return rows


def whole_event(record):
    first, _, last = record["when"].partition("/")
    start, end = bounds(first), bounds(last or first)
    return [int(record["id"]), record["name"], *start, *end, record["mode"], record["kind"],
            record.get("attendance")]


def rows_of_sql(name, rows, engine):
    if name == "q01_point_id":
        return [[row[0], row[1], *(day(value) for value in row[2:6]), MODES.get(row[8], row[8]), row[9],
                 row[10]] for row in rows]
    if name == "q16_first20_by_date":
        return [[*row[:2], day(row[2])] for row in rows]
    # The sum over no rows is null there, and 0 here.
    return [[0 if value is None else value for value in row] for row in rows]


def day(value):
    """SQLite holds numbers of days, DuckDB dates."""
    return (EPOCH + dt.timedelta(value)).isoformat() if isinstance(value, int) else str(value)


def bounds(text):
    """First and last day of `2029`, `2029-12` or `2029-12-04`."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return text, text
    year, first, last = parts[0], (parts + [1])[1], (parts + [12])[1]
    end = calendar.monthrange(year, last)[1]
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{end:02}"
