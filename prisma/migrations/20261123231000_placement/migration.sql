-- Written by hand: runs that wait for an executor with certain labels. Empty where nothing asks for any.
CREATE INDEX "run_needs" ON "run" ("id") WHERE "needs" <> '{}' AND "owner" IS NULL AND "ended_at" IS NULL;
