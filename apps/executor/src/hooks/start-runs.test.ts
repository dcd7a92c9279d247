import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import { expect, test } from "vitest";
import { graphOf } from "../testing/graph-runs.ts";
import { createRunStarter } from "./start-runs.ts";

test("starts that come at once make no more runs this executor's own than it has places", async () => {
  const { plan } = compile(graphOf([{ id: "end", type: "output", config: { value: 1 } }], []), { catalog });
  if (plan === null) throw new Error("no plan");
  const stored = Promise.withResolvers<void>();
  const owners: (string | null)[] = [];
  const starter = createRunStarter({
    submitter: {
      submit: async (run) => {
        owners.push(run.owner ?? null);
        await stored.promise;
        return { owner: null };
      },
    },
    runner: { driveOwn: () => Promise.resolve(null) },
    waiter: { wait: () => Promise.resolve(null) },
    owner: (coming) => (coming < 2 ? "me" : null),
  });
  const start = () =>
    starter.start(
      (owner) => ({
        runId: "0190163d-8694-739b-aea5-966c26f8ad90",
        workspaceId: "default",
        workflowId: null,
        name: "queue",
        plan: { hash: "p", json: null },
        drawing: { hash: "d", json: null },
        startedBy: "test",
        command: { id: "c", payload: "{}" },
        input: { id: "i", kind: "json", json: "{}", labels: { i: "T", c: [] } },
        owner,
      }),
      plan,
    );
  const started = [1, 2, 3, 4].map(start);
  expect(owners).toEqual(["me", "me", null, null]);
  stored.resolve();
  await Promise.all(started);
  // Their places are asked for anew once they are stored.
  await start();
  expect(owners.at(-1)).toBe("me");
});
