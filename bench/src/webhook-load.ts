import { Agent, request } from "node:http";
import type { Graph } from "@orrery/graph";
import type { Benchmark } from "./benchmark.ts";
import { percentile } from "./percentile.ts";
import { wire } from "./wire.ts";

const connections = 20;
const warmUpMs = 4_000;
const measuredMs = 8_000;

/** Calls of a webhook over 20 kept connections; each is a durable run of four steps, answered with its output. */
export const webhookLoad: Benchmark = {
  measures: [
    { name: "webhook_rps", unit: "calls/s", target: { is: "at least", value: 800 } },
    { name: "webhook_p99_ms", unit: "ms", target: { is: "at most", value: 100 } },
  ],
  async run(house) {
    const client = await house.client();
    const workflowId = await client.createWorkflow(hookGraph());
    const url = await client.publishHook(workflowId);
    await load(url, warmUpMs);
    const taken = await load(url, measuredMs);
    return { webhook_rps: taken.length / (measuredMs / 1000), webhook_p99_ms: percentile(taken, 0.99) };
  },
};

/** Calls until the time is over; how long each took that had its answer within it, ms. */
async function load(url: string, ms: number): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const taken: number[] = [];
  const end = performance.now() + ms;
  const caller = async (): Promise<void> => {
    for (let from = performance.now(); from < end; from = performance.now()) {
      await call(url, agent);
      const now = performance.now();
      if (now <= end) taken.push(now - from);
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  agent.destroy();
  return taken;
}

function call(url: string, agent: Agent): Promise<void> {
  return new Promise((done, reject) => {
    const sent = request(
      url,
      { method: "POST", agent, headers: { "content-type": "application/json" } },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => {
          if (response.statusCode === 200) done();
          else reject(new Error(`The webhook answered ${response.statusCode}: ${text.slice(0, 300)}`));
        });
      },
    );
    sent.once("error", reject);
    sent.end('{"n":1}');
  });
}

function hookGraph(): Graph {
  const at = (x: number) => ({ x, y: 0 });
  return {
    schema: "orrery.graph/v1",
    name: "Called from outside",
    nodes: [
      { id: "hook", type: "webhook", position: at(0), config: { method: "POST", answer: "output", signed: false } },
      { id: "one", type: "transform", position: at(300), config: { value: 1 } },
      { id: "two", type: "transform", position: at(600), config: { value: "{{ one + 1 }}" } },
      { id: "result", type: "output", position: at(900), config: { value: "{{ two }}" } },
    ],
    edges: [wire("hook", "one"), wire("one", "two"), wire("two", "result")],
  };
}
