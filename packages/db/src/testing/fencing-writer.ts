import { randomUUID } from "node:crypto";
import type { EventBody } from "@orrery/engine";
import type { AppendRequest } from "@orrery/ports";
import { isPassingTrouble } from "../run-log/connection-trouble.ts";
import { openRunStore } from "../run-log/open-run-store.ts";

/**
 * A process that claims runs and appends to all it holds in one batch, again and again; the fencing test runs two of
 * them and stops one past its lease. On stdout, a line for each append that the log confirmed.
 * Arguments: database URL, name, run that carries an unreadable value, events a run.
 */
const [databaseUrl = "", name = "", poisoned = "", length = "0"] = process.argv.slice(2);
const eventsPerRun = Number(length);
const store = openRunStore({
  databaseUrl,
  poolSize: 4,
  parseCommand: () => {
    throw new Error("there are no commands in this test");
  },
});

interface Held {
  readonly epoch: number;
  lastSeq: number;
}

const owner = randomUUID();
const held = new Map<string, Held>();

/** Nobody is declared dead here and nobody lets go by itself: it is the log alone that must shut a stale writer out. */
async function keepAlive(): Promise<void> {
  for (;;) {
    await store.executors.beat(owner, { active: held.size, poolIds: [] });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** As the runner does: a conflict with the other process is tried again. */
async function claim(id: string): ReturnType<typeof store.leases.claim> {
  for (;;) {
    try {
      return await store.leases.claim(id, owner);
    } catch (error) {
      if (!isPassingTrouble(error)) throw error;
    }
  }
}

async function claimSome(): Promise<void> {
  const others = await store.pool.query<{ id: string }>(
    "SELECT id FROM run WHERE ended_at IS NULL AND owner IS DISTINCT FROM $1::uuid ORDER BY random() LIMIT 5",
    [owner],
  );
  for (const run of await Promise.all(others.rows.map(({ id }) => claim(id)))) {
    if (run !== null) held.set(run.runId, { epoch: run.epoch, lastSeq: run.lastSeq });
  }
}

function request(runId: string, { epoch, lastSeq }: Held): AppendRequest {
  const isLast = lastSeq >= eventsPerRun;
  const at = Date.now();
  const event: EventBody = isLast
    ? { type: "run.succeeded", at, output: null }
    : { type: "step.started", at, stepKey: `by_${name}`, attempt: 1 };
  // Raw, a NUL is no JSON; escaped, it is data like any other.
  const json = runId === poisoned ? '"a\u0000b"' : JSON.stringify(`a\u0000b from ${name}`);
  return {
    runId,
    epoch,
    lastSeq,
    events: [event],
    values: [{ id: randomUUID(), kind: "json", json, labels: { i: "T", c: [] } }],
    handled: new Map(),
    row: {
      status: isLast ? "succeeded" : "running",
      waits: 0,
      outputValueId: null,
      errorCode: null,
      startedAt: at,
      endedAt: isLast ? at : null,
    },
  };
}

async function write(): Promise<void> {
  const batch = [...held].map(([runId, run]) => request(runId, run));
  const outcomes = await store.log.append(batch);
  for (const [i, { runId, lastSeq, row }] of batch.entries()) {
    const outcome = outcomes[i];
    if (outcome?.kind === "ok") {
      process.stdout.write(`${JSON.stringify({ name, runId, seq: lastSeq + 1 })}\n`);
      const run = held.get(runId);
      if (run !== undefined) run.lastSeq += 1;
      if (row.endedAt !== null) held.delete(runId);
    } else {
      process.stdout.write(`${JSON.stringify({ name, runId, refused: outcome?.kind })}\n`);
      held.delete(runId);
    }
  }
}

await store.executors.enter({ id: owner, host: name, pid: process.pid, version: "test", capacity: 50 });
void keepAlive();
for (;;) {
  await claimSome();
  if (held.size > 0) await write();
  await new Promise((resolve) => setTimeout(resolve, 20));
}
