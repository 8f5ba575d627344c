"""A primary, a standby that follows it, three `quyet serve` on one ledger, and a promotion by hand while two write."""

import sys
import time

from cluster import Drill, Reader, Server, Writer, ask, first_after, kill_with_children, load, missing, page, roles
from cluster import say, serve, settle_in, until, verdict

PAGES = ["/", "/ke-hoach/tinh-2024"]


def drill(quyet, hammer):
    with Drill() as scene:
        primary = Server(scene, "may-1")
        primary.create()
        # On the command line, so that the standby does not inherit whom to wait for.
        primary.start("synchronous_standby_names=*", "synchronous_commit=local")
        roles(primary.url(), primary.url(database="postgres"))
        house = scene.folder / "nha"
        standby = Server(scene, "may-2")
        settle_in(scene, quyet, house, [primary, standby])
        load(scene, quyet, house, primary.url("quyet_owner"))
        standby.follow(primary)
        standby.start()
        sync = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        until("synchronous standby", 120, lambda: ask(primary.url(), sync) == "1")
        ask(primary.url(), "ALTER ROLE quyet_app SET synchronous_commit = on")

        reading = scene.folder / "nha-doc"
        settle_in(scene, quyet, reading, [primary, standby], standby=standby)
        readers = [Reader(serve(scene, quyet, data, name), PAGES)
                   for data, name in ((house, "serve-1"), (house, "serve-2"), (reading, "serve-3"))]
        urls = [primary.url("quyet_app"), standby.url("quyet_app")]
        writers = [Writer(scene, hammer, f"nguoi-ghi-{seed}", seed, urls) for seed in (1, 2)]
        for reader in readers:
            reader.start()
        until("hundred batches", 120, lambda: 100 <= sum(len(writer.acks) for writer in writers))
        shown = "máy dự phòng" in page(readers[2].port, "/"), "máy dự phòng" in page(readers[0].port, "/")
        if shown != (True, False):
            sys.exit("pages must say whether they are read from the standby")
        lag = ask(standby.url(), "SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())")
        time.sleep(5)

        before = sum(len(writer.acks) for writer in writers)
        gone = time.monotonic()
        killed = kill_with_children(primary.child.pid)
        ordered = time.monotonic()
        standby.promote()
        promoted = time.monotonic()
        until("write after the promotion", 120, lambda: first_after(writers, promoted) is not None)
        # An answer may still have been on its way while the primary went.
        first = ordered - gone + first_after(writers, ordered)
        time.sleep(5)
        for taken in [*writers, *readers]:
            taken.stop()
        total = verdict(scene, quyet, hammer, house, standby.url("quyet_app"), writers)
        report(before, total, killed, ordered - gone, promoted - ordered, first, lag, readers)


def report(before, total, killed, stop, promotion, first, lag, readers):
    say(f"acknowledged before the loss      {before} forms of 200 figures by 2 writers")
    say(f"primary ended with kill -9        {killed} processes, in {stop:.2f} s")
    say(f"pg_ctl promote took               {promotion:.2f} s")
    say(f"from the loss to the next ack     {first:.2f} s")
    say(f"acknowledged in all               {total}, missing 0")
    say(f"received but not yet replayed     {lag} bytes on the standby while two wrote")
    for number, reader in enumerate(readers, 1):
        good, bad, gap = reader.summary()
        say(f"pages of serve-{number}                  {good} good, {bad} not, longest gap {gap:.2f} s")


if __name__ == "__main__":
    lacking = missing(["postgres", "initdb", "pg_basebackup", "pg_ctl", "psql"])
    if lacking:
        say(f"NOT CHECKED: not installed: {', '.join(lacking)}")
        sys.exit(3)
    drill(sys.argv[1], sys.argv[2])
