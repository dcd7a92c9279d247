import { expect, test } from "vitest";
import { cronProblem, cronTimes } from "./cron-times.ts";

const at = (text: string): number => Date.parse(text);

test("the next firings stand in the zone's own time, over the change of its clocks", () => {
  const times = cronTimes({ cron: "30 7 * * *", tz: "Europe/Zurich" }, at("2026-10-24T00:00:00Z"), 3);
  expect(times).toEqual([at("2026-10-24T05:30:00Z"), at("2026-10-25T06:30:00Z"), at("2026-10-26T06:30:00Z")]);
});

test("an hour that is left out fires when it is over, one that is repeated fires once", () => {
  const spring = cronTimes({ cron: "30 2 * * *", tz: "Europe/Zurich" }, at("2027-03-27T12:00:00Z"), 2);
  expect(spring).toEqual([at("2027-03-28T01:00:00Z"), at("2027-03-29T00:30:00Z")]);
  const autumn = cronTimes({ cron: "30 2 * * *", tz: "Europe/Zurich" }, at("2026-10-24T12:00:00Z"), 2);
  expect(autumn).toEqual([at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z")]);
});

test("a firing is never its own next one", () => {
  expect(cronTimes({ cron: "0 * * * *", tz: "UTC" }, at("2026-11-23T10:00:00Z"), 1)).toEqual([
    at("2026-11-23T11:00:00Z"),
  ]);
});

test.each([
  ["* * * * *", "Mars/Base", "tz"],
  ["hello", "UTC", "cron"],
  ["* * * * * *", "UTC", "cron"],
  ["0 0 30 2 *", "UTC", "cron"],
  ["* * * * *", "UTC", undefined],
])("%s in %s", (cron, tz, path) => {
  expect(cronProblem({ cron, tz })?.path).toBe(path);
});
