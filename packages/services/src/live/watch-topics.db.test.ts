import { createDb } from "@orrery/db";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { pushEdits } from "../workflow/push-edits.ts";
import { type LiveItem, type Topic, watchTopics } from "./watch-topics.ts";

let bench: ServiceBench;
let id: string;

beforeAll(async () => {
  bench = await serviceBench();
  ({ id } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
});
afterAll(() => bench.close());

async function take(ctx: ServiceBench["owner"], topics: readonly Topic[], count: number): Promise<LiveItem[]> {
  const stop = new AbortController();
  const items: LiveItem[] = [];
  for await (const item of watchTopics({ ctx, topics, signal: stop.signal })) {
    items.push(item);
    if (items.length === count) break;
  }
  stop.abort();
  return items;
}

function rename(name: string) {
  const command = { opVersion: 1, commandId: uuidv7(), clientId: "t", clientSeq: 1, baseSeq: 0 } as const;
  return pushEdits({
    ctx: bench.owner,
    input: { id, after: 0, commands: [{ ...command, op: { op: "graph.name", name } }] },
  });
}

test("a follower of a draft gets the edits after its seq, then those that come", async () => {
  await rename("first");
  await rename("second");
  const following = take(bench.viewer, [{ kind: "draft", id, after: 1 }], 2);
  setTimeout(() => void rename("third"), 50);
  const items = await following;
  expect(items.map((item) => (item.kind === "draft" ? item.commands.map((one) => one.op) : item))).toEqual([
    [{ op: "graph.name", name: "second" }],
    [{ op: "graph.name", name: "third" }],
  ]);
});

test("what belongs to another workspace, or is not there, is gone", async () => {
  const topics: Topic[] = [
    { kind: "draft", id, after: 0 },
    { kind: "run", id: uuidv7(), after: 0 },
  ];
  const items = await take(bench.stranger, topics, 2);
  expect(items).toEqual(
    expect.arrayContaining([
      { kind: "gone", topic: "draft", id },
      { kind: "gone", topic: "run", id: topics[1] !== undefined && "id" in topics[1] ? topics[1].id : "" },
    ]),
  );
});

test("while the database is away nothing is gone: the stream breaks off, and whoever follows comes back", async () => {
  const away = createDb("postgres://orrery@127.0.0.1:1/orrery");
  const ctx = { ...bench.owner, services: { ...bench.services, db: away } };
  for (const kind of ["run", "draft"] as const) {
    await expect(take(ctx, [{ kind, id, after: 0 }], 1)).rejects.not.toMatchObject({ name: "ServiceError" });
  }
  await away.$disconnect();
});

test("nobody follows anything without a session", async () => {
  await expect(take(bench.nobody, [{ kind: "fleet" }], 1)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("without a session the stream is refused before it begins", () => {
  const { signal } = new AbortController();
  expect(() => watchTopics({ ctx: bench.nobody, topics: [{ kind: "fleet" }], signal })).toThrow(
    expect.objectContaining({ code: "UNAUTHENTICATED", reason: "SIGN_IN" }),
  );
});
