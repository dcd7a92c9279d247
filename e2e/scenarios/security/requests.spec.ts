import { installation } from "../../fixtures/installation.ts";
import { expect, test } from "../../fixtures/test.ts";

const GRAPH = { schema: "orrery.graph/v1", name: "Foreign", nodes: [], edges: [] };
const UNKNOWN = "01a209f8-0000-7000-8000-000000000000";

test("a mutation from another origin is refused, and nothing is stored", async ({ api, context }) => {
  const before = await api.workflows();
  const address = `${api.origin}/api/trpc/workflow.create`;
  for (const origin of ["https://evil.example", "null", api.origin.replace(/\d+$/, "1")]) {
    const response = await context.request.post(address, { data: { graph: GRAPH }, headers: { origin } });
    expect({ origin, status: response.status() }).toEqual({ origin, status: 403 });
    expect(response.headers()["access-control-allow-origin"]).toBeUndefined();
  }
  expect(await api.workflows()).toEqual(before);
});

test("a body that is not JSON by its type is 415", async ({ api, context }) => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
    const response = await context.request.post(`${api.origin}/api/trpc/workflow.create`, {
      data: JSON.stringify({ graph: GRAPH }),
      headers: { origin: api.origin, "content-type": type },
    });
    expect({ type, status: response.status() }).toEqual({ type, status: 415 });
  }
  const { executorUrl } = await installation();
  const response = await context.request.post(`${executorUrl}/healthz`, {
    data: "x",
    headers: { "content-type": "text/plain" },
  });
  expect(response.status()).toBe(415);
});

test("what is unknown is 404, what does not fit is 4xx with a reason, and no answer holds a stack", async ({ api }) => {
  const answers = {
    unknownRun: await api.query("run.get", { id: UNKNOWN }),
    unknownEvents: await api.query("run.events", { runId: UNKNOWN, after: 0 }),
    unknownWorkflow: await api.query("workflow.get", { id: UNKNOWN }),
    startOfUnknown: await api.mutate("run.start", { workflowId: UNKNOWN, input: {} }),
    cancelOfUnknown: await api.mutate("run.cancel", { id: UNKNOWN }),
    unknownProcedure: await api.query("run.explode", {}),
    notAnId: await api.query("run.get", { id: "../../etc/passwd" }),
    zeroSign: await api.query("memory.list", { query: "a\0b" }),
    noGraph: await api.mutate("workflow.create", { graph: 7 }),
    cyclic: await api.mutate("workflow.create", { graph: { ...GRAPH, nodes: [{}] } }),
  };
  const statuses = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, answer.status()]));
  expect(statuses).toEqual({
    unknownRun: 404,
    unknownEvents: 404,
    unknownWorkflow: 404,
    startOfUnknown: 404,
    cancelOfUnknown: 404,
    unknownProcedure: 404,
    notAnId: 400,
    zeroSign: 400,
    noGraph: 422,
    cyclic: 422,
  });
  for (const answer of Object.values(answers)) expect(await answer.text()).not.toMatch(/\bat .*\.(ts|js):\d+|stack/);
});

test("without a session nothing is answered", async ({ playwright, api }) => {
  const stranger = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } });
  for (const path of ["workflow.list", "run.list"]) {
    const response = await stranger.get(`${api.origin}/api/trpc/${path}?input=%7B%7D`);
    expect({ path, status: response.status() }).toEqual({ path, status: 401 });
  }
  const made = await stranger.post(`${api.origin}/api/trpc/workflow.create`, {
    data: { graph: GRAPH },
    headers: { origin: api.origin },
  });
  expect(made.status()).toBe(401);
  await stranger.dispose();
});
