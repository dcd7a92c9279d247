-- AlterTable
ALTER TABLE "trigger" ADD COLUMN     "again_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "trouble" TEXT,
ADD COLUMN     "troubles" INTEGER NOT NULL DEFAULT 0;

-- What follows is written by hand: Prisma knows no functions.

-- How many more runs of each of these workspaces may be queued. Whoever asks holds the workspace until the end of its
-- transaction, and each look comes after the lock: two that queue runs at the same time cannot both take the last place.
CREATE FUNCTION "queue_room"(workspaces TEXT[], max_queued INT) RETURNS TABLE (w TEXT, room INT) VOLATILE LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(id, 7305807))
    FROM (SELECT DISTINCT id FROM unnest(workspaces) AS t(id) ORDER BY id) AS sorted;
  RETURN QUERY SELECT asked.id, max_queued - (SELECT count(*)::int FROM (
    SELECT FROM "run" WHERE "place" IN ('key', 'capacity') AND "ended_at" IS NULL AND "workspace_id" = asked.id LIMIT max_queued
  ) AS queued) FROM (SELECT DISTINCT id FROM unnest(workspaces) AS t(id)) AS asked;
END $$;
