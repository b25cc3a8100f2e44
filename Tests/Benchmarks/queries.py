"""The standing queries of each side, with the parameters of a corpus put in."""
import datetime as dt
import pathlib
import re

import numpy as np
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
EPOCH = dt.date(1970, 1, 1)


def parameters(corpus):
    """Names that are common, middling and rare in the corpus, and the event with most below it."""
    def names(table):
        return pq.read_table(corpus / f"t_{table}.parquet").column("name")

    organizations, themes, countries = names("organizations"), names("themes"), names("countries")
    parents = pq.read_table(corpus / "t_events.parquet", columns=["parent_id"])
    parent = parents.column(0).fill_null(-1).to_numpy().astype(np.int64)
    top = np.where(parent >= 0, parent, np.arange(len(parent)))
    while (top[top] != top).any():
        top = top[top]

    def organization(rank):
        return organizations[(rank * 7919) % 20000].as_py()

    return {
        "pid": len(parent) * 3 // 7,
        "rare": organization(19999), "mid": organization(100), "common": organization(0),
        "theme": themes[15].as_py(), "leaf": themes[(5 * 1009 + 7) % 2000].as_py(),
        "country": countries[5].as_py(), "country2": countries[50].as_py(),
        "root": int(np.argmax(np.bincount(top))),
    }


def sql(engine, values):
    """The SQL of an engine by name. `{d:2023-06-10}` is a date in DuckDB, a day number in SQLite."""
    def day(match):
        if engine == "duckdb":
            return f"DATE '{match[1]}'"
        return str((dt.date.fromisoformat(match[1]) - EPOCH).days)

    found = {}
    for name, marks, text in blocks(HERE / "queries.sql"):
        if marks.get("only", engine) == engine:
            text = re.sub(r"\{d:([0-9-]+)\}", day, text.rstrip().rstrip(";"))
            found[name] = filled(text, values)
    return found


def almanac(values):
    """Our queries by name."""
    return {name: filled(text.strip(), values) for name, _, text in blocks(HERE / "queries.alm")}


def filled(text, values):
    return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), text)


def blocks(path):
    """(name, marks, text) of each block that begins with `-- name: x` or `# name: x`."""
    found = []
    for line in path.read_text().splitlines():
        mark = re.match(r"(?:--|#) (name|only): (\S+)", line)
        if mark and mark[1] == "name":
            found.append((mark[2], {}, []))
        elif mark:
            found[-1][1][mark[1]] = mark[2]
        elif found and line and not re.match(r"--|#", line):
            found[-1][2].append(line)
    return [(name, marks, "\n".join(lines)) for name, marks, lines in found]
