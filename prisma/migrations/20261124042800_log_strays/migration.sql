-- By hand, all of it: Prisma knows neither functions nor partitions.

-- Makes one partition of `run_event` or `run_value`, and moves into it what stands in the default partition and belongs
-- there: ids of runs whose time no partition was made for (a clock that was wrong, a schedule made up for long after its
-- time, months without an executor). False where that is too much to move while others wait.
CREATE FUNCTION "make_log_partition"("parent_name" text, "part_name" text, "low_id" uuid, "high_id" uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    other text := parent_name || '_other';
    strays integer;
BEGIN
    EXECUTE format('SELECT count(*)::int FROM (SELECT FROM %I WHERE run_id >= %L AND run_id < %L LIMIT 200001) AS found',
        other, low_id, high_id) INTO strays;
    IF strays > 200000 THEN
        RETURN false;
    END IF;
    IF strays = 0 THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part_name, parent_name, low_id, high_id);
        RETURN true;
    END IF;
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', other);
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part_name, parent_name);
    EXECUTE format('WITH moved AS (DELETE FROM %I WHERE run_id >= %L AND run_id < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
        other, low_id, high_id, part_name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent_name, part_name, low_id, high_id);
    RETURN true;
END
$$;

-- As before, but that a time with rows in the default partition has its partition too, and they move into it.
CREATE OR REPLACE FUNCTION "ensure_log_partitions"("width" text, "ahead" integer) RETURNS void LANGUAGE plpgsql
SET lock_timeout = '2s' SET timezone = 'UTC' AS $$
DECLARE
    one interval := ('1 ' || width)::interval;
    parent_name text;
    part record;
    is_used boolean;
    starts timestamptz;
    low_id uuid;
    high_id uuid;
    unit_end uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('orrery.partitions'));
    FOREACH parent_name IN ARRAY ARRAY['run_event', 'run_value'] LOOP
        FOR part IN SELECT * FROM log_partition WHERE parent = parent_name AND low > run_id_at(now()) LOOP
            CONTINUE WHEN date_trunc(width, run_id_time(part.low)) + one >= run_id_time(part.high);
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', part.name) INTO is_used;
            IF NOT is_used THEN
                EXECUTE format('DROP TABLE %I', part.name);
            END IF;
        END LOOP;
        FOR i IN 0..ahead LOOP
            starts := date_trunc(width, now()) + i * one;
            low_id := run_id_at(starts);
            unit_end := run_id_at(starts + one);
            WHILE low_id < unit_end LOOP
                SELECT high INTO high_id FROM log_partition WHERE parent = parent_name AND low <= low_id AND high > low_id;
                IF high_id IS NULL THEN
                    SELECT low INTO high_id FROM log_partition
                    WHERE parent = parent_name AND low > low_id ORDER BY low LIMIT 1;
                    high_id := least(high_id, unit_end);
                    PERFORM make_log_partition(parent_name, parent_name || '_' || to_char(run_id_time(low_id),
                        CASE WHEN low_id = run_id_at(starts) AND high_id = unit_end AND width = 'month'
                            THEN 'YYYY_MM' ELSE 'YYYY_MM_DD' END), low_id, high_id);
                END IF;
                low_id := high_id;
            END LOOP;
        END LOOP;
    END LOOP;
END
$$;
