"""DuckDB and SQLite, each in a process of its own, asked over a pipe.

    engines.py duckdb|sqlite CORPUS

Reads one name of a query a line; prints {"seconds": …, "rows": […]} for it. The first line it prints
tells how long the tables took and how much memory they are.
"""
import json
import pathlib
import re
import sqlite3
import sys
import time

import duckdb
import pyarrow.parquet as pq

import queries

THREADS = 2
TABLES = [
    "events", "event_organizers", "event_themes", "organizations", "themes", "cities", "provinces",
    "countries"]
SQLITE_TABLES = {
    "events": """id INTEGER PRIMARY KEY, title TEXT, start_lo INT, start_hi INT, end_lo INT, end_hi INT,
        prec INT, city_id INT, mode TEXT, kind TEXT, participants INT, parent_id INT, year INT""",
    "event_organizers": "event_id INT, org_id INT, PRIMARY KEY(event_id, org_id)",
    "event_themes": "event_id INT, theme_id INT, PRIMARY KEY(event_id, theme_id)",
    "organizations": "org_id INTEGER PRIMARY KEY, name TEXT UNIQUE, country_id INT",
    "themes": "theme_id INTEGER PRIMARY KEY, name TEXT UNIQUE, parent_id INT",
    "cities": "city_id INTEGER PRIMARY KEY, name TEXT, province_id INT, country_id INT",
    "provinces": "province_id INTEGER PRIMARY KEY, name TEXT, country_id INT",
    "countries": "country_id INTEGER PRIMARY KEY, name TEXT UNIQUE",
}
SQLITE_INDEXES = [
    "event_organizers(org_id, event_id)", "event_themes(theme_id, event_id)",
    "events(start_lo, end_hi, participants)", "events(year, city_id)", "events(parent_id)",
    "events(kind, participants)", "events(city_id, participants)", "organizations(country_id)",
    "cities(country_id)", "themes(parent_id)"]
DUCKDB_INDEXES = [("events", "id"), ("event_organizers", "org_id"), ("events", "parent_id")]


def open_duckdb(corpus):
    connection = duckdb.connect(config={"threads": THREADS})
    for word in ("kind", "mode"):
        connection.execute(
            f"CREATE TYPE {word} AS ENUM"
            f" (SELECT DISTINCT {word} FROM '{corpus}/t_events.parquet' ORDER BY 1)")
    for table in TABLES:
        columns = "*"
        if table == "events":
            columns = ("* REPLACE (kind::kind AS kind, mode::mode AS mode),"
                       " year(start_lo)::SMALLINT AS year")
        connection.execute(
            f"CREATE TABLE {table} AS SELECT {columns} FROM '{corpus}/t_{table}.parquet'")
    for table, key in DUCKDB_INDEXES:
        connection.execute(f"CREATE INDEX ix_{table}_{key} ON {table}({key})")
    return connection


def open_sqlite(corpus):
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=0)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute(f"PRAGMA threads={THREADS}")
    connection.execute("PRAGMA temp_store=MEMORY")
    for table in TABLES:
        suffix = " WITHOUT ROWID" if table in ("event_organizers", "event_themes") else ""
        connection.execute(f"CREATE TABLE {table}({SQLITE_TABLES[table]}){suffix}")
        connection.execute("BEGIN")
        for batch in pq.ParquetFile(f"{corpus}/t_{table}.parquet").iter_batches(200_000):
            columns = [
                column.cast("int32").to_pylist() if str(column.type) == "date32[day]"
                else column.to_pylist() for column in batch.columns]
            if table == "events":
                starts = batch.column("start_lo").to_numpy(zero_copy_only=False)
                columns.append((starts.astype("datetime64[Y]").astype(int) + 1970).tolist())
            marks = ",".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} VALUES({marks})", zip(*columns))
        connection.execute("COMMIT")
    for index in SQLITE_INDEXES:
        name = re.sub("[^a-z]+", "_", index)
        connection.execute(f"CREATE INDEX ix_{name} ON {index}")
    connection.execute("ANALYZE")
    return connection


def resident_bytes():
    status = open("/proc/self/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024


def main():
    engine, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    texts = queries.sql(engine, json.loads(sys.argv[3]))
    before, start = resident_bytes(), time.perf_counter()
    connection = (open_duckdb if engine == "duckdb" else open_sqlite)(corpus)
    seconds = time.perf_counter() - start
    reply = {"version": duckdb.__version__ if engine == "duckdb" else sqlite3.sqlite_version,
             "seconds": seconds, "bytes": resident_bytes() - before}
    print(json.dumps(reply), flush=True)
    for line in sys.stdin:
        text = texts[line.strip()]
        start = time.perf_counter()
        rows = connection.execute(text).fetchall()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "rows": rows}, default=str), flush=True)


main()
