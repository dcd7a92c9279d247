-- Written by hand. A run's row is updated with every batch of its events. Where its page has room for the new version, that
-- touches no index (a heap-only tuple); in a full page it writes an entry in each of them.
ALTER TABLE "run" SET (fillfactor = 35);
ALTER TABLE "run_command" SET (fillfactor = 60);

-- Few runs have any of these: a run without them need not stand in their indexes.
DROP INDEX "run_fork_of_run_idx";
CREATE INDEX "run_fork_of_run_idx" ON "run" ("fork_of_run") WHERE "fork_of_run" IS NOT NULL;
DROP INDEX "run_parent_run_id_idx";
CREATE INDEX "run_parent_run_id_idx" ON "run" ("parent_run_id") WHERE "parent_run_id" IS NOT NULL;
