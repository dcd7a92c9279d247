import type { RunEvent } from "@orrery/engine";
import { type Graph, parseGraph } from "@orrery/graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveApiKey } from "../api-key/resolve-api-key.ts";
import { startRun } from "../run/start-run.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { pushEdits } from "../workflow/push-edits.ts";
import { removeWorkflow } from "../workflow/remove-workflow.ts";
import { findShareLink, type OpenRunLink } from "./find-share-link.ts";
import { listShareLinks } from "./list-share-links.ts";
import { makeShareLink } from "./make-share-link.ts";
import { makeTemplateLink } from "./make-template-link.ts";
import { countShareView, openShareLink, openTemplateLink } from "./open-share-link.ts";
import { previewSharedRun } from "./preview-shared-run.ts";
import { previewSharedTemplate } from "./preview-shared-template.ts";
import { revokeShareLink } from "./revoke-share-link.ts";
import { isShareProof, trySharePassword } from "./share-password.ts";
import { createShareStreams, type SharePiece } from "./share-streams.ts";

let bench: ServiceBench;
let runId: string;
const nothing = { inputs: [], outputs: [], usage: "hidden" } as const;

beforeAll(async () => {
  bench = await serviceBench();
  const { id } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } });
  ({ runId } = await startRun({ ctx: bench.owner, input: { workflowId: id, input: { name: "Ada" } } }));
});
afterAll(() => bench.close());

type Body = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "v" | "epoch"> : never) : never;

/** Puts events at the end of the log, as an executor would. */
async function append(...bodies: readonly Body[]): Promise<void> {
  for (const { seq, at, type, ...rest } of bodies) {
    const body = { v: 1, seq, at, epoch: 0, type, ...rest };
    await bench.services.pool.query(
      `INSERT INTO run_event (run_id, seq, at, epoch, type, step_key, attempt, body)
        VALUES ($1, $2, to_timestamp($3 / 1000.0), 0, $4, $5, $6, $7)`,
      [runId, seq, at, type, "stepKey" in rest ? rest.stepKey : null, "attempt" in rest ? rest.attempt : null, body],
    );
  }
  await bench.services.bus.publish("run", [runId]);
}

async function putValue(
  id: string,
  json: unknown,
  labels: readonly string[] = [],
): Promise<{ id: string; bytes: number }> {
  const text = JSON.stringify(json);
  await bench.services.pool.query(
    `INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data)
      VALUES ($1, $2, 'default', $3, 'json', $4, $5, $6)`,
    [runId, id, text.length, JSON.stringify({ i: "T", c: labels }), text.slice(0, 100), text],
  );
  return { id, bytes: text.length };
}

async function runLink(token: string): Promise<OpenRunLink> {
  const link = await findShareLink(bench.services, token);
  if (link?.kind !== "run") throw new Error("no link to a run");
  return link;
}

const valueId = (n: number): string => `01a209f8-0000-7000-8000-0000000000${n.toString().padStart(2, "0")}`;

async function next(pieces: AsyncGenerator<SharePiece>): Promise<unknown> {
  const { value, done } = await pieces.next();
  if (done) return "end";
  return value.kind === "gone" ? "gone" : { seq: value.seq, ...JSON.parse(value.json) };
}

test("a link is told once, kept as a hash, listed, opened, counted, closed, and then as if it had never been", async () => {
  const { owner, services, stranger } = bench;
  const { id, token, expiresAt } = await makeShareLink({ ctx: owner, input: { runId, projection: nothing, days: 30 } });
  expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(Math.round((expiresAt - Date.now()) / 86_400_000)).toBe(30);
  const rows = await services.pool.query("SELECT row_to_json(share_link)::text AS text FROM share_link");
  expect(rows.rows.some(({ text }) => text.includes(token))).toBe(false);

  const link = await runLink(token);
  const opened = await openShareLink({ services, link, live: "/live" });
  await countShareView(services, link);
  expect([opened.title, opened.values, opened.live]).toEqual(["Greeting", {}, "/live"]);
  const listed = await listShareLinks({ ctx: owner, input: { runId } });
  expect(listed.find((row) => row.id === id)).toMatchObject({
    ...{ target: { kind: "run", runId, projection: nothing }, name: "Greeting", views: 1, hasPassword: false },
  });
  expect(await listShareLinks({ ctx: stranger, input: { runId } })).toEqual([]);
  await expect(revokeShareLink({ ctx: stranger, input: { id } })).rejects.toMatchObject({ code: "NOT_FOUND" });

  await revokeShareLink({ ctx: owner, input: { id } });
  expect(await findShareLink(services, token)).toBeNull();
  await expect(revokeShareLink({ ctx: owner, input: { id } })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a link that has run out is none, nor is a token cut or guessed; and none is a key", async () => {
  const { owner, services } = bench;
  const { id, token } = await makeShareLink({ ctx: owner, input: { runId, projection: nothing, days: 1 } });
  expect(await resolveApiKey(services.pool, token)).toBeNull();
  await services.pool.query("UPDATE share_link SET expires_at = now() - interval '1 s' WHERE id = $1", [id]);
  for (const one of [token, token.slice(1), "A".repeat(22), "", `${token}\0`]) {
    expect(await findShareLink(services, one)).toBeNull();
  }
});

test("a password lets in by a proof of its own, and too many tries wait", async () => {
  const { owner, services } = bench;
  const make = async () => {
    const input = { runId, projection: nothing, days: 1, password: "open sesame" };
    return runLink((await makeShareLink({ ctx: owner, input })).token);
  };
  const [one, two] = [await make(), await make()];
  expect(await trySharePassword(services, one, "open says me")).toBeNull();
  const proof = await trySharePassword(services, one, "open sesame");
  expect([
    await isShareProof(services, one, proof),
    await isShareProof(services, one, null),
    await isShareProof(services, one, `9${proof}`),
    await isShareProof(services, two, proof),
  ]).toEqual([true, false, false, false]);
  for (let tries = 0; tries < 10; tries += 1) await trySharePassword(services, two, "wrong");
  await expect(trySharePassword(services, two, "open sesame")).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  const short = { runId, projection: nothing, days: 1, password: "short" };
  await expect(makeShareLink({ ctx: owner, input: short })).rejects.toMatchObject({ reason: "PASSWORD" });
});

test("a stream goes on after what was seen, shows what is ticked, and ends with its link or its run", async () => {
  const { owner, services } = bench;
  const [input, private_, told] = [
    await putValue(valueId(1), { name: "CANARY" }),
    await putValue(valueId(2), "CANARY", ["person:ada"]),
    await putValue(valueId(3), "Hello"),
  ];
  const at = Date.now();
  await append(
    { seq: 1, at, type: "run.started", commandId: "c", planHash: "CANARY", input, entry: "start" },
    { seq: 2, at, type: "step.succeeded", stepKey: "start", attempt: 1, output: private_, startedAt: at },
    { seq: 3, at, type: "step.started", stepKey: "greet", attempt: 1 },
  );
  const projection = { inputs: [], outputs: ["start", "greet"], usage: "hidden" } as const;
  const link = async () => {
    const made = await makeShareLink({ ctx: owner, input: { runId, projection, days: 1 } });
    return runLink(made.token);
  };
  const [kept, closed] = [await link(), await link()];
  const streams = createShareStreams(services, { ofLink: 2, ofProcess: 3, lingerMs: 0 });
  const stop = new AbortController();
  const watch = (of: typeof kept, after: number) => {
    const pieces = streams.watch(of, after, stop.signal);
    if (pieces === null) throw new Error("too many");
    return pieces;
  };
  const [early, late, third] = [watch(kept, 0), watch(kept, 2), watch(closed, 3)];
  expect(streams.watch(closed, 0, stop.signal)).toBeNull();
  const brief = createShareStreams(services, { ofLink: 1, ofProcess: 1, lingerMs: 0 });
  for (let visits = 0; visits < 3; visits += 1) {
    const leaving = new AbortController();
    expect(brief.watch(kept, 0, leaving.signal)).not.toBeNull();
    leaving.abort();
  }

  const row = { v: 1, epoch: 0, at };
  const shared = { id: "shared", bytes: 0 };
  expect(await next(early)).toEqual({
    seq: 3,
    values: {},
    events: [
      { ...row, seq: 1, type: "run.started", commandId: "shared-1", planHash: "shared", input: shared, entry: "start" },
      { ...row, seq: 2, type: "step.succeeded", stepKey: "start", attempt: 1, output: shared, startedAt: at },
      { ...row, seq: 3, type: "step.started", stepKey: "greet", attempt: 1 },
    ],
  });
  const greeted = { ...row, seq: 4, type: "step.succeeded", stepKey: "greet", attempt: 1, output: shared };
  expect(await next(late)).toMatchObject({ seq: 3, values: {} });
  await append({ seq: 4, at, type: "step.succeeded", stepKey: "greet", attempt: 1, output: told });
  const value = { text: "Hello", kind: "text", bytes: 7, cut: false };
  const message = { seq: 4, events: [greeted], values: { greet: { output: value } } };
  expect([await next(early), await next(late), await next(third)]).toEqual([message, message, message]);

  await revokeShareLink({ ctx: owner, input: { id: closed.id } });
  expect([await next(third), await next(third)]).toEqual(["gone", "end"]);

  await append({ seq: 5, at, type: "run.succeeded", output: private_ });
  const end = { ...row, seq: 5, type: "run.succeeded", output: shared };
  expect(await next(early)).toEqual({ seq: 5, events: [end], values: {}, ended: true });
  expect(await next(early)).toBe("end");
  stop.abort();
  await late.return(undefined);

  const preview = await previewSharedRun({ ctx: bench.viewer, input: { runId, projection } });
  expect(preview.values).toEqual({ greet: { output: value } });
  expect(JSON.stringify(preview).includes("CANARY")).toBe(false);
});

test("a workflow is shown as it was, without what is somebody's own, until it is deleted", async () => {
  const { owner, services, stranger } = bench;
  const secret = `sk-${"canary".repeat(6)}`;
  const graph: Graph = {
    ...greeting,
    name: "Shared greeting",
    description: `Greets. ${secret}`,
    nodes: greeting.nodes.map((node) => ({ ...node, label: `${node.id} ${secret}` })),
  };
  const { id: workflowId } = await createWorkflow({ ctx: owner, input: { graph } });
  const preview = await previewSharedTemplate({ ctx: owner, input: { workflowId } });
  const { token } = await makeTemplateLink({ ctx: owner, input: { workflowId, days: 30 } });
  const link = await findShareLink(services, token);
  if (link?.kind !== "template") throw new Error("no link to a workflow");
  const opened = openTemplateLink({ services, link, file: "/s/x/file" });
  expect({ ...opened, file: null }).toEqual(preview.shared);
  expect([opened.title, opened.description, opened.drawing.nodes.length]).toEqual([
    "Shared greeting",
    "Greets. ",
    greeting.nodes.length,
  ]);
  expect(preview.stripped).toHaveLength(greeting.nodes.length + 1);
  expect(parseGraph(link.shown.graph).ok).toBe(true);
  const rows = await services.pool.query("SELECT row_to_json(share_link)::text AS text FROM share_link");
  expect([JSON.stringify([opened, preview]), ...rows.rows.map(({ text }) => text)].join().includes(secret)).toBe(false);

  const op = { op: "graph.name", name: "Renamed since" } as const;
  const edit = { opVersion: 1, commandId: valueId(9), clientId: "c", clientSeq: 1, baseSeq: 0, op } as const;
  expect(await pushEdits({ ctx: owner, input: { id: workflowId, after: 0, commands: [edit] } })).toMatchObject({
    seq: 1,
  });
  const again = await findShareLink(services, token);
  expect(again?.kind === "template" && again.shown.graph.name).toBe("Shared greeting");

  const listed = await listShareLinks({ ctx: owner, input: { workflowId } });
  expect(listed).toMatchObject([{ target: { kind: "template", workflowId }, name: "Renamed since" }]);
  expect(await listShareLinks({ ctx: stranger, input: { workflowId } })).toEqual([]);
  await removeWorkflow({ ctx: owner, input: { id: workflowId } });
  expect(await findShareLink(services, token)).toBeNull();
});
