import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "./api-key/create-api-key.ts";
import { listApiKeys } from "./api-key/list-api-keys.ts";
import { revokeApiKey } from "./api-key/revoke-api-key.ts";
import { createCredential } from "./credential/create-credential.ts";
import { listCredentials } from "./credential/list-credentials.ts";
import { removeCredential } from "./credential/remove-credential.ts";
import { replaceCredential } from "./credential/replace-credential.ts";
import { countExecutors } from "./fleet/count-executors.ts";
import { showFleet } from "./fleet/show-fleet.ts";
import { addProvider } from "./model/add-provider.ts";
import { listModels } from "./model/list-models.ts";
import { listProviders } from "./model/list-providers.ts";
import { removeProvider } from "./model/remove-provider.ts";
import { setPrice } from "./model/set-price.ts";
import { testModel } from "./model/test-model.ts";
import { answerWait } from "./run/answer-wait.ts";
import { cancelRun } from "./run/cancel-run.ts";
import { forkRun } from "./run/fork-run.ts";
import { getRun } from "./run/get-run.ts";
import { listEvents } from "./run/list-events.ts";
import { listMessages } from "./run/list-messages.ts";
import { listRuns } from "./run/list-runs.ts";
import { pauseRun } from "./run/pause-run.ts";
import { readValue } from "./run/read-value.ts";
import { resumeRun } from "./run/resume-run.ts";
import { settleStep } from "./run/settle-step.ts";
import { signalAddress } from "./run/signal-address.ts";
import { startPublished } from "./run/start-published.ts";
import { startGraphRun, startRun } from "./run/start-run.ts";
import { whyHeldUp } from "./run/why-held-up.ts";
import type { ServiceContext } from "./service-context.ts";
import { greeting, type ServiceBench, serviceBench } from "./testing/service-bench.ts";
import { changeTrigger } from "./trigger/change-trigger.ts";
import { listTriggers } from "./trigger/list-triggers.ts";
import { getVersion } from "./version/get-version.ts";
import { listVersions } from "./version/list-versions.ts";
import { publishWorkflow } from "./version/publish-workflow.ts";
import { createWorkflow } from "./workflow/create-workflow.ts";
import { getWorkflow } from "./workflow/get-workflow.ts";
import { listWorkflows } from "./workflow/list-workflows.ts";
import { pullEdits } from "./workflow/pull-edits.ts";
import { pushEdits } from "./workflow/push-edits.ts";
import { removeWorkflow } from "./workflow/remove-workflow.ts";

let bench: ServiceBench;
let workflowId: string;
let runId: string;

beforeAll(async () => {
  bench = await serviceBench();
  ({ id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
  ({ runId } = await startRun({ ctx: bench.owner, input: { workflowId, input: { name: "Ada" } } }));
});
afterAll(() => bench.close());

type Verb = (ctx: ServiceContext) => Promise<unknown>;
const reading: { readonly [name: string]: Verb } = {
  getWorkflow: (ctx) => getWorkflow({ ctx, input: { id: workflowId } }),
  pullEdits: (ctx) => pullEdits({ ctx, input: { id: workflowId, after: 0 } }),
  getRun: (ctx) => getRun({ ctx, input: { id: runId } }),
  listEvents: (ctx) => listEvents({ ctx, input: { runId, after: 0 } }),
  whyHeldUp: (ctx) => whyHeldUp({ ctx, input: { id: runId } }),
  readValue: (ctx) => readValue({ ctx, input: { runId, valueId: runId } }),
};
const publishedReading: { readonly [name: string]: Verb } = {
  listVersions: (ctx) => listVersions({ ctx, input: { id: workflowId } }),
  getVersion: (ctx) => getVersion({ ctx, input: { id: workflowId, number: 1 } }),
  listTriggers: (ctx) => listTriggers({ ctx, input: { workflowId } }),
};
const listing: { readonly [name: string]: Verb } = {
  listWorkflows: (ctx) => listWorkflows({ ctx, input: {} }),
  listRuns: (ctx) => listRuns({ ctx, input: {} }),
  listMessages: (ctx) => listMessages({ ctx, input: { workflowId } }),
  countExecutors: (ctx) => countExecutors({ ctx }),
  showFleet: (ctx) => showFleet({ ctx }),
};
const changing: { readonly [name: string]: Verb } = {
  pushEdits: (ctx) => pushEdits({ ctx, input: { id: workflowId, after: 0, commands: [] } }),
  removeWorkflow: (ctx) => removeWorkflow({ ctx, input: { id: workflowId } }),
  startRun: (ctx) => startRun({ ctx, input: { workflowId, input: { name: "Ada" } } }),
  cancelRun: (ctx) => cancelRun({ ctx, input: { id: runId } }),
  pauseRun: (ctx) => pauseRun({ ctx, input: { id: runId } }),
  resumeRun: (ctx) => resumeRun({ ctx, input: { id: runId, mode: "run" } }),
  settleStep: (ctx) => settleStep({ ctx, input: { runId, stepKey: "greet", choice: "fail" } }),
  forkRun: (ctx) => forkRun({ ctx, input: { runId, rerun: [], outputs: [], graph: "same" } }),
  answerWait: (ctx) => answerWait({ ctx, input: { runId, stepKey: "greet", approved: true } }),
};
const publishing: { readonly [name: string]: Verb } = {
  publishWorkflow: (ctx) => publishWorkflow({ ctx, input: { id: workflowId } }),
  changeTrigger: (ctx) => changeTrigger({ ctx, input: { id: workflowId, enabled: false } }),
  startPublished: (ctx) => startPublished({ ctx, input: { workflowId, input: { name: "Ada" } } }),
  signalAddress: (ctx) => signalAddress({ ctx, input: { runId, stepKey: "greet" } }),
  replaceCredential: (ctx) => replaceCredential({ ctx, input: { id: workflowId, value: "another value" } }),
  removeCredential: (ctx) => removeCredential({ ctx, input: { id: workflowId } }),
  removeProvider: (ctx) => removeProvider({ ctx, input: { id: workflowId } }),
  revokeApiKey: (ctx) => revokeApiKey({ ctx, input: { id: workflowId } }),
};
const keys: { readonly [name: string]: Verb } = {
  createApiKey: (ctx) => createApiKey({ ctx, input: { name: "Key" } }),
  listApiKeys: (ctx) => listApiKeys({ ctx }),
  createCredential: (ctx) =>
    createCredential({
      ctx,
      input: { handle: "github", kind: "bearer", hosts: ["api.example.com"], value: "a secret value" },
    }),
  listCredentials: (ctx) => listCredentials({ ctx }),
};
const making: { readonly [name: string]: Verb } = {
  createWorkflow: (ctx) => createWorkflow({ ctx, input: { graph: greeting } }),
  startGraphRun: (ctx) => startGraphRun({ ctx, input: { graph: greeting, input: { name: "Ada" } } }),
  listModels: (ctx) => listModels({ ctx }),
  listProviders: (ctx) => listProviders({ ctx }),
  addProvider: (ctx) => addProvider({ ctx, input: { handle: "there", kind: "openai", models: ["m"] } }),
  setPrice: (ctx) => setPrice({ ctx, input: { model: "there/m", price: null } }),
  testModel: (ctx) => testModel({ ctx, input: { model: "default" } }),
};

describe("without a session", () => {
  test.each(
    Object.entries({ ...reading, ...publishedReading, ...listing, ...changing, ...publishing, ...keys, ...making }),
  )("%s is refused", async (_name, verb) => {
    await expect(verb(bench.nobody)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("a viewer", () => {
  test.each(Object.entries({ ...changing, ...publishing, ...keys, ...making }))("may not %s", async (_name, verb) => {
    await expect(verb(bench.viewer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
  test.each(Object.entries(listing))("may %s", async (_name, verb) => {
    await expect(verb(bench.viewer)).resolves.toBeInstanceOf(Object);
  });
});

describe("the owner of another workspace", () => {
  test.each(Object.entries({ ...reading, ...publishedReading, ...changing, ...publishing }))(
    "finds nothing to %s",
    async (_name, verb) => {
      await expect(verb(bench.stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    },
  );
  test("sees none of the lists' rows", async () => {
    expect(await listWorkflows({ ctx: bench.stranger, input: {} })).toEqual({ workflows: [], next: null });
    expect(await listRuns({ ctx: bench.stranger, input: {} })).toEqual({ runs: [], next: null });
  });
});

test("only the local operator may run a file", async () => {
  const input = { graph: greeting, input: { name: "Ada" } };
  await expect(startGraphRun({ ctx: bench.owner, input })).rejects.toMatchObject({ reason: "LOCAL_ONLY" });
  await expect(startGraphRun({ ctx: bench.local, input })).resolves.toEqual({ runId: expect.any(String) });
});
