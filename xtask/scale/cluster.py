"""Servers, writers and readers of a drill, all on the loopback and each ended by the number of its own process."""

import http.client
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HOST = "127.0.0.1"


def missing(programs):
    """The programs of PostgreSQL and others that are not installed here."""
    return [name for name in programs if program(name) is None]


def program(name):
    """Where a program lies; those of PostgreSQL also where Debian puts them."""
    folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = (str(folder / name) for folder in folders if (folder / name).is_file())
    return next(found, None) or shutil.which(name)


def free_port():
    with socket.socket() as door:
        door.bind((HOST, 0))
        return door.getsockname()[1]


def unprivileged(words):
    """PostgreSQL refuses to run as root; it then runs as nobody."""
    if os.getuid() != 0:
        return words
    return ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--", *words]


def say(words):
    print(words, flush=True)


class Drill:
    """A scratch directory and everything that runs in it, taken down whatever happens."""

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="quyet-drill-"))
        self.folder.chmod(0o755)
        self.running = []
        return self

    def __exit__(self, *failure):
        for child in reversed(self.running):
            end(child)
        if failure[0] is not None:
            say(f"the files of the drill are kept in {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def directory(self, name):
        """A directory that PostgreSQL may own."""
        path = self.folder / name
        path.mkdir()
        if os.getuid() == 0:
            shutil.chown(path, "nobody", "nogroup")
        path.chmod(0o700)
        return path

    def start(self, name, words, as_server=False, **more):
        """Starts a program; what it says goes to a file of its name unless the caller reads it."""
        log = open(self.folder / f"{name}.log", "ab")
        words = unprivileged(words) if as_server else words
        more.setdefault("stdout", log)
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stderr=log, cwd=self.folder, **more)
        self.running.append(child)
        return child

    def run(self, words, as_server=False, **more):
        """Runs a program to its end; gives what it printed."""
        words = unprivileged(words) if as_server else words
        done = subprocess.run(words, capture_output=True, text=True, cwd=self.folder, **more)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, words))}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout


def end(child):
    """Ends a process that the drill started."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def kill_with_children(*tops):
    """Ends processes and all below them at once, as when the machine loses its power. Gives how many there were."""
    below, found = set(tops), True
    for pid in tops:
        os.kill(pid, signal.SIGSTOP)
    while found:
        found = False
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) not in below:
                try:
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                except (OSError, IndexError, ValueError):
                    continue
                if parent in below:
                    below.add(int(entry.name))
                    found = True
    for number in sorted(below):
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            pass
    return len(below)


def until(what, seconds, check):
    """Waits for something that another process does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = check()
        if answer:
            return answer
        time.sleep(0.05)
    sys.exit(f"after {seconds} s there was still no {what}")


def ask(url, statement):
    """One value from PostgreSQL; empty when it does not answer."""
    words = [program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement]
    environment = {**os.environ, "PGCONNECT_TIMEOUT": "2"}
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    return done.stdout.strip() if done.returncode == 0 else ""


class Server:
    """A PostgreSQL of the drill."""

    def __init__(self, drill, name):
        self.drill, self.name, self.port, self.child = drill, name, free_port(), None
        self.data = drill.directory(name)

    def url(self, role="postgres", database="quyet"):
        return f"postgres://{role}@{HOST}:{self.port}/{database}"

    def create(self):
        words = [program("initdb"), "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                 "--locale=C", "--no-instructions"]
        self.drill.run(words, as_server=True)

    def follow(self, primary):
        """A copy of a running server that goes on following it."""
        words = [program("pg_basebackup"), "-D", str(self.data), "-R", "-X", "stream", "-c", "fast",
                 "-d", f"{primary.url(database='postgres')}?application_name={self.name}"]
        self.drill.run(words, as_server=True)

    def start(self, *settings):
        words = [program("postgres"), "-D", str(self.data), "-p", str(self.port), "-h", HOST, "-k", str(self.data)]
        for setting in settings:
            words += ["-c", setting]
        self.child = self.drill.start(self.name, words, as_server=True)
        until(f"answer from {self.name}", 120, lambda: ask(self.url(database="postgres"), "SELECT 1"))

    def promote(self):
        self.drill.run([program("pg_ctl"), "promote", "-D", str(self.data), "-w"], as_server=True)


class Writer:
    """A hammer: appends forms and says which the ledger acknowledged."""

    def __init__(self, drill, hammer, name, seed, urls):
        self.acks, self.path = [], drill.folder / f"{name}.acks"
        words = [hammer, "--postgres", urls[0], *(word for url in urls[1:] for word in ("--hosts", url)),
                 "--seed", str(seed), "--forms", "1000000", "--figures", "200"]
        self.child = drill.start(name, words, stdout=subprocess.PIPE, text=True)
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self):
        with open(self.path, "w") as kept:
            for line in self.child.stdout:
                kept.write(line)
                kept.flush()
                if line.startswith("ack "):
                    self.acks.append(time.monotonic())

    def stop(self):
        end(self.child)
        self.thread.join()


class Reader(threading.Thread):
    """Somebody who looks at pages, one after the other."""

    def __init__(self, port, pages):
        super().__init__(daemon=True)
        self.port, self.pages, self.answers, self.going = port, pages, [], True

    def run(self):
        turn = 0
        while self.going:
            self.answers.append((time.monotonic(), self.look(self.pages[turn % len(self.pages)])))
            turn += 1
            time.sleep(0.02)

    def look(self, page):
        try:
            door = http.client.HTTPConnection(HOST, self.port, timeout=10)
            door.request("GET", page)
            answer = door.getresponse()
            answer.read()
            return answer.status
        except OSError:
            return 0

    def stop(self):
        self.going = False
        self.join()

    def summary(self):
        good = [at for at, status in self.answers if status == 200]
        gap = max((b - a for a, b in zip(good, good[1:])), default=0)
        return len(good), len(self.answers) - len(good), gap


def page(port, path):
    """A page as a browser gets it."""
    door = http.client.HTTPConnection(HOST, port, timeout=30)
    door.request("GET", path)
    return door.getresponse().read().decode()


def first_after(writers, moment):
    """Seconds from a moment to the first batch acknowledged after it."""
    later = [at - moment for writer in writers for at in writer.acks if moment < at]
    return min(later) if later else None


def serve(drill, quyet, data, name):
    """A `quyet serve` over a data directory; gives its port once it answers."""
    port = free_port()
    drill.start(name, [quyet, "serve", "--data", str(data), "--listen", f"{HOST}:{port}"])

    def answers():
        try:
            door = http.client.HTTPConnection(HOST, port, timeout=5)
            door.request("GET", "/livez")
            return door.getresponse().status == 200
        except OSError:
            return False

    until(f"answer from {name}", 120, answers)
    return port


def settle_in(drill, quyet, data, servers, standby=None):
    """A data directory whose ledger lies on the first server, with the others to try after it."""
    data.mkdir()
    text = f'[database]\nurl = "{servers[0].url("quyet_app")}"\n'
    text += "hosts = [" + ", ".join(f'"{server.url("quyet_app")}"' for server in servers[1:]) + "]\n"
    if standby:
        text += f'standby = "{standby.url("quyet_app")}"\n'
    text += '[log]\norigin = "quyet.example/dien-tap"\n'
    (data / "quyet.toml").write_text(text)


def load(drill, quyet, data, owner):
    """Makes the ledger and loads the example province through the staff entrance."""
    environment = {**os.environ, "QUYET_DATABASE_OWNER_URL": owner}
    drill.run([quyet, "init", "--data", str(data)], env=environment)
    example = pathlib.Path(__file__).resolve().parents[2] / "examples/bac-kan-2024"
    who = ["--data", str(data), "--actor", "An", "--body", "Sở Tài chính"]
    drill.run([quyet, "place", "import", str(example / "units.csv"), *who])
    drill.run([quyet, "indicator", "import", str(example / "indicators.csv"), *who])
    drill.run([quyet, "plan", "import", str(example / "nghi-quyet.txt"), "--id", "tinh-2024", "--place", "06",
               "--links", str(example / "links.csv"), "--confirmed", *who])
    drill.run([quyet, "data", "import", str(example / "figures.csv"), *who])


def roles(url, admin):
    """The two roles and the database of an installation."""
    for statement in ("CREATE ROLE quyet_owner LOGIN", "CREATE ROLE quyet_app LOGIN",
                      "CREATE DATABASE quyet OWNER quyet_owner TEMPLATE template0 ENCODING 'UTF8'"):
        if ask(admin, statement + " ; ") is None:
            sys.exit(f"could not {statement}")
    until("database", 10, lambda: ask(url, "SELECT 1"))


def verdict(drill, quyet, hammer, data, url, writers):
    """Whether every acknowledged batch is there and the ledger is sound; gives how many were acknowledged."""
    told = drill.folder / "told.acks"
    told.write_text("".join(writer.path.read_text() for writer in writers))
    say(drill.run([hammer, "--check", str(told), "--postgres", url]).strip())
    say(drill.run([quyet, "fsck", "--data", str(data)]).strip())
    return sum(len(writer.acks) for writer in writers)
