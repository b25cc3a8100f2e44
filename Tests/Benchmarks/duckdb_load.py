"""DuckDB's load of a corpus: duckdb_load.py CORPUS json|csv

Two threads, in memory, columns given their types; JSON to the same state as ours: dictionaries and link
tables of organizers and themes.
"""
import sys

import duckdb

COLUMNS = {
    "id": "INTEGER", "title": "VARCHAR", "start": "VARCHAR", "end": "VARCHAR", "city": "VARCHAR",
    "province": "VARCHAR", "country": "VARCHAR", "mode": "VARCHAR", "kind": "VARCHAR",
    "organizers": "VARCHAR[]", "themes": "VARCHAR[]", "participants": "INTEGER", "parent": "INTEGER"}


def main():
    corpus, form = sys.argv[1:]
    connection = duckdb.connect(config={"threads": 2})
    lists = form == "json"
    columns = {name: kind if lists else kind.removesuffix("[]") for name, kind in COLUMNS.items()}
    if form == "json":
        source = f"read_json('{corpus}/events.jsonl', format='newline_delimited', columns={columns})"
    else:
        source = f"read_csv('{corpus}/events.csv', header=true, quote='\"', columns={columns})"
    connection.execute(f"CREATE TABLE e AS FROM {source}")
    if form == "json":
        for table, field in (("o", "organizers"), ("t", "themes")):
            connection.execute(
                f"CREATE TABLE {table} AS SELECT row_number() OVER () - 1 AS code, x"
                f" FROM (SELECT DISTINCT unnest({field}) x FROM e);"
                f"CREATE TABLE e{table} AS SELECT id, code"
                f" FROM (SELECT id, unnest({field}) x FROM e) JOIN {table} USING (x)")


main()
