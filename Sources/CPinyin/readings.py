"""Makes readings.txt from the Unihan database: readings.py Unihan_Readings.txt Unihan_Variants.txt

Both files are in Unihan.zip of the Unicode Character Database, and in Debian's package unicode-data.
"""

import re
import sys
import unicodedata

# A reading that fewer than this share of a character's occurrences have is left out, ...
LEAST_SHARE = 0.02
# ... and so is one that only the dictionaries know, where a character is counted so often.
OFTEN = 700

HEADER = """\
# How Han characters are read in Mandarin, without tones, v as u: the readings, the commonest first,
# then every character that has just these.
# Made by readings.py from the Unihan database of Unicode {version}: kMandarin, then kHanyuPinlu,
# kTGHZ2013 and kXHC1983 where they are common; a traditional character has those of its simplified form too.
# Copyright Unicode, Inc.; licence: README.md.
"""


def plain(reading):
    letters = unicodedata.normalize("NFD", reading).lower()
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def fields(path):
    found = {}
    version = ""
    for line in open(path, encoding="utf-8"):
        if line.startswith("# Unicode version:"):
            version = line.split(":")[1].strip()
        if not line.startswith("U+"):
            continue
        code, field, value = line.rstrip("\n").split("\t")
        found.setdefault(int(code[2:], 16), {})[field] = value
    return found, version


def common(entry):
    """The readings of one character, the commonest first."""
    readings = [plain(word) for word in entry.get("kMandarin", "").split()]
    counts = {}
    for word in entry.get("kHanyuPinlu", "").split():
        reading, count = re.fullmatch(r"(.+)\((\d+)\)", word).groups()
        counts[plain(reading)] = counts.get(plain(reading), 0) + int(count)
    total = sum(counts.values())
    readings += [r for r, count in counts.items() if count >= LEAST_SHARE * total]
    if total < OFTEN:
        words = entry.get("kTGHZ2013") or entry.get("kXHC1983", "")
        readings += [plain(word.split(":")[1]) for word in words.split()]
    return list(dict.fromkeys(reading for reading in readings if reading))


def main(readings_path, variants_path):
    entries, version = fields(readings_path)
    variants, _ = fields(variants_path)
    # The zero of years, which the database does not count among the characters.
    lists = {"ling": ["〇"]}
    for code, entry in sorted(entries.items()):
        if not (0x4E00 <= code <= 0x9FFF or "kTGHZ2013" in entry):
            continue
        readings = common(entry)
        for other in variants.get(code, {}).get("kSimplifiedVariant", "").split():
            if int(other[2:], 16) != code:
                readings += common(entries.get(int(other[2:], 16), {}))
        readings = list(dict.fromkeys(readings))
        if readings:
            lists.setdefault(" ".join(readings), []).append(chr(code))
    with open("readings.txt", "w", encoding="utf-8") as output:
        output.write(HEADER.format(version=version))
        for readings, characters in sorted(lists.items()):
            output.write(readings + " " + "".join(characters) + "\n")


main(*sys.argv[1:])
