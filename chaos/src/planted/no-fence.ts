import { plantBug } from "./plant-bug.ts";

/** An executor that lost a run to another one can still write to it. */
plantBug({
  file: "packages/db/src/run-log/append-statement.ts",
  from: "run.epoch = asked.epoch AND ",
  to: "",
});
