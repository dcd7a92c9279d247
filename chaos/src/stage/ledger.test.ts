import { seededRandom } from "@orrery/engine/testing";
import { expect, test } from "vitest";
import { openLedger } from "./ledger.ts";
import { ledgerStep } from "./ledger-step.ts";

test("the book knows how often each step was asked for, and under how many keys", async () => {
  const ledger = await openLedger(seededRandom(1));
  const ask = async (path: string, key?: string): Promise<number> => {
    const headers = key === undefined ? {} : { "idempotency-key": key };
    return (await fetch(`http://${ledger.address}/${path}`, { method: "POST", headers })).status;
  };
  const statuses = [
    await ask("flaky/t/ask"),
    await ask("flaky/t/ask"),
    await ask("flaky/t/ask"),
    await ask("keyed/t/pay/1"),
    await ask("keyed/t/pay/2", "a"),
    await ask("keyed/t/pay/2", "a"),
    await ask("keyed/t/pay/3", "a"),
    await ask("keyed/t/pay/3", "b"),
    await ask("send/t/send"),
    await ask("gone/t/gone"),
  ];
  await ledger.close();
  expect(statuses).toEqual([503, 503, 200, 400, 200, 200, 200, 200, 200, 404]);
  expect(["ask", "pay/2", "pay/3", "send", "never"].map((step) => ledger.entry("t", step))).toEqual([
    { received: 3, keys: 0, first: 1 },
    { received: 2, keys: 1, first: 5 },
    { received: 2, keys: 2, first: 7 },
    { received: 1, keys: 0, first: 9 },
    { received: 0, keys: 0, first: 0 },
  ]);
  expect(ledger.requests()).toBe(10);
});

test("a step is called by its node and the iterations around it", () => {
  expect(["send", "each[3]/pay", "rows[1]/cells[2]/pay"].map(ledgerStep)).toEqual(["send", "pay/3", "pay/1/2"]);
});
