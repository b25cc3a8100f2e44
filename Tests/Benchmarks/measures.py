"""What is measured beside the queries: loading, starts, snapshots, completion, memory bandwidth, growth."""
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

import program

HERE = pathlib.Path(__file__).parent


def load(words):
    """Wall seconds, processor seconds and peak bytes of a command."""
    start = time.perf_counter()
    output, _, usage = program.finished(words)
    return {"wall": time.perf_counter() - start, "cpu": usage.ru_utime + usage.ru_stime,
            "peak": usage.ru_maxrss * 1024, "output": output}


def our_load(binary, files, first=""):
    """- first: what stands before the one question."""
    with tempfile.NamedTemporaryFile("w", suffix=".alm") as script:
        script.write(f"{first}\nevents count\n")
        script.flush()
        data = [word for file in files for word in ("--data", file)]
        return load([binary, *data, "run", "--timing", script.name])


def early(binary, data, query, count=9):
    """Median seconds of a query the second time it is asked: what it takes until an index of words,
    which the first time begins, is in order."""
    seconds = []
    with tempfile.NamedTemporaryFile("w", suffix=".alm") as script:
        script.write(f".mode jsonl\n{query};\n{query};\n")
        script.flush()
        for _ in range(count):
            _, errors, _ = program.finished([binary, "--data", data, "run", "--timing", script.name])
            stages = json.loads([line for line in errors.splitlines() if line.startswith("{")][-1])
            seconds.append(stages["parse"] + stages["answer"] + stages["render"])
    return statistics.median(seconds)


def duckdb_load(corpus, form):
    return load([sys.executable, HERE / "duckdb_load.py", corpus, form])


def starts(commands, count=40):
    """Median seconds from fork to end of each command, in turn."""
    seconds = {name: [] for name in commands}
    for _ in range(count):
        for name, words in commands.items():
            start = time.perf_counter()
            subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def point_query(binary, snapshot, query):
    """Seconds to open a snapshot and to its first answer."""
    _, errors, _ = program.finished([binary, "--data", snapshot, "query", query, "--json", "--timing"])
    stages = json.loads([line for line in errors.splitlines() if line.startswith("{")][-1])
    return stages["load"], stages["parse"] + stages["answer"] + stages["render"]


def completion(binary, data, line, count=15):
    """Median seconds from TAB to the painted menu, in a terminal of 100 columns."""
    child, terminal = pty.fork()
    if child:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    if child == 0:
        with tempfile.TemporaryDirectory() as home:
            environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "C.UTF-8", "HOME": home,
                           "COLUMNS": "100", "LINES": "40"}
            words = [binary, *(word for file in data for word in ("--data", file))]
            os.execve(binary, [str(word) for word in words], environment)
    try:
        # What loading has to say comes first.
        seen = b""
        while b"almanac> " not in seen:
            seen += os.read(terminal, 65536)
        until_quiet(terminal, first=0.5)
        seconds = []
        for _ in range(count):
            os.write(terminal, line.encode())
            until_quiet(terminal, first=10)
            start = time.perf_counter()
            os.write(terminal, b"\t")
            seconds.append(until_quiet(terminal, first=60) - start)
            os.write(terminal, b"\x03")
            until_quiet(terminal, first=10)
        return statistics.median(seconds[1:])
    finally:
        os.kill(child, 15)
        os.waitpid(child, 0)
        os.close(terminal)


def until_quiet(terminal, first, quiet=0.15):
    """Reads what a terminal shows until nothing comes for a while; when the last of it came."""
    last, wait = time.perf_counter(), first
    while select.select([terminal], [], [], wait)[0]:
        if not os.read(terminal, 65536):
            break
        last, wait = time.perf_counter(), quiet
    return last


def bandwidth():
    """Gigabytes a second that two threads read from memory, or None without a C compiler."""
    compiler = shutil.which("cc")
    if not compiler:
        return None
    with tempfile.TemporaryDirectory() as folder:
        binary = f"{folder}/bandwidth"
        subprocess.run([compiler, "-O3", "-march=native", "-pthread", HERE / "bandwidth.c", "-o", binary],
                       check=True)
        output = subprocess.run([binary], capture_output=True, text=True, check=True).stdout
    return max(float(rate) for rate in re.findall(r"threads=2 best ([\d.]+)", output))


def instructions(binary, snapshot, text, repeats=8):
    """Instructions that a query takes, whatever else the machine does: those by which runs that ask it
    once and some times more differ, so that what a first question makes is not counted."""
    counts = []
    for count in (2, 2 + repeats):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "query.alm"
            script.write_text((text + ";\n") * count)
            words = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", binary]
            words += ["--data", snapshot, "run", script]
            # The seed of the hashes is drawn at each start.
            messages = program.finished(words, SWIFT_DETERMINISTIC_HASHING="1")[1]
        counts.append(int(re.search(r"Collected : (\d+)", messages)[1]))
    return (counts[1] - counts[0]) // repeats
