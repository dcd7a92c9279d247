-- CreateTable
CREATE TABLE "log_range" (
    "name" TEXT NOT NULL,
    "archive_id" UUID NOT NULL,
    "low" UUID NOT NULL,
    "high" UUID NOT NULL,
    "values_expired_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "file" TEXT,
    "sha256" TEXT,
    "bytes" BIGINT,
    "runs" INTEGER,
    "events" BIGINT,
    "values" BIGINT,
    "cleaned_at" TIMESTAMPTZ(3),

    CONSTRAINT "log_range_pkey" PRIMARY KEY ("name")
);

-- By hand, all that follows. Ids of runs are UUIDv7: their first 48 bits are milliseconds since 1970.
CREATE FUNCTION "run_id_at"("moment" timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

CREATE FUNCTION "run_id_time"("id" uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
$$;

-- The partitions that hold a range of runs; the default ones are not among them.
CREATE VIEW "log_partition" AS
SELECT parent.relname AS "parent", part.relname AS "name",
    (regexp_match(pg_get_expr(part.relpartbound, part.oid), 'FROM \(''([^'']+)''\)'))[1]::uuid AS "low",
    (regexp_match(pg_get_expr(part.relpartbound, part.oid), 'TO \(''([^'']+)''\)'))[1]::uuid AS "high"
FROM pg_inherits
JOIN pg_class part ON part.oid = pg_inherits.inhrelid
JOIN pg_class parent ON parent.oid = pg_inherits.inhparent
WHERE parent.oid IN (to_regclass('run_event'), to_regclass('run_value'))
    AND pg_get_expr(part.relpartbound, part.oid) <> 'DEFAULT';

-- Partitions of one width (`month`, `week` or `day`, UTC) for both tables, from now on and `ahead` more. What is there
-- stays, but for what lies ahead, holds nothing and spans more than the width: a setting that changed makes room. A new
-- one takes only the time that no other has; time that has rows in the default partition stays there.
CREATE FUNCTION "ensure_log_partitions"("width" text, "ahead" integer) RETURNS void LANGUAGE plpgsql
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
                    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE run_id >= %L AND run_id < %L)',
                        parent_name || '_other', low_id, high_id) INTO is_used;
                    IF NOT is_used THEN
                        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                            parent_name || '_' || to_char(run_id_time(low_id),
                                CASE WHEN low_id = run_id_at(starts) AND high_id = unit_end AND width = 'month'
                                    THEN 'YYYY_MM' ELSE 'YYYY_MM_DD' END),
                            parent_name, low_id, high_id);
                    END IF;
                END IF;
                low_id := high_id;
            END LOOP;
        END LOOP;
    END LOOP;
END
$$;

-- What an executor of the version before still calls by the clock.
CREATE OR REPLACE FUNCTION "ensure_run_event_partitions"("months" integer) RETURNS void LANGUAGE sql AS $$
    SELECT ensure_log_partitions('month', months)
$$;

-- Values are partitioned like events, so that a range of them expires as one table too.
ALTER TABLE "run_value" RENAME TO "run_value_before";
ALTER TABLE "run_value_before" RENAME CONSTRAINT "run_value_pkey" TO "run_value_before_pkey";

CREATE TABLE "run_value" (
    "run_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "labels" JSON NOT NULL,
    "preview" TEXT NOT NULL,
    "data" JSON,
    "blob_sha" TEXT,

    CONSTRAINT "run_value_pkey" PRIMARY KEY ("run_id","id")
) PARTITION BY RANGE ("run_id");

CREATE TABLE "run_value_other" PARTITION OF "run_value" DEFAULT;

SELECT "ensure_log_partitions"('month', 3);

INSERT INTO "run_value" SELECT * FROM "run_value_before";
DROP TABLE "run_value_before";

-- A blob may go when no value names it.
CREATE INDEX "run_value_blob_sha" ON "run_value" ("workspace_id", "blob_sha") WHERE "blob_sha" IS NOT NULL;
