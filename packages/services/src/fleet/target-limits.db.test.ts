import { readTargetLimits } from "@orrery/db/run-log";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { listTargetLimits } from "./list-target-limits.ts";
import { setTargetLimit } from "./set-target-limit.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const limit = { name: "API.example.com:8443 gpt-large", perSecond: 2.5, atOnce: 4 };

test("the owner sets, changes and lifts what a host may be asked, and executors read it", async () => {
  const ctx = bench.owner;
  await setTargetLimit({ ctx, input: limit });
  await setTargetLimit({ ctx, input: { name: "other.example.com", perSecond: null, atOnce: 1 } });
  await setTargetLimit({ ctx, input: { ...limit, atOnce: null } });
  expect(await listTargetLimits({ ctx })).toEqual([
    { name: "api.example.com:8443 gpt-large", perSecond: 2.5, atOnce: null },
    { name: "other.example.com", perSecond: null, atOnce: 1 },
  ]);
  expect(await readTargetLimits(bench.services.pool)).toEqual(
    new Map([
      ["api.example.com:8443 gpt-large", { perSecond: 2.5, atOnce: null }],
      ["other.example.com", { perSecond: null, atOnce: 1 }],
    ]),
  );
  await setTargetLimit({ ctx, input: { name: "other.example.com", perSecond: null, atOnce: null } });
  await setTargetLimit({ ctx, input: { ...limit, perSecond: null, atOnce: null } });
  expect(await listTargetLimits({ ctx })).toEqual([]);
  expect(await bench.services.db.auditEntry.count({ where: { verb: "target.limit" } })).toBe(5);
});

test.each([
  [{ ...limit, name: "https://api.example.com/" }, "TARGET"],
  [{ ...limit, name: "a b c" }, "TARGET"],
  [{ ...limit, name: "" }, "TARGET"],
  [{ ...limit, perSecond: 0 }, "LIMIT"],
  [{ ...limit, perSecond: Number.NaN }, "LIMIT"],
  [{ ...limit, atOnce: 1.5 }, "LIMIT"],
  [{ ...limit, atOnce: -1 }, "LIMIT"],
])("%j is refused", async (input, reason) => {
  await expect(setTargetLimit({ ctx: bench.owner, input })).rejects.toMatchObject({ code: "INVALID", reason });
});

test("nobody but the owner of the installation sees or sets them", async () => {
  const refused = [
    [bench.nobody, "UNAUTHENTICATED"],
    [bench.viewer, "FORBIDDEN"],
    [bench.stranger, "FORBIDDEN"],
  ] as const;
  for (const [ctx, code] of refused) {
    await expect(listTargetLimits({ ctx })).rejects.toMatchObject({ code });
    await expect(setTargetLimit({ ctx, input: limit })).rejects.toMatchObject({ code });
  }
});
