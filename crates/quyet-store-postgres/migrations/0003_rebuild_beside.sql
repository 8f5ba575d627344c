-- How the application makes the projections anew without owning them.
--
-- Its role may not create or drop tables. Three functions that run with the owner's rights do just what a rebuild
-- needs: make empty twins of the projections in the schema `quyet_rebuild`, gather their statistics, and put them in
-- place of the old ones. The twins are made after the tables that stand now, so a later change of a projection needs
-- no change here. Readers see the old projections until the transaction of the last step commits.
--
-- The last step locks the projections in the order in which reads name them, so that neither waits for the other.

CREATE FUNCTION begin_rebuild() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    twin record; part record;
BEGIN
    DROP SCHEMA IF EXISTS quyet_rebuild CASCADE;
    CREATE SCHEMA quyet_rebuild;
    GRANT USAGE ON SCHEMA quyet_rebuild TO quyet_app;
    FOR twin IN SELECT oid, relname, relkind FROM pg_class
        WHERE relnamespace = 'quyet'::regnamespace AND relname LIKE 'projection\_%'
        AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
    LOOP
        EXECUTE format('CREATE TABLE quyet_rebuild.%1$I (LIKE quyet.%1$I INCLUDING ALL)', twin.relname)
            || CASE WHEN twin.relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(twin.oid) ELSE '' END;
        EXECUTE format('GRANT SELECT, INSERT ON quyet_rebuild.%I TO quyet_app', twin.relname);
        FOR part IN SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bound,
            coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS options
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = twin.oid AND c.relkind = 'r' ORDER BY c.relname
        LOOP
            EXECUTE format('CREATE TABLE quyet_rebuild.%I PARTITION OF quyet_rebuild.%I %s%s',
                part.relname, twin.relname, part.bound, part.options);
        END LOOP;
    END LOOP;
    GRANT UPDATE (replaced_entry, replaced_ord, replaced_recorded)
        ON quyet_rebuild.projection_figure TO quyet_app;
END
$$;

CREATE FUNCTION measure_rebuild() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    twin regclass;
BEGIN
    FOR twin IN SELECT c.oid FROM pg_class c JOIN pg_am a ON a.oid = c.relam
        WHERE c.relnamespace = 'quyet_rebuild'::regnamespace AND c.relkind = 'i' AND a.amname = 'brin'
    LOOP
        PERFORM brin_summarize_new_values(twin);
    END LOOP;
    FOR twin IN SELECT oid FROM pg_class
        WHERE relnamespace = 'quyet_rebuild'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
    LOOP
        EXECUTE format('ANALYZE %s', twin);
    END LOOP;
END
$$;

CREATE FUNCTION finish_rebuild() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    moved text;
BEGIN
    LOCK TABLE quyet.projection_figure, quyet.projection_plan, quyet.projection_document, quyet.projection_report,
        quyet.projection_indicator, quyet.projection_place, quyet.projection_entry IN ACCESS EXCLUSIVE MODE;
    FOR moved IN SELECT relname FROM pg_class
        WHERE relnamespace = 'quyet'::regnamespace AND relname LIKE 'projection\_%'
        AND relkind IN ('r', 'p') AND NOT relispartition
    LOOP
        EXECUTE format('DROP TABLE quyet.%I', moved);
    END LOOP;
    FOR moved IN SELECT relname FROM pg_class
        WHERE relnamespace = 'quyet_rebuild'::regnamespace AND relkind IN ('r', 'p')
    LOOP
        EXECUTE format('ALTER TABLE quyet_rebuild.%I SET SCHEMA quyet', moved);
    END LOOP;
    DROP SCHEMA quyet_rebuild;
END
$$;

REVOKE EXECUTE ON FUNCTION begin_rebuild(), measure_rebuild(), finish_rebuild() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_rebuild(), measure_rebuild(), finish_rebuild() TO quyet_app;
