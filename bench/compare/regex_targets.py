#!/usr/bin/env python3
"""Targets of a resolution by regular expressions: what a good analyst would write in a day.

usage: regex_targets.py FILE.txt      prints JSON in the form of `quyet compile --format json`, as far as a scorer reads it

The text is cut into paragraphs at marks, at ended sentences and at blank lines before a capital. A paragraph that
speaks of targets ("chỉ tiêu", "mục tiêu") and looks like a heading, or leads in with a colon, opens a list; a heading
about tasks, results and the like ends it. In a list, each marked paragraph, and each other one with a number, is one
target; a lead-in with its items on the same line is cut at semicolons and full stops.
The number, the words around it and the unit behind it give the condition. An item without a number is told as a
statement and flagged, so that somebody looks at it.
"""
import json, re, sys, unicodedata

MARK = re.compile(r"^\s*(?:\(\d+\)|\d+[.)](?!\d)|[a-zđ]\)|[-–+•])\s*")
DIVISION = re.compile(r"^\s*(?:Điều\s+\d+|Chương\s+[IVX]+|[IVX]+\s*[.\-]|\d+\.\s+[A-ZĐÀ-Ỹ])")
OPENS = re.compile(r"chỉ tiêu|mục tiêu", re.I)
GENERAL = re.compile(r"tổng quát|chung chung|năm trước|kết quả", re.I)
ENDS = re.compile(r"nhiệm vụ|giải pháp|tổ chức|mục tiêu tổng quát|kết quả|thảo luận|phương hướng|kinh phí|toàn văn|\?$", re.I)
CUT = re.compile(r"\s*;\s*|\s*\.\s+(?=[A-ZĐÀ-Ỹ])")
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
RANGE = re.compile(rf"({NUMBER})\s*(?:%|phần trăm)?\s*(?:-|–|đến)\s*({NUMBER})")
SINGLE = re.compile(NUMBER)
UNIT = re.compile(
    r"\s*(điểm\s*%|điểm phần trăm|%\s*GRDP|%\s*GDP|%|(?:nghìn |triệu )?tỷ đồng|(?:nghìn |triệu )?tỉ đồng|triệu đồng"
    r"|đô la Mỹ(?: \(USD\))?|triệu USD|tỷ USD|USD|lần GRDP|lần|[a-zà-ỹđ]+(?: [a-zà-ỹđ]+){0,2})", re.I)
STOP = re.compile(
    r"\b(?:trở lên|trở xuống|trên|dưới|được|đạt|so|trong|của|và|với|có|theo|tại|ở|cho|gồm|khai|là|cả|vào|nông thôn|mới)\b.*",
    re.I)
TIME = re.compile(r"(?:đến |hết |cuối |trong |vào )?(?:năm|tháng|quý|giai đoạn)\s+\d{1,4}(?:\s*[-–/]\s*\d{4})?|\d{1,2}/\d{1,2}/\d{4}"
                  r"|(?:dưới |trên |từ )?\d+ tuổi(?: trở lên)?|\d+ vạn dân|nghị (?:quyết|định)[^,;]*", re.I)
RANK = re.compile(r"(?:tăng|giảm)\s+(\d+)\s+(bậc|hạng)", re.I)
ROSTER = re.compile(r"\((?:gồm|bao gồm)?:?\s*([^()]+,[^()]+)\)\s*\.?$")


def value(words):
    return float(words.replace(".", "").replace(",", "."))


def paragraphs(text):
    """Paragraphs with where they begin, whatever breaks the page set inside them."""
    out, start, lines, at, gap = [], 0, [], 0, False
    for line in text.splitlines(keepends=True):
        plain = line.strip().strip("*#| ")
        bold = line.strip().startswith("**")
        ended = bool(lines) and lines[-1].rstrip("*").endswith((".", ";", ":"))
        fresh = MARK.match(plain) or DIVISION.match(plain) or bold or ended or (gap and plain[:1].isupper())
        if plain and fresh and lines:
            out.append((start, " ".join(lines)))
            lines = []
        if plain:
            if not lines:
                start = at
            lines.append(plain)
        gap = not plain
        at += len(line.encode("utf-8"))
    if lines:
        out.append((start, " ".join(lines)))
    return out


def condition(words):
    """The typed condition of an item, or None when it holds no number."""
    blank = TIME.sub(lambda m: " " * len(m.group()), words)
    rank = RANK.search(blank)
    if rank:
        return dict(form="change", op="exactly", low=float(rank[1]), high=float(rank[1]), unit=rank[2], direction="rise")
    # Behind a colon stands what is promised; what is counted before it ("đạt 3 sao trở lên: 20 sản phẩm") is a name.
    colon = blank.find(":") + 1
    if colon and SINGLE.search(blank, colon) and "trong đó" not in blank and "(" not in blank[:colon]:
        blank = " " * colon + blank[colon:]
    found = RANGE.search(blank)
    if found:
        low, high, end = value(found[1]), value(found[2]), found.end()
    else:
        found = SINGLE.search(blank)
        if not found:
            return None
        low = high = value(found[0])
        end = found.end()
    unit = UNIT.match(words[end:])
    unit = STOP.sub("", unit[1]).strip() if unit else ""
    before, after = blank[:found.start()].lower()[-30:], blank[end:].lower()[:40]
    if low != high:
        op = "about" if "khoảng" in before else "exactly"
        return dict(form="range", op=op, low=low, high=high, unit=unit)
    if re.search(r"trở lên|≥", after) or re.search(r"tối thiểu|ít nhất|≥|không dưới|từ\s*$", before):
        op = "at_least"
    elif re.search(r"trở xuống", after) or re.search(r"tối đa|không quá|≤|không vượt quá", before):
        op = "at_most"
    elif re.search(r"(?:trên|hơn|>)\s*$", before):
        op = "more_than"
    elif re.search(r"(?:dưới|<)\s*$", before):
        op = "less_than"
    elif re.search(r"khoảng|\bước\b", before):
        op = "about"
    else:
        op = "exactly"
    roster = ROSTER.search(words)
    if roster and float(low).is_integer():
        members = [one.strip(" .") for one in re.sub(r"^gồm:?\s*", "", roster[1]).split(",")]
        return dict(form="roster", op="exactly", low=low, high=high, unit=unit, members=members)
    low, high = (None if op in ("at_most", "less_than") else low), (None if op in ("at_least", "more_than") else high)
    return dict(form="level", op=op, low=low, high=high, unit=unit)


def target(at, words, flags):
    words = MARK.sub("", words).strip()
    span = [at, at + len(words.encode("utf-8"))]
    head, _, tail = words.partition("trong đó")
    pieces = [piece for piece in re.split(r";", words) if re.search(r"\d", piece)]
    if tail:
        pieces = [head] + [piece for piece in tail.strip(" :").split(";") if re.search(r"\d", piece)]
    if 1 < len(pieces):
        parts = [target(at, piece.strip(" ,."), flags) for piece in pieces]
        return dict(text=words, name=words, span=span, condition=dict(form="all_of"), parts=parts)
    found = condition(words)
    if found is None:
        flags.append(dict(span=span))
        found = dict(form="stated")
    return dict(text=words, name=words, span=span, condition=found, parts=[])


def targets(text):
    out, flags, inside, inline = [], [], False, False
    for at, words in paragraphs(text):
        marked = bool(MARK.match(words))
        short = len(words) < 120 and not words.rstrip().endswith((".", ";", ","))
        heading = bool(DIVISION.match(words)) or (short and not re.match(r"^\s*(?:\(\d+\)|[-–+•])", words))
        lead, colon, items = words.partition(":")
        if OPENS.search(lead) and not GENERAL.search(lead) and (heading or colon):
            inside = True
            pieces = [piece for piece in CUT.split(items) if re.search(r"\d", piece)]
            out += [target(at, piece.strip(), flags) for piece in pieces if 1 < len(pieces)]
            inside, inline = True, 1 < len(pieces)
        elif heading and inside and (ENDS.search(words) or re.match(r"^\s*Điều", words)):
            inside = False
        elif inside and inline and not marked:
            # A list on one line may run on in the next paragraphs.
            pieces = [piece for piece in CUT.split(words) if re.search(r"\d", piece)]
            inside = ";" in words and bool(pieces)
            out += [target(at, piece.strip(), flags) for piece in pieces if inside]
        elif inside and not heading and (marked or condition(words)):
            out.append(target(at, words, flags))
    return dict(targets=out, diagnostics=flags)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print(json.dumps(targets(unicodedata.normalize("NFC", file.read())), ensure_ascii=False))
