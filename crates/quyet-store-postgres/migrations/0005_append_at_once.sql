-- A form of figures in one exchange with the server.
--
-- Called as a statement of its own, the function is a transaction of its own: a caller that goes away leaves it done
-- wholly or not at all. It runs with the caller's rights, so triggers and privileges refuse what they always refuse.
-- It takes the turn of appends (the lock that BEGIN_WRITING takes), and only then looks: every statement of it sees
-- what was committed before it began.
--
-- The caller says what it takes to be the end of the ledger: the size, and the leaf of the last entry (NULL when there
-- is none). When another writer came first, when a failover lost the end, when the command is known or the clock went
-- back, nothing is written and the answer says what stood in the way: 'end', 'clock' or 'command'. The caller then asks
-- again in its careful way, which knows the whole answer. 'written' is the only success.
--
-- All entries bear one command and one moment. Arrays of one group have one length; `ords` are places in the form that
-- `entries` names. The figures are plain: a number from a source, nothing said beside it. What all figures share (a form
-- is mostly of one place and period) comes as an array of one value: unpacking 200 equal ones would cost as much as
-- storing them. `ords`, `indicators` and `numbers` always come whole.

CREATE FUNCTION append_batch(
    at_size bigint, at_leaf bytea, its_command text, its_moment bigint,
    kinds text[], payloads bytea[], salts bytea[], leaves bytea[],
    at_hash bigint, hashes bytea[],
    names text[], roles text[], bodies text[],
    periods text[], codes text[], froms text[], indicators text[], entries bigint[], ords integer[],
    numbers text[], bases text[], sources text[]
) RETURNS text LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(1364804948);
    SELECT seq, leaf, recorded INTO last FROM quyet.ledger ORDER BY seq DESC LIMIT 1;
    IF coalesce(last.seq + 1, 0) <> at_size OR last.leaf IS DISTINCT FROM at_leaf THEN
        RETURN 'end';
    END IF;
    IF its_moment <= last.recorded THEN
        RETURN 'clock';
    END IF;
    IF EXISTS (SELECT FROM quyet.command WHERE command = its_command) THEN
        RETURN 'command';
    END IF;
    INSERT INTO quyet.ledger (seq, command, kind, recorded, payload, salt, leaf)
        SELECT at_size + n - 1, its_command, e.kind, its_moment, e.payload, e.salt, e.leaf
        FROM unnest(kinds, payloads, salts, leaves) WITH ORDINALITY AS e (kind, payload, salt, leaf, n);
    INSERT INTO quyet.tree_hash (idx, hash)
        SELECT at_hash + n - 1, h.hash FROM unnest(hashes) WITH ORDINALITY AS h (hash, n);
    INSERT INTO quyet.command (command, first, count) VALUES (its_command, at_size, cardinality(kinds));
    INSERT INTO quyet.projection_entry (entry, recorded, name, role, body)
        SELECT at_size + n - 1, its_moment, a.name, a.role, a.body
        FROM unnest(names, roles, bodies) WITH ORDINALITY AS a (name, role, body, n);
    INSERT INTO quyet.projection_figure (period, place_code, place_from, indicator, entry, ord, recorded, number, basis,
        source)
        SELECT coalesce(f.period, periods[1]), coalesce(f.place_code, codes[1]), coalesce(f.place_from, froms[1]),
        f.indicator, coalesce(f.entry, entries[1]), f.ord, its_moment, f.number, coalesce(f.basis, bases[1]),
        coalesce(f.source, sources[1])
        FROM unnest(periods, codes, froms, indicators, entries, ords, numbers, bases, sources)
        AS f (period, place_code, place_from, indicator, entry, ord, number, basis, source);
    RETURN 'written';
END
$$;

REVOKE EXECUTE ON FUNCTION append_batch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_batch TO quyet_app;

-- Layout 1 is whole.
UPDATE layout SET version = 1;
