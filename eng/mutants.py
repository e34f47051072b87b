#!/usr/bin/env python3
"""Draws lines of the core by lot, says where they lie, and counts the mutants there that tests notice. See eng/mutate."""
import glob
import json
import math
import random
import re
import subprocess
import sys
import time
from collections import Counter

TRIED = ("Killed", "Timeout", "Survived", "NoCoverage")


def lines_of(text):
    """Each line of code: its number from 1, and where it begins and ends, as offsets of characters."""
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        code = line.strip()
        if re.search(r"\w", code) and not re.match(r"//|(using|namespace) |([a-z]+ )*(class|record|struct|interface|enum) ", code):
            yield number, start, start + len(line)
        start += len(line) + 1


def end_of(text, end):
    """Where what begins on a line and is open at its end is closed: the mutant of a whole loop is one of the line that it begins on."""
    depth = 0
    for offset in range(text.rfind("\n", 0, end) + 1, len(text)):
        if offset >= end and (depth < 0 or (depth == 0 and text[offset - 1] in ";}{,")):
            return offset
        depth += (text[offset] in "([{") - (text[offset] in ")]}")
    return len(text)


def draw(folder, drawn, share, seeds, without):
    """So many of the folder's lines for each seed, each as likely as any other."""
    files = sorted(path for path in glob.glob(f"{folder}/**/*.cs", recursive=True) if not path.startswith(f"{folder}/{without}/"))
    lines = [(path, number) for path in files for number, _, _ in lines_of(read(path))]
    chosen = {seed: random.Random(int(seed)).sample(lines, round(float(share) * len(lines))) for seed in seeds.split(",")}
    with open(drawn, "w", encoding="utf-8") as file:
        json.dump(chosen, file)
    print(f"{share} of {len(lines)} lines")


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return file.read()


def patterns(drawn):
    """The tool tries all that lies within a span; of what a drawn line opens, the other lines are taken out again."""
    with open(drawn, encoding="utf-8") as file:
        chosen = {(path, number) for lines in json.load(file).values() for path, number in lines}
    wanted, others = [], []
    for path in sorted({path for path, _ in chosen}):
        text = read(path)
        for number, start, end in lines_of(text):
            is_chosen = (path, number) in chosen
            (wanted if is_chosen else others).append(f"{'' if is_chosen else '!'}**/{path}{{{start}..{end_of(text, end) if is_chosen else end}}}")
    print(json.dumps(wanted + others))


def bounds(hits, tries):
    """The exact interval of Clopper and Pearson at 95 %."""
    def at_most(count, share):
        return sum(math.comb(tries, i) * share**i * (1 - share) ** (tries - i) for i in range(count + 1))

    def where(is_beyond):
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (low, middle) if is_beyond(middle) else (middle, high)
        return low

    return (0 if hits == 0 else where(lambda share: 1 - at_most(hits - 1, share) > 0.025),
            1 if hits == tries else where(lambda share: at_most(hits, share) < 0.025))


def again(report, drawn, work):
    """
    Tries those that ran out of time once more, each by itself and without the tool, whose way to switch mutants on makes some tests several times
    slower: only what takes ten times as long as unchanged code runs out of time here.
    """
    with open(report, encoding="utf-8") as file:
        content = json.load(file)
    lines = None
    if drawn != "all":
        with open(drawn, encoding="utf-8") as file:
            lines = {tuple(line) for chosen in json.load(file).values() for line in chosen}
    tests = f"{work}/tests/LeadScout.Tests"
    built, begun = builds(tests), time.monotonic()
    if not built or runs(tests, 600) != "Survived":
        raise SystemExit("The tests fail on unchanged code.")
    usual = time.monotonic() - begun
    for path, found in sorted(content["files"].items()):
        name = path[path.index("src/LeadScout/"):]
        for mutant in found["mutants"]:
            line = mutant["location"]["start"]["line"]
            if mutant["status"] == "Timeout" and (lines is None or (name, line) in lines):
                text = read(path)
                with open(path, "w", encoding="utf-8", newline="") as file:
                    file.write(text[:place(text, mutant["location"]["start"])] + mutant["replacement"] + text[place(text, mutant["location"]["end"]):])
                # What compiles only as the tool mends it stays unknown, and counts as not noticed.
                mutant["status"] = runs(tests, 10 * usual) if builds(tests) else "Survived"
                with open(path, "w", encoding="utf-8", newline="") as file:
                    file.write(text)
                print(f"{mutant['status']} {name}:{line} {' '.join(mutant['replacement'].split())[:90]}", flush=True)
    with open(report, "w", encoding="utf-8") as file:
        json.dump(content, file)


def place(text, at):
    """The offset of a line and a column, both from 1."""
    start = 0
    for _ in range(at["line"] - 1):
        start = text.index("\n", start) + 1
    return start + at["column"] - 1


def builds(tests):
    return subprocess.run(["dotnet", "build", "-c", "Release", "-v", "quiet"], cwd=tests, stdout=subprocess.DEVNULL, check=False).returncode == 0


def runs(tests, seconds):
    """What comes of the tests."""
    try:
        run = subprocess.run([f"{tests}/../../artifacts/bin/LeadScout.Tests/release/LeadScout.Tests", "-stopOnFail"], stdout=subprocess.DEVNULL, timeout=seconds, check=False)
        return "Survived" if run.returncode == 0 else "Killed"
    except subprocess.TimeoutExpired:
        return "Timeout"


def count(report, drawn, folder):
    with open(report, encoding="utf-8") as file:
        files = json.load(file)["files"]
    found = []
    for path, content in sorted(files.items()):
        text = content["source"].split("\n")
        name = path[path.index("src/LeadScout/"):]
        found += [(name, mutant["location"]["start"]["line"], mutant, text) for mutant in content["mutants"] if mutant["status"] in TRIED]
    if drawn == "all":
        chosen = {"all": {(name, line) for name, line, _, _ in found}}
    else:
        with open(drawn, encoding="utf-8") as file:
            chosen = {seed: {tuple(line) for line in lines} for seed, lines in json.load(file).items()}
    print("| folder | tried | noticed | of those by time | survived | not covered | score | 95 % interval | seed |\n|---|--:|--:|--:|--:|--:|--:|---|--:|")
    for seed, lines in chosen.items():
        by = Counter(mutant["status"] for name, line, mutant, _ in found if (name, line) in lines)
        noticed, tried = by["Killed"] + by["Timeout"], by.total()
        low, high = bounds(noticed, tried)
        print(f"| {folder} | {tried} | {noticed} | {by['Timeout']} | {by['Survived']} | {by['NoCoverage']} | {noticed / tried:.0%} | {low:.0%}–{high:.0%} | {seed} |")
    for name, line, mutant, text in found:
        seeds = ",".join(seed for seed, lines in chosen.items() if (name, line) in lines)
        if seeds and mutant["status"] in ("Survived", "NoCoverage"):
            start, end = mutant["location"]["start"], mutant["location"]["end"]
            was = text[line - 1][start["column"] - 1:end["column"] - 1 if end["line"] == line else None]
            print(f"{seeds}: {mutant['status']} {name.removeprefix('src/LeadScout/')}:{line} {mutant['mutatorName']}: {was[:90]} -> {' '.join(mutant['replacement'].split())[:90]}")


if __name__ == "__main__":
    {"draw": draw, "patterns": patterns, "again": again, "count": count}[sys.argv[1]](*sys.argv[2:])
