-- What a run waits for, however long its log is: only events that begin or end a wait are in this index, so lists read those
-- alone, and the events that most steps write cost nothing more.
CREATE INDEX "run_event_wait" ON "run_event" ("run_id", "step_key", "seq")
  WHERE "type" IN ('step.waiting', 'step.uncertain', 'step.resumed', 'step.failed', 'step.retrying', 'step.cancelled');
