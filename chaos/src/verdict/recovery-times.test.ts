import type { RunEvent } from "@orrery/engine";
import { expect, test } from "vitest";
import { recoveryTimes } from "./recovery-times.ts";

const event = (seq: number, epoch: number, at: number): RunEvent => ({ v: 1, seq, epoch, at, type: "run.cancelled" });

test("from the loss of the executor to the first event of the next, each time; nothing where nobody had to come", () => {
  const log = [event(1, 1, 1_000), event(2, 1, 2_010), event(3, 2, 5_000), event(4, 4, 9_000)];
  const lost = (epoch: number, at: number) => ({ runId: "r", epoch, at, by: "kill" as const });
  expect(recoveryTimes([lost(1, 2_000), lost(2, 6_000), lost(4, 9_500)], log)).toEqual([
    { by: "kill", ms: 3_000 },
    { by: "kill", ms: 3_000 },
  ]);
});

test("one that was only stopped, and goes on with the run itself, has been away until then", () => {
  const log = [event(1, 1, 1_000), event(2, 1, 5_000), event(3, 2, 9_000)];
  const lost = (by: "kill" | "stop") => ({ runId: "r", epoch: 1, at: 2_000, by });
  expect(recoveryTimes([lost("stop"), lost("kill")], log)).toEqual([
    { by: "stop", ms: 3_000 },
    { by: "kill", ms: 7_000 },
  ]);
});
