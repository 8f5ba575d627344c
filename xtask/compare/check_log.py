"""The public log read by implementations of other makes.

Takes: the binary, the repository, an empty working folder. Gives: a line per check; exit code 1 when one fails.
Reads tiles, checkpoints, proofs and signatures with aics-tlog and pymerkle, opens seals with hashlib alone, plays a witness
that countersigns, and lets openssl play the time-stamping service. Listens on loopback only.
"""

import base64
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import aics_tlog as tlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from aics_tlog.tiles import FileSystemTileReader, consistency_proof_from_tiles, inclusion_proof_from_tiles, read_entry
from aics_tlog.tree import MerkleTree, leaf_hash, verify_consistency, verify_inclusion
import pymerkle

QUYET, ROOT, WORK = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
DATA = WORK / "nha"
FORMS = 260
ORIGIN = "quyet.example/doi-chieu"
WHO = ["--data", str(DATA), "--actor", "An", "--body", "So Tai chinh"]
failures = []


def check(words, good):
    print(("ok      " if good else "FAILED  ") + words, flush=True)
    if not good:
        failures.append(words)


def quyet(*words, code=0):
    done = subprocess.run([QUYET, *map(str, words)], capture_output=True, text=True)
    if done.returncode != code:
        raise SystemExit(f"quyet {words}: exit code {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done.stdout + ("" if code == 0 else done.stderr)


def example(name):
    return str(ROOT / "examples/bac-kan-2024" / name)


def b64(text):
    return base64.b64decode(text, validate=True)


def build():
    quyet("init", "--data", DATA, "--origin", ORIGIN)
    quyet("place", "import", example("units.csv"), *WHO)
    quyet("indicator", "import", example("indicators.csv"), *WHO)
    quyet("plan", "import", example("nghi-quyet.txt"), "--id", "tinh-2024", "--place", "06",
          "--links", example("links.csv"), "--confirmed", *WHO)
    quyet("data", "import", example("figures.csv"), *WHO)


def grow(count):
    lines = Path(example("figures.csv")).read_text(encoding="utf-8").splitlines(keepends=True)
    small = WORK / "mot-dong.csv"
    small.write_text("".join(lines[:2]), encoding="utf-8")
    for _ in range(count):
        quyet("data", "import", small, *WHO)


def log_key():
    rows = [line.split("\t") for line in quyet("key", "show", "--data", DATA).splitlines()]
    return [row[1] for row in rows if row[0] == "khoá"]


def read_log(folder, keys):
    """The checkpoint and the tiles of a folder, with every signature, tile and bundle checked."""
    quyet("proof", "tiles", "--data", DATA, "--output", folder)
    note = tlog.parse_note((folder / "checkpoint").read_bytes())
    vkeys = [tlog.parse_vkey(key) for key in keys]
    check("the checkpoint's signature verifies", tlog.verify_note(note, vkeys[-1:]))
    point = tlog.parse_checkpoint(note.text)
    check(f"it names the log and {point.size} entries", point.origin == ORIGIN)
    reader = FileSystemTileReader(folder)
    report = tlog.audit_tiles(reader, point.size, point.root)
    check(f"{report.tiles} tiles and {report.bundles} bundles lead to the signed root", report.bundles > 0)
    return note, point, reader


def compare_trees(point, reader):
    entries = [read_entry(reader, seq, point.size) for seq in range(point.size)]
    check("every entry is a seal of 32 bytes", all(len(entry) == 32 for entry in entries))
    check("aics-tlog computes the same root", MerkleTree(entries).root() == point.root)
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries:
        other.append_entry(entry)
    check("pymerkle computes the same root", other.get_root() == point.root)
    seqs = [0, 1, 255, 256, point.size - 1]
    good = all(verify_inclusion(leaf_hash(entries[seq]), seq, point.size,
                                inclusion_proof_from_tiles(reader, seq, point.size), point.root) for seq in seqs)
    check("inclusion holds from the tiles", good)
    return entries


def open_bundle(path):
    """A proof file read by the C2SP specification and the layout of seals, with hashlib alone."""
    head, extra, index, *rest = path.read_text(encoding="utf-8").split("\n")
    assert head == "c2sp.org/tlog-proof@v1" and extra.startswith("extra ") and index.startswith("index ")
    blank = rest.index("")
    proof, note = [b64(line) for line in rest[:blank]], "\n".join(rest[blank + 1:])
    opening = json.loads(b64(extra[6:]))
    return int(index[6:]), proof, note, opening


def sealed(opening):
    """Whether every part shown lies under the seal."""
    seal = b64(opening["seal"])
    for part in opening["opened"]:
        cover = hashlib.sha256(b64(part["salt"]) + part["part"].to_bytes(4, "big") + part["bytes"].encode()).digest()
        path = [b64(step) for step in part["path"]]
        if not verify_inclusion(leaf_hash(cover), part["part"], opening["parts"], path, seal):
            return False
    return True


def compare_proofs(keys, point, entries):
    listed = quyet("data", "list", "--data", DATA).splitlines()
    figure = listed[0].split("\t")[0]
    path = WORK / "so-lieu.tlog-proof"
    quyet("proof", "show", figure, "--data", DATA, "-o", path)
    seq, proof, note, opening = open_bundle(path)
    check(f"figure {figure} is in entry {seq}", figure.split(".")[0] == str(seq))
    check("its parts lie under the seal, by hashlib alone", sealed(opening))
    seal = b64(opening["seal"])
    check("the seal is the log's entry", seal == entries[seq])
    check("the proof file leads to the root", verify_inclusion(leaf_hash(seal), seq, point.size, proof, point.root))
    check("no name of a person is shown", all('"name":""' in part["bytes"] or "actor" not in part["bytes"] for part in opening["opened"]))
    told = quyet("proof", "verify", path, "--key", keys[-1])
    check("quyet proof verify agrees", "ĐÚNG" in told)
    forged = WORK / "sua.tlog-proof"
    forged.write_text(path.read_text(encoding="utf-8").replace(f"index {seq}", f"index {seq + 1}"), encoding="utf-8")
    told = quyet("proof", "verify", forged, "--key", keys[-1], code=3)
    check("a changed file fails with its step", "bước 3" in told)


def compare_consistency(reader, before, point):
    body = quyet("proof", "consistency", before.size, point.size, "--data", DATA)
    lines, note = body.split("\n\n", 1)
    hashes = [b64(line) for line in lines.split("\n")[1:]]
    check("consistency is the proof from the tiles", hashes == consistency_proof_from_tiles(reader, before.size, point.size))
    good = verify_consistency(before.size, point.size, before.root, point.root, hashes)
    check(f"{point.size} entries go on from {before.size}", good)


class Witness:
    """A witness as C2SP tlog-witness asks for, and a time-stamping service, in one server."""

    def __init__(self, vkeys):
        self.key, self.name, self.vkeys, self.known = Ed25519PrivateKey.generate(), "chung-kien.example/w1", vkeys, None
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                status, answer = outer.stamp(body) if self.path == "/tsa" else outer.add(body.decode())
                self.send_response(status)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def vkey(self):
        return tlog.format_vkey(tlog.cosignature_vkey(self.name, self.key.public_key()))

    def add(self, body):
        lines, note = body.split("\n\n", 1)
        old, *hashes = lines.split("\n")
        old = int(old.removeprefix("old "))
        self.asked.append(old)
        note = tlog.parse_note(note)
        if not tlog.verify_note(note, self.vkeys):
            return 403, b""
        point = tlog.parse_checkpoint(note.text)
        size, root = self.known or (0, tlog.EMPTY_HASH)
        if old != size:
            return 409, f"{size}\n".encode()
        if not verify_consistency(old, point.size, root, point.root, [b64(line) for line in hashes]):
            return 422, b""
        self.known = (point.size, point.root)
        _, line = tlog.sign_cosignature(self.key, self.name, int(time.time()), point.origin, point.size, point.root)
        text = base64.b64encode(line.key_id + line.signature).decode()
        return 200, f"\u2014 {line.name} {text}\n".encode()

    def stamp(self, query):
        (WORK / "hoi.tsq").write_bytes(query)
        done = subprocess.run(["openssl", "ts", "-reply", "-config", WORK / "tsa.cnf", "-queryfile", WORK / "hoi.tsq",
                               "-out", WORK / "dap.tsr"], capture_output=True, cwd=WORK)
        return (200, (WORK / "dap.tsr").read_bytes()) if done.returncode == 0 else (500, done.stderr)


def make_service():
    """A certificate that may stamp times, and the settings of `openssl ts`."""
    (WORK / "tsa.cnf").write_text(
        "[tsa]\ndefault_tsa = t\n[t]\nserial = ./so\nsigner_cert = ./tsa.crt\nsigner_key = ./tsa.key\n"
        "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\n"
        "clock_precision_digits = 3\n"
    )
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", "tsa.key", "-out", "tsa.crt", "-subj", "/CN=Dau thoi gian", "-days", "2",
                    "-addext", "extendedKeyUsage=critical,timeStamping"], check=True, capture_output=True, cwd=WORK)


def play_witness(keys, before):
    make_service()
    witness = Witness([tlog.parse_vkey(key) for key in keys])
    settings = (DATA / "quyet.toml").read_text(encoding="utf-8")
    lines = [line for line in settings.splitlines() if not line.startswith(("witnesses", "timestamp"))]
    at = lines.index("[log]") + 1
    more = [f'witnesses = [{{ url = "{witness.url}", key = "{witness.vkey()}" }}]', f'timestamp = "{witness.url}/tsa"']
    if "timestamp = {" in settings:
        more[1] = f'timestamp = {{ url = "{witness.url}/tsa" }}'
    (DATA / "quyet.toml").write_text("\n".join(lines[:at] + more + lines[at:]) + "\n", encoding="utf-8")
    quyet("key", "witness", "--data", DATA)
    check("a witness of other make countersigns", witness.known is not None)
    grow(2)
    told = quyet("key", "witness", "--data", DATA)
    check("and goes on from what it saw", witness.known[0] == before.size + 2 and witness.asked[-1] == before.size)
    check("the answer is told", witness.name in told and "dấu thời gian" in told)
    path = WORK / "chung-kien.tlog-proof"
    quyet("proof", "show", "0", "--data", DATA, "-o", path)
    told = quyet("proof", "verify", path, "--key", keys[-1], "--key", witness.vkey())
    check("the proof file carries the countersignature", f"chứng kiến: {witness.name}" in told)
    verify_stamp(witness.known[0])
    witness.known = (witness.known[0], b"\1" * 32)
    grow(1)
    told = quyet("key", "witness", "--data", DATA, code=1)
    check("a witness that saw another log is told of", "viết lại" in told)
    witness.server.shutdown()
    return witness


def verify_stamp(size):
    rows = sqlite3.connect(f"file:{DATA / 'quyet.db'}?mode=ro", uri=True)
    note = rows.execute("SELECT note FROM checkpoint WHERE size = ?", (size,)).fetchone()[0]
    stamp = rows.execute("SELECT bytes FROM attestation WHERE size = ? AND kind = 'timestamp'", (size,)).fetchone()[0]
    (WORK / "diem-chot").write_bytes(note.encode())
    (WORK / "giu.tsr").write_bytes(stamp)
    done = subprocess.run(["openssl", "ts", "-verify", "-data", "diem-chot", "-in", "giu.tsr", "-CAfile", "tsa.crt"],
                          capture_output=True, text=True, cwd=WORK)
    check("openssl verifies the kept time stamp over the note", "Verification: OK" in done.stdout + done.stderr)


def rotate(keys):
    quyet("key", "rotate", "--reason", "hang nam", *WHO)
    later = log_key()
    check("the rotation is in the log", later[:-1] == keys and len(later) == len(keys) + 1)
    folder = WORK / "sau-thay-khoa"
    note, _, _ = read_log(folder, later)
    check("the old key signed the checkpoint that leads to the new one", tlog.verify_note(note, [tlog.parse_vkey(keys[-1])]))
    told = quyet("fsck", "--data", DATA)
    check("quyet fsck agrees", "không có sai lệch" in told)


def main():
    build()
    keys = log_key()
    quyet("key", "sign", "--data", DATA)
    _, first, _ = read_log(WORK / "truoc", keys)
    grow(FORMS)
    quyet("key", "sign", "--data", DATA)
    _, point, reader = read_log(WORK / "sau", keys)
    entries = compare_trees(point, reader)
    compare_consistency(reader, first, point)
    compare_proofs(keys, point, entries)
    if shutil.which("openssl"):
        play_witness(keys, point)
    else:
        print("NOT CHECKED: witness and time stamp, for openssl is not installed", file=sys.stderr)
    rotate(keys)
    return 1 if failures else 0


sys.exit(main())
