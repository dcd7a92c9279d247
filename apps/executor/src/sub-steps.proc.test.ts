import { resolve } from "node:path";
import { freePort, withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import type { RunEvent } from "@orrery/engine";
import type { JsonObject } from "@orrery/graph";
import { afterEach, expect, test } from "vitest";
import { type AgentWeb, openAgentWeb } from "./testing/agent-web.ts";
import { type ExecutorProcess, spawnExecutor } from "./testing/executor-process.ts";
import { type GraphRuns, graphOf, openGraphRuns } from "./testing/graph-runs.ts";

/** An agent of five turns, one tool of effect `once` and three calls of another; its executor is killed at every one of them. */

const migrations = resolve(import.meta.dirname, "../../../prisma/migrations");
const processes: ExecutorProcess[] = [];

afterEach(() => {
  for (const { child } of processes.splice(0)) child.kill("SIGKILL");
});

/** Nine processes one after another, on a machine that may have other things to do; ms. */
const patience = 900_000;

const order = ["turn 1", "mail", "turn 2", "look 2", "turn 3", "look 3", "turn 4", "look 4", "turn 5"];

const usage = { inputTokens: 20, outputTokens: 5, usd: 0 };

function graph(web: AgentWeb) {
  const number = { type: "object", properties: { turn: { type: "number" } }, required: ["turn"] };
  const tool = (name: string, parameters: JsonObject) => ({ name, description: name, parameters, permission: "allow" });
  const request = { type: "http-request", policy: { onUncertain: "fail" } } as const;
  return graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      {
        id: "agent",
        type: "agent",
        config: {
          prompt: "See that all is well.",
          tools: { mail: tool("mail", { type: "object", properties: {} }), look: tool("look", number) },
        },
      },
      { id: "mail", ...request, config: { method: "POST", url: `http://${web.address}/mail`, body: {} } },
      {
        id: "look",
        ...request,
        config: { method: "GET", url: `http://${web.address}/look?turn={{ call.args.turn }}` },
      },
      { id: "end", type: "output", config: { value: "{{ agent.text }}" } },
    ],
    ["start -> agent", "agent -> end", "agent.tools -> mail", "agent.tools -> look"],
  );
}

async function withRuns(
  web: AgentWeb,
  work: (stage: { readonly runs: GraphRuns; readonly start: () => Promise<ExecutorProcess> }) => Promise<void>,
): Promise<void> {
  await withScratchCluster(async (databaseUrl) => {
    await migrate(databaseUrl, migrations);
    const runs = openGraphRuns(databaseUrl);
    const start = async (): Promise<ExecutorProcess> => {
      const started = spawnExecutor({
        DATABASE_URL: databaseUrl,
        EXECUTOR_PORT: String(await freePort()),
        ORRERY_ALLOW_PRIVATE_HOSTS: web.address,
        ORRERY_MODEL_BASE_URL: `http://${web.address}/v1`,
        ORRERY_MODEL_NAME: "scripted",
      });
      processes.push(started);
      await started.said("Executor ready");
      return started;
    };
    try {
      await work({ runs, start });
    } finally {
      await Promise.all(processes.map(({ child, exited }) => child.kill("SIGKILL") && exited));
      await runs.close();
      web.close();
    }
  });
}

async function kill({ child, exited }: ExecutorProcess): Promise<void> {
  child.kill("SIGKILL");
  expect(await exited).toBe("SIGKILL");
}

function endsOf(log: readonly RunEvent[]): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const event of log) {
    if (event.type !== "step.succeeded" && event.type !== "step.failed") continue;
    ends[event.stepKey] = (ends[event.stepKey] ?? 0) + 1;
  }
  return ends;
}

const onceEach = {
  start: 1,
  agent: 1,
  end: 1,
  "agent#turn.1": 1,
  "agent#turn.1#call.1": 1,
  "agent#turn.2": 1,
  "agent#turn.2#call.1": 1,
  "agent#turn.3": 1,
  "agent#turn.3#call.1": 1,
  "agent#turn.4": 1,
  "agent#turn.4#call.1": 1,
  "agent#turn.5": 1,
};

test(
  "killed in the middle of each turn and each call: only that one is asked again, and the mail is never sent twice",
  async () => {
    const web = await openAgentWeb("hold");
    await withRuns(web, async ({ runs, start }) => {
      let executor = await start();
      const [runId = ""] = await runs.start(graph(web), [{}]);
      for (const name of order) {
        await expect.poll(() => web.held()).toEqual([name]);
        await kill(executor);
        executor = await start();
      }
      const log = await runs.ended(runId);
      expect(await runs.output(log, runId)).toBe("All is well.");
      expect([...web.asked]).toEqual(order.map((name) => [name, name === "mail" ? 1 : 2]));
      expect(endsOf(log)).toEqual(onceEach);
      const uncertain = log.filter((event) => event.type === "step.uncertain").map((event) => event.stepKey);
      expect(uncertain).toEqual(["agent#turn.1#call.1"]);
      const agent = log.filter((event) => event.type === "step.started" && event.stepKey === "agent");
      expect(agent.length).toBe(1);
      // What was paid for, as the log has it: five turns.
      const paid = log.flatMap((event) =>
        event.type === "step.succeeded" && event.stepKey.includes("#turn") ? [event.usage] : [],
      );
      expect(paid.filter((one) => one !== undefined)).toEqual(
        order.filter((name) => name.startsWith("turn")).map(() => usage),
      );
    });
  },
  patience,
);

test(
  "killed as each answer arrives: what was recorded is not asked again, the mail in no case",
  async () => {
    let executor: ExecutorProcess | undefined;
    const ready = new Map(order.map((name) => [name, Promise.withResolvers<void>()]));
    const killed = new Map(order.map((name) => [name, Promise.withResolvers<void>()]));
    const web = await openAgentWeb({
      mayAnswer: async (name) => ready.get(name)?.promise,
      onAnswered: (name) => {
        executor?.child.kill("SIGKILL");
        killed.get(name)?.resolve();
      },
    });
    await withRuns(web, async ({ runs, start }) => {
      const [runId = ""] = await runs.start(graph(web), [{}]);
      for (const name of order) {
        executor = await start();
        ready.get(name)?.resolve();
        await killed.get(name)?.promise;
        await executor.exited;
      }
      await start();
      const log = await runs.ended(runId);
      expect(await runs.output(log, runId)).toBe("All is well.");
      expect([...web.asked.keys()]).toEqual(order);
      for (const [name, times] of web.asked)
        expect([name, name === "mail" ? [1] : [1, 2]]).toEqual([name, expect.arrayContaining([times])]);
      expect(endsOf(log)).toEqual(onceEach);
    });
  },
  patience,
);
