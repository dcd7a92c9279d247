import { expect, test } from "vitest";
import { findRoute } from "./find-route.ts";

const id = "01a209f8-0000-7000-8000-00000000000a";
const named = (method: string, path: string) => {
  const found = findRoute(method, path);
  return found.kind === "route" ? [found.route.operationId, found.params] : found;
};

test.each([
  ["GET", "/api/v1/runs", ["listRuns", {}]],
  ["GET", `/api/v1/runs/${id}`, ["getRun", { runId: id }]],
  ["GET", `/api/v1/runs/${id.toUpperCase()}/values/${id}`, ["readValue", { runId: id, valueId: id }]],
  ["POST", `/api/v1/workflows/${id}/runs`, ["startRun", { workflowId: id }]],
  ["POST", "/api/v1/runs", { kind: "method", allow: "GET" }],
  ["DELETE", "/api/v1/workflows", { kind: "method", allow: "GET, POST" }],
  ["GET", `/api/v1/runs/${id}/`, { kind: "nothing" }],
  ["GET", "/api/v1/runs/../workflows", { kind: "nothing" }],
  ["GET", `/api/v1/runs/${id}%0A`, { kind: "nothing" }],
  ["GET", "/api/v1/constructor", { kind: "nothing" }],
])("%s %s", (method, path, expected) => {
  expect(named(method, path)).toEqual(expected);
});
