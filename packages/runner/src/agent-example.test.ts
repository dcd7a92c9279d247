import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { catalog } from "@orrery/nodes/catalog";
import { runtimes } from "@orrery/nodes/runtimes";
import { compileText, type Json, type Plan } from "@orrery/plan";
import type { AppendRequest, ModelClient } from "@orrery/ports";
import { expect, test } from "vitest";
import { createMemoryRunner, type MemoryRunner } from "./testing/memory-runner.ts";

const known = catalog.types.flatMap(({ type }) => runtimes.get(type) ?? []);
const usage = { inputTokens: 20, outputTokens: 5, usd: 0.01 };
const question = { question: "Where is A-1?" };

function examplePlan(): Plan {
  const file = resolve(import.meta.dirname, "../../../docs/examples/agent.json");
  const { plan, diagnostics } = compileText(readFileSync(file, "utf8"), { catalog });
  expect(diagnostics).toEqual([]);
  if (plan === null) throw new Error("The example gives no plan.");
  return plan;
}

/** Says what it would say at each point of the conversation, and counts how often it was asked there. */
function scriptedModel(asked: number[]): ModelClient {
  return {
    bound: () => ({ tokens: 100, usd: 1, maxTokens: 50 }),
    generate: async ({ messages = [] }) => {
      const turn = messages.filter(({ role }) => role === "tool").length;
      asked.push(turn + 1);
      const calls = [
        [{ id: "c1", name: "find_order", args: '{"order":"A-1"}' }],
        [{ id: "c2", name: "tell_customer", args: '{"text":"It is late."}' }],
      ][turn];
      const text = calls === undefined ? "It is late, and they know." : "Let me see.";
      return { text, ...(calls !== undefined && { toolCalls: calls }), usage, model: "scripted" };
    },
  };
}

async function allow(setup: MemoryRunner, runId: string): Promise<void> {
  const json = JSON.stringify({ approved: true, values: {}, note: "" });
  const run = setup.world.tables.runs.get(runId);
  run?.values.set("answer", { id: "answer", kind: "json", json, labels: { i: "T", c: [] } });
  await setup.world.submit(runId, {
    id: randomUUID(),
    kind: "answer",
    by: "Ada",
    stepKey: "helper#turn.2#ask.1",
    answer: { id: "answer", bytes: json.length },
  });
}

async function outputOf(setup: MemoryRunner, runId: string): Promise<Json | null> {
  const end = setup.events(runId).at(-1);
  return end?.type === "run.succeeded" && end.output ? setup.readValue(runId, end.output.id) : null;
}

const answer = { answer: "It is late, and they know.", turns: 3 };

test("the agent of the example calls both tools, the second once a person has allowed it", async () => {
  const asked: number[] = [];
  const setup = createMemoryRunner({ runtimes: known, catalog, models: scriptedModel(asked) });
  const runId = await setup.create(examplePlan(), JSON.stringify(question));
  await setup.runner.drive(runId);
  expect(setup.runner.figures.active).toBe(0);
  expect(setup.story(runId).at(-1)).toBe("step.waiting helper#turn.2#ask.1");
  const waiting = setup.events(runId).at(-1);
  const show = waiting?.type === "step.waiting" && waiting.show ? await setup.readValue(runId, waiting.show.id) : null;
  expect(show).toMatchObject({ show: { text: "It is late." } });
  await allow(setup, runId);
  await setup.runner.drive(runId);
  const log = setup.events(runId);
  const given = async (key: string) => {
    const end = log.find((event) => event.type === "step.succeeded" && event.stepKey === key);
    return end?.type === "step.succeeded" ? setup.readValue(runId, end.output.id) : null;
  };
  expect(await given("helper#turn.1#call.1")).toEqual({ order: "A-1", state: "late by two days" });
  expect(JSON.stringify(await given("helper#turn.2#call.1"))).toContain("Dear customer, It is late.");
  expect(await outputOf(setup, runId)).toEqual(answer);
  expect(asked).toEqual([1, 2, 3]);
});

test("killed at any write and taken up by another executor, it pays for no turn twice that the log has", async () => {
  for (let write = 1; ; write += 1) {
    const asked: number[] = [];
    let writes = 0;
    let isDead = false;
    const dying = createMemoryRunner({
      runtimes: known,
      catalog,
      models: scriptedModel(asked),
      append: async (batch: readonly AppendRequest[], append) => {
        writes += 1;
        if (isDead || writes === write) {
          isDead = true;
          return batch.map(() => ({ kind: "stale" }));
        }
        return append(batch);
      },
    });
    const runId = await dying.create(examplePlan(), JSON.stringify(question));
    await dying.runner.drive(runId);
    const hasDied = isDead;
    isDead = true;
    dying.world.tables.alive.clear();
    const heir = createMemoryRunner({ runtimes: known, catalog, models: scriptedModel(asked), world: dying.world });
    await heir.runner.drive(runId);
    await allow(heir, runId);
    await heir.runner.drive(runId);
    expect({ write, output: await outputOf(heir, runId) }).toEqual({ write, output: answer });
    // A turn under way when the process died is asked again, and shown as another attempt; each other one was asked once.
    const lost = heir.events(runId).flatMap((event) => (event.type === "step.retrying" ? [event.stepKey] : []));
    const mayTwice = (turn: number) => lost.includes(`helper#turn.${turn}`);
    for (const turn of [1, 2, 3]) {
      const times = asked.filter((one) => one === turn).length;
      expect({ write, turn, times: mayTwice(turn) ? Math.min(times, 1) : times }).toEqual({ write, turn, times: 1 });
      expect(times).toBeLessThanOrEqual(2);
    }
    if (!hasDied) break;
  }
});
