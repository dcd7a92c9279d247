-- How many runs the executors have room for now; none while others are queued for that room. As a function its plans are kept:
-- the statement that submits runs is planned anew each time, and all in it that could be costs that time.
CREATE FUNCTION "free_places"(alive_within INTERVAL, without_executors INT) RETURNS INT STABLE LANGUAGE plpgsql AS $$
DECLARE
  room INT;
BEGIN
  IF EXISTS (SELECT FROM "run" WHERE "place" = 'capacity' AND "ended_at" IS NULL) THEN RETURN 0; END IF;
  SELECT coalesce(sum("capacity"), without_executors) INTO room FROM "executor"
    WHERE "ended_at" IS NULL AND "draining_at" IS NULL AND "heartbeat_at" > now() - alive_within;
  RETURN room - (SELECT count(*) FROM "run" WHERE "place" = 'admitted' AND "ended_at" IS NULL);
END $$;
