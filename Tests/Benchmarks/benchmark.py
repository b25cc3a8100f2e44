"""Almanac, DuckDB and SQLite side by side over the same corpus: see README.md."""
import argparse
import datetime as dt
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys

import answers
import measures
import program
import queries
import report

HERE = pathlib.Path(__file__).parent
ENGINES = ("duckdb", "sqlite")


class Engine:
    """DuckDB or SQLite in a process of its own."""

    def __init__(self, name, corpus, values):
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, HERE / "engines.py", name, corpus, json.dumps(values)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.state = self.reply()

    def reply(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended early: see the message above")
        return json.loads(line)

    def ask(self, query):
        self.process.stdin.write(query + "\n")
        self.process.stdin.flush()
        return self.reply()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def made_corpus(folder, count):
    """The folder of a corpus of so many events; made when it is not there."""
    corpus = folder / str(count)
    if not (corpus / "things.jsonl").exists():
        print(f"making {count:,} events", file=sys.stderr)
        subprocess.run([sys.executable, HERE / "corpus.py", str(count), corpus], check=True)
    return corpus


def query_rounds(binary, data, corpus, values, only, rounds):
    """Seconds of each query on each side, by turns, and what differs between the answers."""
    ours = {name: text for name, text in queries.almanac(values).items() if name.startswith(only)}
    engines = [Engine(name, corpus, values) for name in ENGINES]
    seconds = {name: {"almanac": [], **{engine: [] for engine in ENGINES}} for name in ours}
    found, ran = {}, None
    for place in range(rounds):
        turn = place % 3
        sides = (["almanac", *engines] * 2)[turn:turn + 3]
        for side in sides:
            if side == "almanac":
                ran = program.Run(binary, data, ours)
                for name in ours:
                    seconds[name]["almanac"].append(statistics.median(ran.seconds[name]))
                continue
            for name in ours:
                if place == 0 or seconds[name][side.name][-1] < 1:
                    side.ask(name)
                reply = side.ask(name)
                seconds[name][side.name].append(reply["seconds"])
                found.setdefault(name, {})[side.name] = reply["rows"]
        print(f"round {place + 1} of {rounds}", file=sys.stderr)
    states = {engine.name: engine.state for engine in engines}
    for engine in engines:
        engine.close()
    wrong = {
        name: [difference for engine in ENGINES
               for difference in answers.differences(name, ran.answers[name], found[name][engine], engine)]
        for name in ours}
    return seconds, {name: lines for name, lines in wrong.items() if lines}, states, ran


def other_measures(binary, corpus, values, count):
    """What is measured once, beside the queries."""
    events, things = corpus / "events.jsonl", corpus / "things.jsonl"
    found = {"bandwidth": measures.bandwidth()}
    for form, file in (("json", events), ("csv", corpus / "events.csv")):
        found[form] = {
            "bytes": file.stat().st_size,
            "almanac": measures.our_load(binary, [file, things]),
            "duckdb": measures.duckdb_load(corpus, form)}
    commands = {"almanac": [binary, "query", "events count"]}
    if shutil.which("sqlite3"):
        commands["sqlite"] = ["sqlite3", ":memory:", "select 1"]
    found["starts"] = measures.starts(commands)
    snapshot = corpus / "events.almanac"
    snapshot.unlink(missing_ok=True)
    found["convert"] = measures.load([binary, "convert", events, things, snapshot])
    found["snapshot"] = {"bytes": snapshot.stat().st_size}
    point = queries.almanac(values)["q01_point_id"]
    opened = [measures.point_query(binary, snapshot, point) for _ in range(9)]
    found["snapshot"]["open"] = statistics.median(load for load, _ in opened)
    found["snapshot"]["first"] = statistics.median(answer for _, answer in opened)
    contains = queries.almanac(values)["q06a_title_common"]
    found["early contains"] = measures.early(binary, snapshot, contains)
    found["names"] = max(
        0, measures.our_load(binary, [snapshot], ".index now")["wall"] - measures.our_load(binary, [snapshot])["wall"])
    found["completion"] = measures.completion(
        binary, [snapshot], "events where starts = 2023 and organizer = ")
    found["bytes an event"] = program.bytes_an_event(binary, snapshot, count)
    return found


def growth(binary, folder, only):
    """Instructions of each query over a corpus and over one twice as large."""
    found = {}
    for count in (50_000, 100_000):
        corpus = made_corpus(folder, count)
        values = queries.parameters(corpus)
        snapshot = corpus / "growth.almanac"
        snapshot.unlink(missing_ok=True)
        program.finished([binary, "convert", corpus / "events.jsonl", corpus / "things.jsonl", snapshot])
        for name, text in queries.almanac(values).items():
            if name.startswith(only):
                found.setdefault(name, []).append(measures.instructions(binary, snapshot, text))
                print(f"{name} {count:,}: {found[name][-1]:,} instructions", file=sys.stderr)
    return found


def main():
    reader = argparse.ArgumentParser(description="Almanac beside DuckDB and SQLite")
    reader.add_argument("--events", type=int, default=1_000_000)
    reader.add_argument("--rounds", type=int, default=9)
    reader.add_argument("--only", default="", help="queries whose names begin so: q02")
    reader.add_argument("--queries-only", action="store_true", help="no loads, starts and snapshots")
    reader.add_argument("--growth", action="store_true", help="count instructions too: takes minutes")
    reader.add_argument("--keep", action="store_true", help="write the tables to RESULTS.md")
    reader.add_argument("--program", required=True)
    reader.add_argument("--folder", type=pathlib.Path, required=True)
    options = reader.parse_args()

    corpus = made_corpus(options.folder, options.events)
    values = queries.parameters(corpus)
    data = [corpus / "events.jsonl", corpus / "things.jsonl"]
    seconds, wrong, states, ran = query_rounds(
        options.program, data, corpus, values, options.only, options.rounds)
    result = {
        "date": dt.date.today().isoformat(), "events": options.events, "rounds": options.rounds,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f}",
        "seconds": seconds, "wrong": wrong, "engines": states,
        "peak": ran.usage.ru_maxrss * 1024, "load": ran.load_seconds}
    if not options.queries_only:
        result["other"] = other_measures(options.program, corpus, values, options.events)
    if options.growth:
        result["growth"] = growth(options.program, options.folder, options.only)
    text = report.text(result)
    print(text)
    if options.keep:
        report.keep(text, HERE / "RESULTS.md")
    sys.exit(1 if wrong else 0)


main()
