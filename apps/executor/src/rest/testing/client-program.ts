/**
 * A program as somebody outside would write it, on a client whose types were generated from the served description. It is
 * checked by the compiler and run in a folder of its own.
 */
export const clientProgram = `
import createClient from "openapi-fetch";
import type { paths } from "./api.ts";

const { BASE_URL = "", KEY = "", WORKFLOW_ID: workflowId = "" } = process.env;
const client = createClient<paths>({ baseUrl: BASE_URL, headers: { authorization: \`Bearer \${KEY}\` } });
const said: Record<string, unknown> = {};

const listed = await client.GET("/api/v1/workflows");
said.workflow = listed.data?.workflows.find(({ id }) => id === workflowId)?.name;

const started = await client.POST("/api/v1/workflows/{workflowId}/runs", {
  params: { path: { workflowId } },
  body: { input: { n: 41 } },
});
if (started.data === undefined) throw new Error(started.error.error.message);
const { runId, version } = started.data;
said.version = version;
const path = { runId };

let stepKey: string | undefined;
while (stepKey === undefined) {
  const page = await client.GET("/api/v1/runs/{runId}/events", { params: { path, query: { after: 0 } } });
  stepKey = page.data?.events.find(({ type }) => type === "step.waiting")?.stepKey;
}
said.stepKey = stepKey;
said.waiting = (await client.GET("/api/v1/runs/{runId}", { params: { path } })).data?.output;

const answer = { stepKey, approved: true, values: {}, note: "by a program" };
const answered = await client.POST("/api/v1/runs/{runId}/answer", { params: { path }, body: answer });
said.answered = answered.data?.state;

for (;;) {
  const { data } = await client.GET("/api/v1/runs/{runId}", { params: { path } });
  if (data?.status !== "succeeded") continue;
  said.output = data.output;
  break;
}
const late = await client.POST("/api/v1/runs/{runId}/cancel", { params: { path } });
said.late = [late.response.status, late.error?.error.code];

const second = await client.POST("/api/v1/workflows/{workflowId}/runs", {
  params: { path: { workflowId } },
  body: { input: { n: 1 } },
});
const other = { runId: second.data?.runId ?? "" };
said.cancel = (await client.POST("/api/v1/runs/{runId}/cancel", { params: { path: other } })).response.status;
for (;;) {
  const { data } = await client.GET("/api/v1/runs", { params: { query: { workflowId, status: "cancelled" } } });
  if (data?.runs[0]?.id === other.runId) break;
}

// @ts-expect-error a run has no such field
void second.data?.runID;
// @ts-expect-error there is no such address
void (() => client.GET("/api/v1/run"));
// @ts-expect-error an answer says yes or no
void (() => client.POST("/api/v1/runs/{runId}/answer", { params: { path }, body: { stepKey: "x" } }));

console.log(JSON.stringify(said));
`;
