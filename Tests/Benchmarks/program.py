"""Our side: the program itself, run over a script, as a user would run it."""
import json
import os
import pathlib
import resource
import subprocess
import tempfile

WARM_AND_TIMED = 4


class Run:
    """One run of the program over every query: seconds and answers by name, and what loading took."""

    def __init__(self, program, data, texts, repeats=WARM_AND_TIMED):
        # As DuckDB and SQLite do, we begin with every index made.
        script = [".mode jsonl", ".index now"]
        names = []
        for name, text in texts.items():
            # The first time warms, as on the other sides.
            for _ in range(repeats):
                names.append(name)
                script += [f'print "{name}";', text + ";"]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "queries.alm"
            path.write_text("\n".join(script) + "\n")
            words = [program, *(word for file in data for word in ("--data", file)), "run", "--timing", path]
            self.output, errors, self.usage = finished(words)
        timings = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
        self.load_seconds = timings[0]["load"]
        # Of each two statements the first is the mark.
        seconds = [sum(timing[stage] for stage in ("parse", "answer", "render")) for timing in timings[1::2]]
        self.seconds = {}
        for place, name in enumerate(names):
            if place % repeats:
                self.seconds.setdefault(name, []).append(seconds[place])
        self.answers = answers(self.output)


def answers(output):
    """The records of each query: what stands behind its mark, the last time it was asked."""
    found, name = {}, None
    for line in output.splitlines():
        record = json.loads(line)
        if isinstance(record, list):
            name = record[0]
            found[name] = []
        else:
            found[name].append(record)
    return found


def finished(words, **variables):
    """Standard output, standard error and resources of a command that must go well."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = subprocess.Popen([str(word) for word in words], stdout=output, stderr=errors,
                                 env={**os.environ, **variables})
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        text, messages = output.read().decode(), errors.read().decode()
    if child.returncode:
        raise SystemExit(f"{words[0]} ended with {child.returncode}:\n{messages}")
    return text, messages, usage


def bytes_an_event(binary, snapshot, count):
    """Resident bytes of the program once every block of a snapshot was read, for each event."""
    _, _, usage = finished([binary, "check", snapshot])
    return usage.ru_maxrss * 1024 / count
