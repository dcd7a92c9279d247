import { afterAll, beforeAll, expect, test } from "vitest";
import { createCredential } from "../credential/create-credential.ts";
import { removeCredential } from "../credential/remove-credential.ts";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { addAlertTarget } from "./add-alert-target.ts";
import type { AlertTargetInput } from "./alert-target.ts";
import { changeAlertTarget } from "./change-alert-target.ts";
import { listAlertTargets } from "./list-alert-targets.ts";
import { listDeviations } from "./list-deviations.ts";
import { removeAlertTarget } from "./remove-alert-target.ts";
import { testAlertTarget } from "./test-alert-target.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
  const { owner: ctx } = bench;
  const signing = { handle: "ops", kind: "signing", hosts: ["ops.example"], value: `whsec_${"A".repeat(32)}` } as const;
  await createCredential({ ctx, input: signing });
  const mail = { handle: "post", kind: "smtp", hosts: ["mail.example"], user: "ada", security: "tls" } as const;
  await createCredential({ ctx, input: { ...mail, value: "a password" } });
});
afterAll(() => bench.close());

const webhook: AlertTargetInput = {
  ...{ name: "Ops", place: { channel: "webhook", url: "https://ops.example/hook" }, credential: "ops" },
  ...{ kinds: ["errors", "time"], quietMinutes: 60, enabled: true },
};

test("who is told is added, listed, changed, tested and taken off, and each of it is written down", async () => {
  const { editor: ctx, stranger } = bench;
  const { id } = await addAlertTarget({ ctx, input: { ...webhook, name: " Ops " } });
  expect(await listAlertTargets({ ctx })).toEqual([{ id, ...webhook, kinds: ["time", "errors"], deliveries: [] }]);
  expect(await listAlertTargets({ ctx: stranger })).toEqual([]);
  const mail = { channel: "email", from: "orrery@example.org", to: ["ada@example.org", " bob@example.org "] } as const;
  const changed = { ...webhook, place: mail, credential: "post", enabled: false };
  await changeAlertTarget({ ctx, input: { ...changed, id } });
  const { deliveryId } = await testAlertTarget({ ctx, input: { id } });
  expect(await listAlertTargets({ ctx })).toEqual([
    {
      ...{ id, ...changed, kinds: ["time", "errors"] },
      place: { ...mail, to: ["ada@example.org", "bob@example.org"] },
      deliveries: [
        {
          ...{ id: deliveryId, kind: "test", status: "due", tries: 0, problem: null, texts: [], runId: null },
          ...{ createdAt: expect.any(Number), nextAt: expect.any(Number) },
        },
      ],
    },
  ]);
  for (let more = 0; more < 4; more += 1) await testAlertTarget({ ctx, input: { id } });
  await expect(testAlertTarget({ ctx, input: { id } })).rejects.toMatchObject({ reason: "ALERT_TESTS" });
  for (const verb of [removeAlertTarget, testAlertTarget]) {
    await expect(verb({ ctx: stranger, input: { id } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  await removeAlertTarget({ ctx, input: { id } });
  expect([await listAlertTargets({ ctx }), await bench.services.db.alertDelivery.count()]).toEqual([[], 0]);
  const lines = await bench.services.db.auditEntry.findMany({ where: { subject: id }, orderBy: { id: "asc" } });
  expect(lines.map(({ verb, detail }) => [verb, detail])).toEqual(
    ["add", "change", ...Array<string>(5).fill("test"), "remove"].map((what) => [`alert.${what}`, { name: "Ops" }]),
  );
});

test.each<[Partial<AlertTargetInput>, string]>([
  [{ name: "  " }, "ALERT_NAME"],
  [{ name: "a\r\nb" }, "ALERT_NAME"],
  [{ kinds: [] }, "ALERT_KINDS"],
  [{ quietMinutes: 0 }, "ALERT_QUIET"],
  [{ quietMinutes: 1.5 }, "ALERT_QUIET"],
  [{ credential: "nobody" }, "ALERT_CREDENTIAL"],
  [{ credential: "post" }, "ALERT_CREDENTIAL"],
  [{ place: { channel: "webhook", url: "javascript:alert(1)" } }, "ALERT_ADDRESS"],
  [{ place: { channel: "webhook", url: "https://me:secret@ops.example" } }, "ALERT_ADDRESS"],
  [{ place: { channel: "email", from: "orrery@example.org", to: [] }, credential: "post" }, "ALERT_ADDRESS"],
  [
    { place: { channel: "email", from: "a@b.org\r\nBcc: e@f.org", to: ["ada@example.org"] }, credential: "post" },
    "ALERT_ADDRESS",
  ],
  [{ place: { channel: "email", from: "a@b.org", to: ["Ada"] }, credential: "post" }, "ALERT_ADDRESS"],
])("%j is refused with %s", async (change, reason) => {
  const { editor: ctx } = bench;
  await expect(addAlertTarget({ ctx, input: { ...webhook, ...change } })).rejects.toMatchObject({
    code: "INVALID",
    reason,
  });
});

test("what was other than usual is listed by run and by workflow, newest first, and not to strangers", async () => {
  const { viewer: ctx, stranger, services } = bench;
  const id = (n: number): string => `01a209f8-0000-7000-8000-00000000000${n}`;
  const verdict = { kind: "errors", share: 0.5, of: 4, usual: 0.01, runs: 90 } as const;
  for (const [run, workflow, kind] of [
    [1, 8, "errors"],
    [2, 8, "errors"],
    [3, 9, "errors"],
    [3, 9, "newer"],
  ] as const) {
    await services.db.runDeviation.create({
      data: {
        ...{ runId: id(run), nodeId: "ask", kind, workspaceId: "default", workflowId: id(workflow), nodeName: "Ask" },
        ...{ verdict: { ...verdict, kind }, endedAt: new Date(1_000 * run) },
      },
    });
  }
  const row = (run: number, workflow: number) => ({
    ...{ runId: id(run), workflowId: id(workflow), workflowName: "", nodeId: "ask", nodeName: "Ask", verdict },
    at: 1_000 * run,
  });
  expect(await listDeviations({ ctx, input: {} })).toEqual([row(3, 9), row(2, 8), row(1, 8)]);
  expect(await listDeviations({ ctx, input: { workflowId: id(8), limit: 1 } })).toEqual([row(2, 8)]);
  expect(await listDeviations({ ctx, input: { runId: id(1) } })).toEqual([row(1, 8)]);
  expect(await listDeviations({ ctx: stranger, input: {} })).toEqual([]);
});

test("a credential that is gone keeps nothing from being listed", async () => {
  const { editor: ctx, owner, services } = bench;
  const { id } = await addAlertTarget({ ctx, input: webhook });
  const { id: credential } = await services.db.credential.findFirstOrThrow({ where: { handle: "ops" } });
  await removeCredential({ ctx: owner, input: { id: credential } });
  expect((await listAlertTargets({ ctx })).map((one) => [one.id, one.credential])).toEqual([[id, "ops"]]);
});
