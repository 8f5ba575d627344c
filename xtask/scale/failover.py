"""Two PostgreSQL under Patroni, with etcd to hold the lease; the primary is ended with kill -9 while two write."""

import json
import os
import pathlib
import sys
import time
import urllib.request

from cluster import HOST, Drill, Server, Writer, ask, first_after, free_port, kill_with_children, load, missing, program
from cluster import roles, say, settle_in, until, verdict

ROUNDS = 3


class Node(Server):
    """A PostgreSQL that Patroni runs."""

    def __init__(self, drill, name, patroni, lease):
        super().__init__(drill, name)
        self.patroni, self.door = patroni, free_port()
        self.settings = drill.folder / f"{name}.yml"
        self.settings.write_text(json.dumps(self.configuration(lease)))

    def configuration(self, lease):
        """JSON is YAML."""
        shared = {"ttl": 30, "loop_wait": 10, "retry_timeout": 10, "maximum_lag_on_failover": 1048576,
                  "synchronous_mode": True,
                  "postgresql": {"use_pg_rewind": True, "parameters": {"wal_log_hints": "on"}}}
        trust = ["local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
        return {
            "scope": "quyet", "name": self.name, "restapi": {"listen": f"{HOST}:{self.door}",
                                                             "connect_address": f"{HOST}:{self.door}"},
            "etcd3": {"host": lease},
            "bootstrap": {"dcs": shared, "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, {"auth": "trust"},
                                                    {"username": "postgres"}]},
            "postgresql": {
                "listen": f"{HOST}:{self.port}", "connect_address": f"{HOST}:{self.port}",
                "data_dir": str(self.data / "du-lieu"), "bin_dir": str(pathlib.Path(program("postgres")).parent),
                "pgpass": str(self.data / "pgpass"), "pg_hba": trust,
                "authentication": {"superuser": {"username": "postgres"}, "replication": {"username": "postgres"}},
                "parameters": {"unix_socket_directories": str(self.data)},
            },
        }

    def start(self):
        self.child = self.drill.start(self.name, [self.patroni, str(self.settings)], as_server=True,
                                      env={**os.environ, "HOME": str(self.data)})

    def pids(self):
        """Patroni lets PostgreSQL live on without it, so both are named."""
        postmaster = (self.data / "du-lieu" / "postmaster.pid").read_text().split("\n", 1)[0]
        return self.child.pid, int(postmaster)

    def role(self):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.door}/patroni", timeout=2) as answer:
                state = json.load(answer)
        except (OSError, ValueError):
            return ""
        return state.get("role", "") if state.get("state") == "running" else ""

    def leads(self):
        return self.role() in ("master", "primary")

    def is_synchronous(self):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.door}/sync", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False


def start_lease(scene):
    """One etcd. An installation has three, on three machines."""
    clients, peers = free_port(), free_port()
    at = f"http://{HOST}:{clients}"
    scene.start("etcd", [program("etcd"), "--data-dir", str(scene.folder / "etcd"), "--listen-client-urls", at,
                         "--advertise-client-urls", at, "--listen-peer-urls", f"http://{HOST}:{peers}",
                         "--initial-advertise-peer-urls", f"http://{HOST}:{peers}",
                         "--initial-cluster", f"default=http://{HOST}:{peers}"])
    return f"{HOST}:{clients}"


def drill(quyet, hammer, patroni):
    with Drill() as scene:
        lease = start_lease(scene)
        nodes = [Node(scene, name, patroni, lease) for name in ("may-1", "may-2")]
        nodes[0].start()
        until("primary", 240, nodes[0].leads)
        nodes[1].start()
        until("synchronous standby", 240, nodes[1].is_synchronous)
        roles(nodes[0].url(), nodes[0].url(database="postgres"))
        house = scene.folder / "nha"
        settle_in(scene, quyet, house, nodes)
        load(scene, quyet, house, nodes[0].url("quyet_owner"))
        writers = [Writer(scene, hammer, f"nguoi-ghi-{seed}", seed, [node.url("quyet_app") for node in nodes])
                   for seed in (1, 2)]
        until("hundred batches", 120, lambda: 100 <= sum(len(writer.acks) for writer in writers))
        for turn in range(1, ROUNDS + 1):
            lose_primary(turn, nodes, writers)
        for writer in writers:
            writer.stop()
        leader = next(node for node in nodes if node.leads())
        total = verdict(scene, quyet, hammer, house, leader.url("quyet_app"), writers)
        say(f"acknowledged in all               {total}, missing 0, after {ROUNDS} losses of the primary")


def lose_primary(turn, nodes, writers):
    """The whole node of the primary goes at once: Patroni, PostgreSQL and every process of both."""
    leader = next(node for node in nodes if node.leads())
    follower = next(node for node in nodes if node is not leader)
    until("synchronous standby", 300, follower.is_synchronous)
    gone = time.monotonic()
    killed = kill_with_children(*leader.pids())
    taken = until("new primary", 120, lambda: follower.leads() and time.monotonic())
    until("write after the failover", 120, lambda: first_after(writers, taken) is not None)
    # An answer may still have been on its way when the primary went.
    first = min(at - gone for writer in writers for at in writer.acks if gone + 1 < at)
    say(f"loss {turn}: {leader.name}, {killed} processes     "
        f"the standby leads after {taken - gone:.1f} s, next ack after {first:.1f} s")
    leader.child.wait()
    leader.start()


if __name__ == "__main__":
    lacking = missing(["postgres", "initdb", "pg_basebackup", "psql", "etcd"])
    if lacking:
        say(f"NOT CHECKED: not installed: {', '.join(lacking)}")
        sys.exit(3)
    drill(*sys.argv[1:4])
