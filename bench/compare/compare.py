#!/usr/bin/env python3
"""What a user would pick instead, measured beside `quyet` in one run. Prints two Markdown tables.

usage: compare.py --quyet BINARY --scorer score-targets [--runs N] FILE.txt …

Structure: bluebell (package bluebell-akn) parsing the same documents, as they are and with their marks rewritten in its
own language. Targets: regex_targets.py beside this file, scored by the same scorer as `quyet`.
Leading lines that begin with '# ' are notes on the source and are given to nobody.
"""
import argparse, pathlib, re, statistics, subprocess, sys, tempfile, time

import structure

HERE = pathlib.Path(__file__).parent
LINE = re.compile(
    r"^(\S+)\s+found (\d+)/(\d+).*?invented (\d+)\s+condition (\d+)/(\d+).*?unit (\d+)/(\d+).*?silent (\d+)\s*$")


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def head(*cells):
    row(*cells)
    row(*["---"] * len(cells))


def text_of(path):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("# "))


def ms(seconds):
    return f"{1000 * seconds:.1f} ms"


def shown(answer):
    counts, took, fault = answer
    if counts is None:
        return f"refused ({fault})", ms(took)
    return f"{counts['articles']} · {counts['clauses']} · {counts['points']}", ms(took)


def structures(binary, files, runs):
    head("document", "marks in the text", "quyet", "time", "bluebell, text as it is", "time", "bluebell, marks rewritten", "time")
    for path in files:
        text = text_of(path)
        seen = structure.by_eye(text)
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            middle = lambda read: sorted((read() for _ in range(runs)), key=lambda answer: answer[1])[runs // 2]
            ours = shown(middle(lambda: structure.quyet(binary, file.name)))
            plain = shown(middle(lambda: structure.bluebell(text)))
            ready = structure.prepared(text)
            marked = shown(middle(lambda: structure.bluebell(ready)))
        row(path.stem, f"{seen['articles']} · {seen['clauses']} · {seen['points']}", *ours, *plain, *marked)
    print("\nArticles · clauses and numbered items · points and dashes. “Marks in the text” are lines that open with such a mark,"
          " also where no provision does (a cited article, a numbered heading of a newspaper). bluebell is asked in process, without"
          " its start; quyet with the start of its process. bluebell knows no Vietnamese words, so it is also given the text with"
          " its marks rewritten by forty lines of Python.\n")


def timed(command, path, runs):
    """Median seconds of a process over the text without notes."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text_of(path))
        file.flush()
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            subprocess.run(command + [file.name], capture_output=True, timeout=120)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def targets(readers, scorer, files, runs):
    head("document", "reader", "found", "invented", "condition", "unit", "silent", "time of the process")
    scores = {}
    for name, command in readers.items():
        words = [sys.executable, scorer, "--compiler", " ".join(f"'{word}'" for word in command)]
        done = subprocess.run(words + [str(path) for path in files], capture_output=True, text=True, timeout=600)
        found = [LINE.match(line) for line in done.stdout.splitlines()]
        scores[name] = {line[1].removesuffix(".txt"): line for line in found if line}
        if len(scores[name]) != len(files) + 1:
            sys.exit(f"the scorer said something else than expected of {name}:\n{done.stdout}{done.stderr}")
    times = {name: {path.stem: timed(command, path, runs) for path in files} for name, command in readers.items()}
    for document in [path.stem for path in files] + ["total"]:
        for name in readers:
            line = scores[name][document]
            took = sum(times[name].values()) if document == "total" else times[name][document]
            row(document, name, f"{line[2]} of {line[3]}", line[4], f"{line[5]} of {line[6]}", f"{line[7]} of {line[8]}", line[9], ms(took))
    print("\nFound: labelled targets, parts included, that some target covers. Invented: targets that cover none. Condition and unit:"
          " right among the found. Silent: a wrong condition that nothing flags. Both readers were written with these texts in"
          " sight, so this says what each can reach, not how it reads an unseen document. The time is that of one process per"
          " document, its start included.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quyet", required=True)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    structures(args.quyet, args.files, args.runs)
    readers = {
        "quyet": [args.quyet, "compile", "--format", "json"],
        "regular expressions": [sys.executable, str(HERE / "regex_targets.py")],
    }
    targets(readers, args.scorer, args.files, args.runs)


if __name__ == "__main__":
    main()
