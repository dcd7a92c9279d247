import type { IncomingMessage, ServerResponse } from "node:http";
import type { RunStore } from "@orrery/db/run-log";
import { submitCommand } from "@orrery/db/run-log";
import type { RefusalReason, RunEvent } from "@orrery/engine";
import { readSignalToken, type SignalPlace } from "@orrery/services/triggers";
import { v7 as uuidv7 } from "uuid";
import { readJsonBody } from "./read-json-body.ts";
import { type Refusal, sendJson, sendRefusal } from "./refusal.ts";

export interface SignalMeans {
  readonly store: Pick<RunStore, "pool" | "bus">;
  readonly secret: () => Promise<string>;
}

const longestWaitMs = 10_000;
const pollMs = 500;

/**
 * A call of `/signals/<token>`: its JSON ends the wait of the step that the token means. First come wins: a second call is
 * 409, one after the expiry 410.
 */
export async function answerSignal(
  means: SignalMeans,
  token: string,
  http: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = http;
  const place = readSignalToken(await means.secret(), token);
  if (place === null) return sendRefusal(response, notFound);
  if (request.method !== "POST") return sendRefusal(response, wrongMethod);
  const body = await readJsonBody(request);
  if (!body.ok) return sendRefusal(response, body.refusal);
  const run = await means.store.pool.query<{ workspace_id: string; is_over: boolean }>({
    name: "run-of-signal",
    text: "SELECT workspace_id, ended_at IS NOT NULL AS is_over FROM run WHERE id = $1::uuid",
    values: [place.runId],
  });
  const [row] = run.rows;
  if (row === undefined) return sendRefusal(response, notFound);
  if (row.is_over) return sendRefusal(response, await whyNot(means, place));
  if (!(await hasBegun(means, place))) return sendRefusal(response, tooEarly);
  const json = JSON.stringify(body.value);
  const value = { id: uuidv7(), kind: "json", json, labels: { i: "U", c: [] } } as const;
  const commandId = uuidv7();
  await submitCommand(means.store.pool, {
    runId: place.runId,
    workspaceId: row.workspace_id,
    id: commandId,
    kind: "signal",
    payload: JSON.stringify({ stepKey: place.stepKey, answer: { id: value.id, bytes: Buffer.byteLength(json) } }),
    by: "signal",
    value,
  });
  const answer = await answerTo(means, place.runId, commandId);
  if (answer === "refused") return sendRefusal(response, await whyNot(means, place));
  sendJson(response, { status: answer === "taken" ? 200 : 202, body: { runId: place.runId, state: answer } });
}

/**
 * Whether the step waits, or waited. Its address may have been sent out by a step before it, so a call can be quicker than
 * the run: it is kept waiting for a while.
 */
async function hasBegun({ store }: SignalMeans, { runId, stepKey }: SignalPlace): Promise<boolean> {
  return lookUntil(store.bus, runId, async () => {
    const found = await store.pool.query<{ has_begun: boolean; is_over: boolean }>({
      name: "begin-of-signal",
      text: `SELECT ended_at IS NOT NULL AS is_over, EXISTS (SELECT FROM run_event
          WHERE run_id = $1::uuid AND step_key = $2 AND type IN ('step.waiting', 'step.reused', 'step.failed', 'step.skipped', 'step.cancelled')
        ) AS has_begun FROM run WHERE id = $1::uuid`,
      values: [runId, stepKey],
    });
    const [row] = found.rows;
    return row === undefined || row.is_over || row.has_begun ? true : undefined;
  }).then((begun) => begun === true);
}

/** Whether the run has taken the command; `saved` where no executor has answered yet. */
async function answerTo(
  { store }: SignalMeans,
  runId: string,
  commandId: string,
): Promise<"taken" | "refused" | "saved"> {
  const found = await lookUntil(store.bus, runId, async () => {
    const { rows } = await store.pool.query<{ type: RunEvent["type"]; reason: RefusalReason | null }>({
      name: "answer-to-signal",
      text: `SELECT e.type, e.body->>'reason' AS reason FROM run_command c
        JOIN run_event e ON e.run_id = c.run_id AND e.seq = c.handled_seq
        WHERE c.run_id = $1::uuid AND c.id = $2::uuid`,
      values: [runId, commandId],
    });
    return rows[0];
  });
  if (found === undefined) return "saved";
  return found.type === "command.refused" ? "refused" : "taken";
}

/** What is there to be seen of a run, looked for at each word of it and now and then; undefined where it does not come. */
async function lookUntil<T>(
  bus: SignalMeans["store"]["bus"],
  runId: string,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const until = Date.now() + longestWaitMs;
  let wake = (): void => undefined;
  const stop = bus.subscribe("run", (id) => {
    if (id === runId) wake();
  });
  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const found = await look();
      if (found !== undefined || Date.now() >= until) return found;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, pollMs);
      });
      await Promise.race([woken, patience]);
      clearTimeout(timer);
    }
  } finally {
    stop();
  }
}

/** Called before, expired, or not waiting any more: the log says which. */
async function whyNot({ store }: SignalMeans, { runId, stepKey }: SignalPlace): Promise<Refusal> {
  const found = await store.pool.query<{ code: string | null }>({
    name: "end-of-signal",
    text: `SELECT body->'error'->>'code' AS code FROM run_event
      WHERE run_id = $1::uuid AND step_key = $2 AND type IN ('step.resumed', 'step.failed', 'step.cancelled')
      ORDER BY seq LIMIT 1`,
    values: [runId, stepKey],
  });
  return found.rows[0]?.code === "SIGNAL_EXPIRED" ? expired : taken;
}

const notFound: Refusal = { status: 404, code: "NOT_FOUND", message: "There is nothing at this address." };
const wrongMethod: Refusal = {
  status: 405,
  code: "METHOD",
  message: "This address is called by POST.",
  headers: { allow: "POST" },
};
const tooEarly: Refusal = {
  status: 409,
  code: "NOT_WAITING",
  message: "This step does not wait for a call yet. Call again.",
  headers: { "retry-after": "5" },
};
const taken: Refusal = { status: 409, code: "NOT_WAITING", message: "This step does not wait for a call (any more)." };
const expired: Refusal = { status: 410, code: "SIGNAL_EXPIRED", message: "The time for this call is over." };
