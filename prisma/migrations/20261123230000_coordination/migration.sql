-- AlterTable
ALTER TABLE "executor" ADD COLUMN     "draining_at" TIMESTAMPTZ(3),
ADD COLUMN     "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "targets" JSON NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "gate_key" TEXT,
ADD COLUMN     "gate_label" TEXT,
ADD COLUMN     "gate_limit" INTEGER,
ADD COLUMN     "needs" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "place" TEXT NOT NULL DEFAULT 'admitted',
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "workspace_turn" (
    "workspace_id" TEXT NOT NULL,
    "finish" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "workspace_turn_pkey" PRIMARY KEY ("workspace_id")
);

-- What follows is written by hand: Prisma knows neither partial indexes nor functions.

UPDATE "run" SET "place" = 'resting' WHERE "ended_at" IS NULL AND "owner" IS NULL AND "status" IN ('waiting', 'paused');

-- Only what is queued or under way is in these: their size follows what is being done, not what was ever done.
CREATE INDEX "run_admitted" ON "run" ("workspace_id") WHERE "place" = 'admitted' AND "ended_at" IS NULL;
CREATE INDEX "run_gate" ON "run" ("gate_key", "place") WHERE "gate_key" IS NOT NULL AND "ended_at" IS NULL;
CREATE INDEX "run_queued" ON "run" ("place", "workspace_id", "priority" DESC, "id")
  WHERE "place" IN ('key', 'capacity') AND "ended_at" IS NULL;
CREATE INDEX "run_queued_at_gate" ON "run" ("gate_key", "priority" DESC, "id") WHERE "place" = 'key' AND "ended_at" IS NULL;

-- Gives the free places of these keys to the runs that wait for them: higher priority first, older first. Who wants to know
-- or change who holds a key's places takes its lock first, and looks in a statement after that. Rows that others have locked
-- are passed over (their holder asks again, or the sweep does), so that nothing here waits while it holds something.
CREATE FUNCTION "admit_at_gates"(keys TEXT[]) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(k, 7305805))
    FROM (SELECT DISTINCT k FROM unnest(keys) AS t(k) ORDER BY k) AS sorted;
  UPDATE "run" SET "place" = 'capacity'
  FROM (SELECT DISTINCT k FROM unnest(keys) AS t(k)) AS gate,
    LATERAL (
      SELECT count(*) AS n FROM "run"
      WHERE "gate_key" = gate.k AND "place" IN ('capacity', 'admitted') AND "ended_at" IS NULL
    ) AS taken,
    LATERAL (
      SELECT first."gate_limit" - taken.n AS free FROM "run" AS first
      WHERE first."gate_key" = gate.k AND first."place" = 'key' AND first."ended_at" IS NULL
      ORDER BY first."priority" DESC, first."id" LIMIT 1
    ) AS room,
    LATERAL (
      SELECT locked."id", locked."gate_limit", row_number() OVER (ORDER BY locked."priority" DESC, locked."id") AS nth
      FROM (
        SELECT waiting."id", waiting."gate_limit", waiting."priority" FROM "run" AS waiting
        WHERE waiting."gate_key" = gate.k AND waiting."place" = 'key' AND waiting."ended_at" IS NULL
        ORDER BY waiting."priority" DESC, waiting."id"
        LIMIT greatest(room.free, 0) FOR NO KEY UPDATE SKIP LOCKED
      ) AS locked
    ) AS next
  WHERE "run"."id" = next."id" AND taken.n + next.nth <= next."gate_limit";
END $$;

-- Gives the free places of all executors to the runs that wait for any, and asks that those be driven. Workspaces take turns
-- by start-time fair queueing (Goyal, Vin, Cheng 1996, with equal weights and a length of one for each run): a run's start
-- tag is the later of the virtual time and the finish tag of its workspace's last one; the smallest tag goes first, and its
-- finish is one later. Within a workspace: higher priority first, older first. Returns how many were admitted.
CREATE FUNCTION "admit_to_executors"(alive_within INTERVAL, without_executors INT) RETURNS INT LANGUAGE plpgsql AS $$
DECLARE
  room INT;
  now_virtual FLOAT8;
  admitted UUID[];
BEGIN
  PERFORM pg_advisory_xact_lock(7305806);
  SELECT coalesce(sum("capacity"), without_executors) INTO room FROM "executor"
    WHERE "ended_at" IS NULL AND "draining_at" IS NULL AND "heartbeat_at" > now() - alive_within;
  room := room - (SELECT count(*) FROM (
    SELECT 1 FROM "run" WHERE "place" = 'admitted' AND "ended_at" IS NULL LIMIT room
  ) AS held);
  IF room <= 0 THEN RETURN 0; END IF;
  room := least(room, 500);
  -- The largest start tag there was.
  SELECT coalesce(max("finish"), 1) - 1 INTO now_virtual FROM "workspace_turn";
  WITH RECURSIVE workspaces AS (
    (SELECT "workspace_id" AS w FROM "run" WHERE "place" = 'capacity' AND "ended_at" IS NULL
      ORDER BY "workspace_id" LIMIT 1)
    UNION ALL
    SELECT (SELECT "workspace_id" FROM "run" WHERE "place" = 'capacity' AND "ended_at" IS NULL AND "workspace_id" > w
      ORDER BY "workspace_id" LIMIT 1)
    FROM workspaces WHERE w IS NOT NULL
  ), tagged AS (
    SELECT queued."id", w, greatest(now_virtual, coalesce(turn."finish", 0))
        + row_number() OVER (PARTITION BY w ORDER BY queued."priority" DESC, queued."id") - 1 AS tag
    FROM workspaces LEFT JOIN "workspace_turn" AS turn ON turn."workspace_id" = w, LATERAL (
      SELECT "id", "priority" FROM "run" WHERE "place" = 'capacity' AND "ended_at" IS NULL AND "workspace_id" = w
      ORDER BY "priority" DESC, "id" LIMIT room FOR NO KEY UPDATE SKIP LOCKED
    ) AS queued
    WHERE w IS NOT NULL
  ), chosen AS (
    SELECT "id", w, tag FROM tagged ORDER BY tag, "id" LIMIT room
  ), turned AS (
    INSERT INTO "workspace_turn" ("workspace_id", "finish") SELECT w, max(tag) + 1 FROM chosen GROUP BY w
    ON CONFLICT ("workspace_id") DO UPDATE SET "finish" = EXCLUDED."finish"
  ), moved AS (
    UPDATE "run" SET "place" = 'admitted' FROM chosen WHERE "run"."id" = chosen."id" RETURNING "run"."id", tag
  )
  SELECT array_agg("id" ORDER BY tag, "id") INTO admitted FROM moved;
  IF admitted IS NULL THEN RETURN 0; END IF;
  PERFORM graphile_worker.add_jobs(array_agg(
    ROW('drive', json_build_object('runId', r), NULL, now(), NULL, 'drive:' || r, NULL, NULL)::graphile_worker.job_spec
    ORDER BY nth)) FROM unnest(admitted) WITH ORDINALITY AS t(r, nth);
  RETURN cardinality(admitted);
END $$;
