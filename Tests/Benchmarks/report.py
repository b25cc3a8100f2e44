"""The tables of a run, against the goals."""
import statistics

# How many times faster than each engine a query is to be; None where there is no goal.
GOALS = {
    "q01_point_id": ("G1", 50, 10), "q02a_org_rare": ("G1", 50, 10), "q02b_org_mid": ("G1", 50, 10),
    "q02c_org_common": ("G1", 20, None), "q03_theme_subtree": ("G2", 15, None),
    "q04_overlap": ("G3", 20, None), "q05_year_country_theme": ("", None, None),
    "q06a_title_common": ("G4", 15, None), "q06b_title_rare": ("G4", 15, None),
    "q07_count_by_org_top10": ("G3", 6, None), "q08_count_by_year": ("G3", 6, None),
    "q09_year_x_theme": ("G5", 15, None), "q10_topk_participants": ("G6", None, 0.5),
    "q11_distinct_orgs_filtered": ("", None, None), "q12_avg_part_by_country": ("G3", 6, None),
    "q13_org_in_country": ("G2", 15, None), "q14a_closure_one": ("G1", 50, 10),
    "q14b_closure_many": ("G1", 50, 10), "q15a_facet_orgs_year": ("G2", 15, None),
    "q15b_facet_orgs_kind": ("G2", 15, None), "q16_first20_by_date": ("", None, None),
}
MEGA = 1_000_000


def text(result):
    versions = result["engines"]
    lines = [
        f"## {result['events']:,} events, {result['date']}", "",
        f"{result['machine']}; DuckDB {versions['duckdb']['version']} with two threads and its indexes,"
        f" SQLite {versions['sqlite']['version']} with its best indexes. Medians of {result['rounds']}"
        " rounds by turns, each side warmed; milliseconds from the text to the rows. A ratio is how many"
        " times faster than that engine; the goal stands behind it.", ""]
    lines += query_table(result["seconds"])
    wrong = result["wrong"]
    lines += ["", "All answers agree, value by value." if not wrong else "**Answers differ:**"]
    lines += [f"- {name}: {line}" for name, found in wrong.items() for line in found[:3]]
    if "other" in result:
        lines += ["", *other_table(result)]
    if "growth" in result:
        lines += ["", *growth_table(result["growth"])]
    return "\n".join(lines) + "\n"


def query_table(seconds):
    lines = ["| query | Almanac | DuckDB | SQLite | ÷ DuckDB | ÷ SQLite | |", "|---|--:|--:|--:|--:|--:|---|"]
    for name, sides in seconds.items():
        ours, duckdb, sqlite = (statistics.median(sides[side]) for side in ("almanac", "duckdb", "sqlite"))
        group, *wanted = GOALS[name]
        ratios = [duckdb / ours, sqlite / ours]
        cells = [f"{ratio:,.1f}" + (f" of {goal:g}" if goal else "") for ratio, goal in zip(ratios, wanted)]
        missed = any(goal and ratio < goal for ratio, goal in zip(ratios, wanted))
        verdict = f"{group} {'missed' if missed else 'reached'}" if group else ""
        times = " | ".join(f"{value * 1000:,.3f}" for value in (ours, duckdb, sqlite))
        lines.append(f"| {name} | {times} | {' | '.join(cells)} | {verdict} |")
    return lines


def other_table(result):
    other, rows = result["other"], []

    def row(name, ours, theirs, goal, is_reached):
        rows.append(f"| {name} | {ours} | {theirs} | {goal} | {'reached' if is_reached else 'missed'} |")

    for form, goal, times in (("json", "G8: ≥ 500 MB/s, ≥ 3×", 3), ("csv", "G9: ≥ 1.5×", 1.5)):
        load = other[form]
        rates = {side: load["bytes"] / load[side]["wall"] / MEGA for side in ("almanac", "duckdb")}
        processor = {side: load["bytes"] / load[side]["cpu"] / MEGA for side in ("almanac", "duckdb")}
        reached = rates["almanac"] / rates["duckdb"] >= times and (form == "csv" or rates["almanac"] >= 500)
        row(f"{form} to fully indexed", f"{rates['almanac']:.0f} MB/s, {processor['almanac']:.0f} a CPU second",
            f"{rates['duckdb']:.0f} MB/s, {processor['duckdb']:.0f} a CPU second", goal, reached)
    ours = other["bytes an event"]
    theirs = {side: result["engines"][side]["bytes"] / result["events"] for side in ("duckdb", "sqlite")}
    row("bytes an event", f"{ours:.0f}", f"DuckDB {theirs['duckdb']:.0f}, SQLite {theirs['sqlite']:.0f}",
        "G10: ≤ 120", ours <= 120)
    opened = other["snapshot"]
    row("snapshot: open, first answer", f"{opened['open'] * 1000:.2f} ms, {opened['first'] * 1000:.2f} ms", "",
        "G10: ≤ 1 ms each", max(opened["open"], opened["first"]) <= 0.001)
    started = other["starts"]
    if "sqlite" in started:
        row("one query from the command line", f"{started['almanac'] * 1000:.1f} ms",
            f"SQLite {started['sqlite'] * 1000:.1f} ms", "G7: ≤ 2.5×",
            started["almanac"] <= 2.5 * started["sqlite"])
    seconds = result["seconds"].get("q06a_title_common")
    if seconds:
        theirs, ours = statistics.median(seconds["duckdb"]), other["early contains"]
        row("name contains, its words not yet in order", f"{ours * 1000:.1f} ms, {theirs / ours:.1f}×",
            f"DuckDB {theirs * 1000:.0f} ms", "G4: ≥ 15×", theirs / ours >= 15)
    row("TAB with counts", f"{other['completion'] * 1000:.1f} ms", "", "G12: ≤ 16 ms", other["completion"] <= 0.016)
    lines = ["| | Almanac | others | goal | |", "|---|--:|--:|---|---|", *rows, ""]
    lines.append(f"Peak memory of loading and all queries {result['peak'] / MEGA:,.0f} MB, of converting"
                 f" {other['convert']['peak'] / MEGA:,.0f} MB in {other['convert']['wall']:.1f} s; the snapshot is"
                 f" {opened['bytes'] / result['events']:.0f} bytes an event.")
    lines.append(f"The indexes of names are made in {other['names']:.1f} s, behind the first questions.")
    if other["bandwidth"]:
        lines.append(f"Two threads read {other['bandwidth']:.1f} GB/s from memory.")
    return lines


def growth_table(growth):
    lines = ["Instructions of a query over 50,000 and over 100,000 events:", "",
             "| query | 50,000 | 100,000 | ratio |", "|---|--:|--:|--:|"]
    for name, (small, large) in growth.items():
        lines.append(f"| {name} | {small:,} | {large:,} | {large / small:.2f} |")
    return lines


def keep(text, path):
    """Puts the tables into the file, in the place of those of as many events."""
    title, *parts = path.read_text().split("\n## ")
    mark = text.removeprefix("## ").split(" events")[0]
    kept = [part for part in parts if part.split(" events")[0] != mark]
    path.write_text("\n## ".join([title, *kept, text.removeprefix("## ")]))
