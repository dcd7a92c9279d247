import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createEgress } from "@orrery/egress";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "./api-key/create-api-key.ts";
import { listApiKeys } from "./api-key/list-api-keys.ts";
import { revokeApiKey } from "./api-key/revoke-api-key.ts";
import { listAudit } from "./audit/list-audit.ts";
import { addAlertTarget } from "./baseline/add-alert-target.ts";
import type { AlertTargetInput } from "./baseline/alert-target.ts";
import { changeAlertTarget } from "./baseline/change-alert-target.ts";
import { listAlertTargets } from "./baseline/list-alert-targets.ts";
import { listDeviations } from "./baseline/list-deviations.ts";
import { removeAlertTarget } from "./baseline/remove-alert-target.ts";
import { testAlertTarget } from "./baseline/test-alert-target.ts";
import { addComment } from "./comment/add-comment.ts";
import { editComment } from "./comment/edit-comment.ts";
import { listComments } from "./comment/list-comments.ts";
import { removeComment } from "./comment/remove-comment.ts";
import { resolveThread } from "./comment/resolve-thread.ts";
import { createCredential } from "./credential/create-credential.ts";
import { listCredentials } from "./credential/list-credentials.ts";
import { removeCredential } from "./credential/remove-credential.ts";
import { replaceCredential } from "./credential/replace-credential.ts";
import { showDashboard } from "./dashboard/show-dashboard.ts";
import { listFiles } from "./file/list-files.ts";
import { openFile } from "./file/open-file.ts";
import { removeFile } from "./file/remove-file.ts";
import { countExecutors } from "./fleet/count-executors.ts";
import { listTargetLimits } from "./fleet/list-target-limits.ts";
import { setTargetLimit } from "./fleet/set-target-limit.ts";
import { showFleet } from "./fleet/show-fleet.ts";
import { changeSignIn } from "./identity/change-sign-in.ts";
import { endSessions } from "./identity/end-sessions.ts";
import { getAccount } from "./identity/get-account.ts";
import { listSessions } from "./identity/list-sessions.ts";
import { renameAccount } from "./identity/rename-account.ts";
import { acceptInvitation } from "./invitation/accept-invitation.ts";
import { createInvitation } from "./invitation/create-invitation.ts";
import { listInvitations } from "./invitation/list-invitations.ts";
import { readInvitation } from "./invitation/read-invitation.ts";
import { revokeInvitation } from "./invitation/revoke-invitation.ts";
import { watchTopics } from "./live/watch-topics.ts";
import { addMcpServer } from "./mcp-server/add-mcp-server.ts";
import { approveMcpTool } from "./mcp-server/approve-mcp-tool.ts";
import { beginMcpSignIn } from "./mcp-server/begin-mcp-sign-in.ts";
import { finishMcpSignIn } from "./mcp-server/finish-mcp-sign-in.ts";
import { listMcpServers } from "./mcp-server/list-mcp-servers.ts";
import { listTools } from "./mcp-server/list-tools.ts";
import { lookAtMcpServer } from "./mcp-server/look-at-mcp-server.ts";
import { removeMcpServer } from "./mcp-server/remove-mcp-server.ts";
import { withdrawMcpTool } from "./mcp-server/withdraw-mcp-tool.ts";
import { listMembers } from "./member/list-members.ts";
import { makePasswordLink } from "./member/make-password-link.ts";
import { removeMember } from "./member/remove-member.ts";
import { setMemberRole } from "./member/set-member-role.ts";
import { addDocuments } from "./memory/add-documents.ts";
import { changeDocument } from "./memory/change-document.ts";
import { createKnowledge } from "./memory/create-knowledge.ts";
import { describeVectorSearch } from "./memory/describe-vector-search.ts";
import { forgetPerson } from "./memory/forget-person.ts";
import { forgetRecords } from "./memory/forget-records.ts";
import { listDocuments } from "./memory/list-documents.ts";
import { listMemories } from "./memory/list-memories.ts";
import { listReads } from "./memory/list-reads.ts";
import { listRecords } from "./memory/list-records.ts";
import { previewChunks } from "./memory/preview-chunks.ts";
import { removeMemory } from "./memory/remove-memory.ts";
import { searchMemory } from "./memory/search-memory.ts";
import { setMemory } from "./memory/set-memory.ts";
import { writeRecord } from "./memory/write-record.ts";
import { addProvider } from "./model/add-provider.ts";
import { chooseModels } from "./model/choose-models.ts";
import { findLocalModels } from "./model/find-local-models.ts";
import { freezeRoute } from "./model/freeze-route.ts";
import { listModels } from "./model/list-models.ts";
import { listProviderModels } from "./model/list-provider-models.ts";
import { listProviders } from "./model/list-providers.ts";
import { listRoutes } from "./model/list-routes.ts";
import { removeProvider } from "./model/remove-provider.ts";
import { removeRoute } from "./model/remove-route.ts";
import { saveRoute } from "./model/save-route.ts";
import { setPrice } from "./model/set-price.ts";
import { testModel } from "./model/test-model.ts";
import { getOffer } from "./offer/get-offer.ts";
import { listChats } from "./offer/list-chats.ts";
import { listOffered } from "./offer/list-offered.ts";
import { offerWorkflow } from "./offer/offer-workflow.ts";
import { type KeyScope, keyScopes, type Role, roles } from "./permission-table.ts";
import type { OwnSign } from "./presence/presence-sign.ts";
import { showPresence } from "./presence/show-presence.ts";
import { answerWait } from "./run/answer-wait.ts";
import { cancelRun } from "./run/cancel-run.ts";
import { cancelRuns } from "./run/cancel-runs.ts";
import { forkRun } from "./run/fork-run.ts";
import { getRun } from "./run/get-run.ts";
import { listEvents } from "./run/list-events.ts";
import { listMessages } from "./run/list-messages.ts";
import { listRunIds } from "./run/list-run-ids.ts";
import { listRuns } from "./run/list-runs.ts";
import { pauseRun } from "./run/pause-run.ts";
import { readValue } from "./run/read-value.ts";
import { findInValue, readValuePart } from "./run/read-value-part.ts";
import { rerunRuns } from "./run/rerun-runs.ts";
import { resumeRun } from "./run/resume-run.ts";
import { runStand } from "./run/run-stand.ts";
import { runUsage } from "./run/run-usage.ts";
import { settleStep } from "./run/settle-step.ts";
import { signalAddress } from "./run/signal-address.ts";
import { startPublished } from "./run/start-published.ts";
import { startGraphRun, startRun } from "./run/start-run.ts";
import { whyHeldUp } from "./run/why-held-up.ts";
import type { ServiceContext } from "./service-context.ts";
import { ServiceError } from "./service-error.ts";
import { listShareLinks } from "./share/list-share-links.ts";
import { makeDashboardLink } from "./share/make-dashboard-link.ts";
import { makeShareLink } from "./share/make-share-link.ts";
import { makeTemplateLink } from "./share/make-template-link.ts";
import { previewSharedDashboard } from "./share/preview-shared-dashboard.ts";
import { previewSharedRun } from "./share/preview-shared-run.ts";
import { previewSharedTemplate } from "./share/preview-shared-template.ts";
import { revokeShareLink } from "./share/revoke-share-link.ts";
import { addGallery } from "./template/add-gallery.ts";
import { changeTemplate } from "./template/change-template.ts";
import { checkTemplate } from "./template/check-template.ts";
import { getGalleryTemplate } from "./template/get-gallery-template.ts";
import { getTemplate } from "./template/get-template.ts";
import { listGalleries } from "./template/list-galleries.ts";
import { listTemplates } from "./template/list-templates.ts";
import { previewImport } from "./template/preview-import.ts";
import { refreshGallery } from "./template/refresh-gallery.ts";
import { removeGallery } from "./template/remove-gallery.ts";
import { removeTemplate } from "./template/remove-template.ts";
import { saveTemplate } from "./template/save-template.ts";
import { type GalleryHost, openGalleryHost } from "./testing/gallery-host.ts";
import { greeting, type ServiceBench, serviceBench } from "./testing/service-bench.ts";
import { changeTrigger } from "./trigger/change-trigger.ts";
import { listTriggers } from "./trigger/list-triggers.ts";
import { getVersion } from "./version/get-version.ts";
import { listCallable } from "./version/list-callable.ts";
import { listVersions } from "./version/list-versions.ts";
import { publishWorkflow } from "./version/publish-workflow.ts";
import { listViews } from "./view/list-views.ts";
import { removeView } from "./view/remove-view.ts";
import { renameView } from "./view/rename-view.ts";
import { saveView } from "./view/save-view.ts";
import { createWorkflow } from "./workflow/create-workflow.ts";
import { getWorkflow } from "./workflow/get-workflow.ts";
import { listWorkflowNames } from "./workflow/list-workflow-names.ts";
import { listWorkflows } from "./workflow/list-workflows.ts";
import { pullEdits } from "./workflow/pull-edits.ts";
import { pushEdits } from "./workflow/push-edits.ts";
import { removeWorkflow } from "./workflow/remove-workflow.ts";
import { whoChanged } from "./workflow/who-changed.ts";

let bench: ServiceBench;
let host: GalleryHost;
let workflowId: string;
let runId: string;
let keyId: string;
let invitationId: string;

beforeAll(async () => {
  host = await openGalleryHost(greeting);
  bench = await serviceBench({ egress: createEgress({ allowPrivateHosts: [host.host] }) });
  ({ id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
  ({ runId } = await startRun({ ctx: bench.owner, input: { workflowId, input: { name: "Ada" } } }));
  ({ id: keyId } = await createApiKey({ ctx: bench.owner, input: { name: "Shop" } }));
  ({ id: invitationId } = await createInvitation({ ctx: bench.owner, input: { role: "viewer", days: 7 } }));
});
afterAll(async () => {
  await bench.close();
  host.close();
});

/** Of nothing that is there: who may is told so, who may not is refused before. */
const unknown = "01a209f8-0000-7000-8000-000000000000";

interface Case {
  readonly call: (ctx: ServiceContext) => Promise<unknown>;
  readonly roles: readonly Role[];
  /** Of keys; a key of an owner's with another scope is refused. */
  readonly scopes: readonly KeyScope[];
  /** Whether the owner of another workspace is refused, too, or finds nothing; otherwise they have their own. */
  readonly stranger?: "FORBIDDEN" | "NOT_FOUND" | "INVALID";
}

const everybody = roles;
const runners = ["owner", "editor", "runner"] as const;
const editors = ["owner", "editor"] as const;
const owner = ["owner"] as const;
const reading = { roles: everybody, scopes: ["read", "edit"], stranger: "NOT_FOUND" } as const;
const readingRuns = { roles: everybody, scopes: ["read", "run", "edit"], stranger: "NOT_FOUND" } as const;
const listingRuns = { roles: everybody, scopes: ["read", "run", "edit"] } as const;
const commenting = { roles: runners, scopes: ["edit"], stranger: "NOT_FOUND" } as const;
const nowhere: OwnSign = {
  ...{ tab: "01a209f8-0000-7000-8000-00000000000a", kind: "left" },
  place: { cursor: null, chosen: [], field: null, view: null },
};
const drawing = { roles: editors, scopes: ["edit"], stranger: "NOT_FOUND" } as const;
const running = { roles: runners, scopes: ["run"], stranger: "NOT_FOUND" } as const;
const setUp = { roles: owner, scopes: ["admin"] } as const;
const people = { roles: owner, scopes: [] } as const;
const templateWords = { title: "Greeting", description: "", shows: "", task: "", patterns: [] } as const;
const onlyFigures = { range: "7d", names: "hidden", errors: "hidden", usage: "hidden" } as const;
const showsNothing = { inputs: [], outputs: [], usage: "hidden" } as const;
const alert: AlertTargetInput = {
  ...{ name: "Ops", place: { channel: "webhook", url: "https://ops.example/hook" }, credential: "none" },
  ...{ kinds: ["time"], quietMinutes: 60, enabled: true },
};
/** What one does to one's own account needs no role, and no key does it. */
const ownAccount = { roles: everybody, scopes: [] } as const;

const cases: { readonly [verb: string]: Case } = {
  getWorkflow: { ...reading, call: (ctx) => getWorkflow({ ctx, input: { id: workflowId } }) },
  listWorkflows: { roles: everybody, scopes: ["read", "edit"], call: (ctx) => listWorkflows({ ctx, input: {} }) },
  listWorkflowNames: { roles: everybody, scopes: ["read", "edit"], call: (ctx) => listWorkflowNames({ ctx }) },
  pullEdits: { ...reading, call: (ctx) => pullEdits({ ctx, input: { id: workflowId, after: 0 } }) },
  whoChanged: {
    ...reading,
    call: (ctx) => whoChanged({ ctx, input: { id: workflowId, field: { kind: "name" }, notClient: "" } }),
  },
  listComments: { ...reading, call: (ctx) => listComments({ ctx, input: { workflowId } }) },
  addComment: { ...commenting, call: (ctx) => addComment({ ctx, input: { workflowId, text: "a" } }) },
  editComment: { ...commenting, call: (ctx) => editComment({ ctx, input: { id: unknown, text: "a" } }) },
  removeComment: { ...commenting, call: (ctx) => removeComment({ ctx, input: { id: unknown } }) },
  resolveThread: { ...commenting, call: (ctx) => resolveThread({ ctx, input: { id: unknown, resolved: true } }) },
  showPresence: {
    ...{ roles: everybody, scopes: [], stranger: "NOT_FOUND" },
    call: (ctx) => showPresence({ ctx, input: { workflowId, sign: nowhere } }),
  },
  listVersions: { ...reading, call: (ctx) => listVersions({ ctx, input: { id: workflowId } }) },
  getVersion: { ...reading, call: (ctx) => getVersion({ ctx, input: { id: workflowId, number: 1 } }) },
  listCallable: { roles: everybody, scopes: ["read", "edit"], call: (ctx) => listCallable({ ctx }) },
  listTriggers: { ...reading, call: (ctx) => listTriggers({ ctx, input: { workflowId } }) },
  createWorkflow: {
    ...{ roles: editors, scopes: ["edit"] },
    call: (ctx) => createWorkflow({ ctx, input: { graph: greeting } }),
  },
  pushEdits: { ...drawing, call: (ctx) => pushEdits({ ctx, input: { id: workflowId, after: 0, commands: [] } }) },
  publishWorkflow: { ...drawing, call: (ctx) => publishWorkflow({ ctx, input: { id: workflowId } }) },
  changeTrigger: { ...drawing, call: (ctx) => changeTrigger({ ctx, input: { id: unknown, enabled: false } }) },
  removeWorkflow: { ...drawing, call: (ctx) => removeWorkflow({ ctx, input: { id: unknown } }) },
  getOffer: { ...reading, call: (ctx) => getOffer({ ctx, input: { workflowId } }) },
  offerWorkflow: { ...drawing, call: (ctx) => offerWorkflow({ ctx, input: { workflowId, name: "greet" } }) },
  listOffered: { roles: runners, scopes: ["run"], call: (ctx) => listOffered({ ctx }) },
  listChats: { roles: runners, scopes: ["run"], call: (ctx) => listChats({ ctx }) },
  runStand: { ...readingRuns, call: (ctx) => runStand({ ctx, input: { id: runId } }) },
  showDashboard: { ...listingRuns, call: (ctx) => showDashboard({ ctx, input: { from: 0, to: 3_600_000 } }) },
  runUsage: { ...listingRuns, call: (ctx) => runUsage({ ctx, input: { id: runId } }) },
  getRun: { ...readingRuns, call: (ctx) => getRun({ ctx, input: { id: runId } }) },
  listRuns: { ...listingRuns, call: (ctx) => listRuns({ ctx, input: {} }) },
  listRunIds: { ...listingRuns, call: (ctx) => listRunIds({ ctx, input: {} }) },
  listMessages: { ...listingRuns, call: (ctx) => listMessages({ ctx, input: { workflowId } }) },
  listEvents: { ...readingRuns, call: (ctx) => listEvents({ ctx, input: { runId, after: 0 } }) },
  readValuePart: {
    ...readingRuns,
    call: (ctx) => readValuePart({ ctx, input: { runId, valueId: runId, path: [], offset: 0 } }),
  },
  findInValue: { ...readingRuns, call: (ctx) => findInValue({ ctx, input: { runId, valueId: runId, text: "a" } }) },
  readValue: { ...readingRuns, call: (ctx) => readValue({ ctx, input: { runId, valueId: runId } }) },
  whyHeldUp: { ...readingRuns, call: (ctx) => whyHeldUp({ ctx, input: { id: runId } }) },
  watchTopics: {
    ...listingRuns,
    call: async (ctx) => {
      const stop = new AbortController();
      const stream = watchTopics({ ctx, topics: [{ kind: "workspace" }], signal: stop.signal });
      await stream.next();
      stop.abort();
    },
  },
  countExecutors: { ...listingRuns, call: (ctx) => countExecutors({ ctx }) },
  showFleet: { ...listingRuns, call: (ctx) => showFleet({ ctx }) },
  startRun: { ...running, call: (ctx) => startRun({ ctx, input: { workflowId, input: { name: "Ada" } } }) },
  startPublished: { ...running, call: (ctx) => startPublished({ ctx, input: { workflowId, input: { name: "Ada" } } }) },
  // What is refused to one of many runs is told of that run.
  cancelRuns: { roles: runners, scopes: ["run"], call: (ctx) => cancelRuns({ ctx, input: { ids: [unknown] } }) },
  rerunRuns: {
    ...{ roles: runners, scopes: ["run"] },
    call: (ctx) => rerunRuns({ ctx, input: { ids: [unknown], graph: "same" } }),
  },
  cancelRun: { ...running, call: (ctx) => cancelRun({ ctx, input: { id: unknown } }) },
  pauseRun: { ...running, call: (ctx) => pauseRun({ ctx, input: { id: unknown } }) },
  resumeRun: { ...running, call: (ctx) => resumeRun({ ctx, input: { id: unknown, mode: "run" } }) },
  settleStep: {
    ...running,
    call: (ctx) => settleStep({ ctx, input: { runId: unknown, stepKey: "greet", choice: "fail" } }),
  },
  forkRun: {
    ...running,
    call: (ctx) => forkRun({ ctx, input: { runId: unknown, rerun: [], outputs: [], graph: "same" } }),
  },
  answerWait: {
    ...running,
    call: (ctx) => answerWait({ ctx, input: { runId: unknown, stepKey: "greet", approved: true } }),
  },
  signalAddress: { ...running, call: (ctx) => signalAddress({ ctx, input: { runId: unknown, stepKey: "greet" } }) },
  listFiles: { ...listingRuns, call: (ctx) => listFiles({ ctx }) },
  openFile: { ...readingRuns, call: (ctx) => openFile({ ctx, input: { name: "none" } }) },
  removeFile: { ...drawing, call: (ctx) => removeFile({ ctx, input: { name: "none" } }) },
  listMemories: { roles: everybody, scopes: ["read", "edit"], call: (ctx) => listMemories({ ctx, input: {} }) },
  listRecords: { ...reading, call: (ctx) => listRecords({ ctx, input: { memoryId: unknown } }) },
  listReads: {
    roles: everybody,
    scopes: ["read", "edit"],
    call: (ctx) => listReads({ ctx, input: { recordId: unknown } }),
  },
  searchMemory: { ...reading, call: (ctx) => searchMemory({ ctx, input: { memoryId: unknown, query: "a" } }) },
  listDocuments: { ...reading, call: (ctx) => listDocuments({ ctx, input: { memoryId: unknown } }) },
  writeRecord: { ...drawing, call: (ctx) => writeRecord({ ctx, input: { memoryId: unknown, text: "a" } }) },
  forgetRecords: { ...drawing, call: (ctx) => forgetRecords({ ctx, input: { memoryId: unknown, ids: [unknown] } }) },
  forgetPerson: { roles: editors, scopes: ["edit"], call: (ctx) => forgetPerson({ ctx, input: { person: "nobody" } }) },
  setMemory: {
    ...drawing,
    call: (ctx) =>
      setMemory({ ctx, input: { id: unknown, runs: "read", ttlMs: null, maxRecords: 1, embedder: "offline" } }),
  },
  removeMemory: { ...drawing, call: (ctx) => removeMemory({ ctx, input: { id: unknown } }) },
  createKnowledge: {
    ...{ roles: editors, scopes: ["edit"] },
    call: (ctx) => createKnowledge({ ctx, input: { name: "handbook" } }),
  },
  addDocuments: { ...drawing, call: (ctx) => addDocuments({ ctx, input: { memoryId: unknown, documents: [] } }) },
  changeDocument: { ...drawing, call: (ctx) => changeDocument({ ctx, input: { id: unknown, change: "again" } }) },
  describeVectorSearch: {
    roles: everybody,
    scopes: ["read", "edit"],
    call: (ctx) => describeVectorSearch({ ctx }),
  },
  previewChunks: {
    ...{ roles: editors, scopes: ["edit"] },
    call: (ctx) =>
      previewChunks({
        ctx,
        input: {
          source: { name: "a", mediaType: "", base64: "YQ==" },
          chunking: { by: "headings", size: 100, overlap: 0 },
        },
      }),
  },
  listModels: { roles: editors, scopes: ["edit", "admin"], call: (ctx) => listModels({ ctx }) },
  listProviders: { roles: editors, scopes: ["edit", "admin"], call: (ctx) => listProviders({ ctx }) },
  addProvider: {
    ...setUp,
    call: (ctx) => addProvider({ ctx, input: { handle: "there", kind: "openai", models: ["m"] } }),
  },
  removeProvider: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => removeProvider({ ctx, input: { id: unknown } }),
  },
  chooseModels: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => chooseModels({ ctx, input: { id: unknown, models: ["m"] } }),
  },
  listProviderModels: {
    ...{ ...setUp, stranger: "INVALID" },
    call: (ctx) => listProviderModels({ ctx, input: { kind: "azure", baseUrl: "http://127.0.0.1:1/openai" } }),
  },
  setPrice: { ...setUp, call: (ctx) => setPrice({ ctx, input: { model: "there/m", price: null } }) },
  listRoutes: { roles: editors, scopes: ["edit", "admin"], call: (ctx) => listRoutes({ ctx }) },
  saveRoute: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) =>
      saveRoute({
        ctx,
        input: {
          ...{ name: "none", mode: "ordered", members: [{ model: "offline", weight: 1 }], fallbackOn: "any" },
          ...{ timeoutMs: null, hedgeAfterMs: null, isNew: false },
        },
      }),
  },
  findLocalModels: { ...setUp, call: (ctx) => findLocalModels({ ctx }) },
  freezeRoute: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => freezeRoute({ ctx, input: { name: "none", isFrozen: true } }),
  },
  removeRoute: { ...{ ...setUp, stranger: "NOT_FOUND" }, call: (ctx) => removeRoute({ ctx, input: { name: "none" } }) },
  testModel: { ...setUp, call: (ctx) => testModel({ ctx, input: { model: "default" } }) },
  listCredentials: { roles: editors, scopes: ["edit", "admin"], call: (ctx) => listCredentials({ ctx }) },
  createCredential: {
    ...setUp,
    call: (ctx) =>
      createCredential({
        ctx,
        input: { handle: "github", kind: "bearer", hosts: ["api.example.com"], value: "a secret value" },
      }),
  },
  replaceCredential: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => replaceCredential({ ctx, input: { id: unknown, value: "another value" } }),
  },
  removeCredential: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => removeCredential({ ctx, input: { id: unknown } }),
  },
  listMcpServers: { roles: editors, scopes: ["edit", "admin"], call: (ctx) => listMcpServers({ ctx }) },
  listTools: { roles: everybody, scopes: ["read", "edit"], call: (ctx) => listTools({ ctx }) },
  addMcpServer: {
    ...setUp,
    call: (ctx) => addMcpServer({ ctx, input: { handle: "library", url: "https://library.example", auth: "none" } }),
  },
  lookAtMcpServer: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => lookAtMcpServer({ ctx, input: { id: unknown } }),
  },
  approveMcpTool: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => approveMcpTool({ ctx, input: { id: unknown, tool: "search", hash: "" } }),
  },
  withdrawMcpTool: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => withdrawMcpTool({ ctx, input: { id: unknown, tool: "search" } }),
  },
  removeMcpServer: {
    ...{ ...setUp, stranger: "NOT_FOUND" },
    call: (ctx) => removeMcpServer({ ctx, input: { id: unknown } }),
  },
  beginMcpSignIn: {
    ...{ ...people, stranger: "NOT_FOUND" },
    call: (ctx) => beginMcpSignIn({ ctx, input: { id: unknown, redirectUrl: "http://127.0.0.1/" } }),
  },
  finishMcpSignIn: {
    ...{ ...people, stranger: "NOT_FOUND" },
    call: (ctx) => finishMcpSignIn({ ctx, input: { state: "none", code: "none", issuer: null } }),
  },
  listTargetLimits: { ...setUp, stranger: "FORBIDDEN", call: (ctx) => listTargetLimits({ ctx }) },
  setTargetLimit: {
    ...{ ...setUp, stranger: "FORBIDDEN" },
    call: (ctx) => setTargetLimit({ ctx, input: { name: "api.example.com", perSecond: null, atOnce: null } }),
  },
  listMembers: { roles: everybody, scopes: ["admin"], call: (ctx) => listMembers({ ctx }) },
  setMemberRole: {
    ...{ ...people, stranger: "NOT_FOUND" },
    call: (ctx) => setMemberRole({ ctx, input: { userId: "viewer-of-default", role: "viewer" } }),
  },
  removeMember: {
    ...{ ...people, stranger: "NOT_FOUND" },
    call: (ctx) => removeMember({ ctx, input: { userId: ctx === bench.stranger ? "viewer-of-default" : unknown } }),
  },
  makePasswordLink: {
    ...{ ...people, stranger: "NOT_FOUND" },
    call: (ctx) => makePasswordLink({ ctx, input: { userId: "viewer-of-default" } }),
  },
  createInvitation: { ...people, call: (ctx) => createInvitation({ ctx, input: { role: "viewer", days: 7 } }) },
  listInvitations: { ...people, call: (ctx) => listInvitations({ ctx }) },
  revokeInvitation: {
    ...{ ...people, stranger: "NOT_FOUND" },
    call: (ctx) => revokeInvitation({ ctx, input: { id: ctx === bench.stranger ? invitationId : unknown } }),
  },
  makeShareLink: {
    ...drawing,
    call: (ctx) => makeShareLink({ ctx, input: { runId, projection: showsNothing, days: 30 } }),
  },
  makeTemplateLink: {
    ...drawing,
    call: (ctx) => makeTemplateLink({ ctx, input: { workflowId, days: 30 } }),
  },
  makeDashboardLink: {
    ...drawing,
    call: (ctx) => makeDashboardLink({ ctx, input: { workflowId, projection: onlyFigures, days: 30 } }),
  },
  previewSharedDashboard: {
    ...drawing,
    call: (ctx) => previewSharedDashboard({ ctx, input: { workflowId, projection: onlyFigures } }),
  },
  previewSharedTemplate: {
    ...drawing,
    call: (ctx) => previewSharedTemplate({ ctx, input: { workflowId } }),
  },
  listShareLinks: { roles: editors, scopes: ["edit"], call: (ctx) => listShareLinks({ ctx, input: {} }) },
  revokeShareLink: { ...drawing, call: (ctx) => revokeShareLink({ ctx, input: { id: unknown } }) },
  previewSharedRun: {
    ...readingRuns,
    call: (ctx) => previewSharedRun({ ctx, input: { runId, projection: showsNothing } }),
  },
  listDeviations: { ...listingRuns, call: (ctx) => listDeviations({ ctx, input: {} }) },
  listAlertTargets: { roles: editors, scopes: ["edit"], call: (ctx) => listAlertTargets({ ctx }) },
  addAlertTarget: {
    roles: editors,
    scopes: ["edit"],
    stranger: "INVALID",
    call: (ctx) => addAlertTarget({ ctx, input: alert }),
  },
  changeAlertTarget: {
    ...drawing,
    call: (ctx) => changeAlertTarget({ ctx, input: { id: unknown, ...alert } }),
  },
  removeAlertTarget: { ...drawing, call: (ctx) => removeAlertTarget({ ctx, input: { id: unknown } }) },
  testAlertTarget: { ...drawing, call: (ctx) => testAlertTarget({ ctx, input: { id: unknown } }) },
  listViews: { ...listingRuns, call: (ctx) => listViews({ ctx }) },
  saveView: {
    ...{ roles: editors, scopes: ["edit"] },
    call: (ctx) => saveView({ ctx, input: { name: "Failed", query: "status=failed", isForAll: true } }),
  },
  renameView: { ...drawing, call: (ctx) => renameView({ ctx, input: { id: unknown, name: "Failed" } }) },
  removeView: { ...drawing, call: (ctx) => removeView({ ctx, input: { id: unknown } }) },
  listTemplates: { roles: everybody, scopes: ["read", "edit"], call: (ctx) => listTemplates({ ctx }) },
  getTemplate: { ...reading, call: (ctx) => getTemplate({ ctx, input: { id: unknown } }) },
  checkTemplate: { ...drawing, call: (ctx) => checkTemplate({ ctx, input: { workflowId } }) },
  saveTemplate: {
    ...drawing,
    call: (ctx) =>
      saveTemplate({
        ctx,
        input: {
          ...{ workflowId, ...templateWords, needs: ["offline"], hosts: [], duration: "" },
          sampleInput: {},
        },
      }),
  },
  changeTemplate: { ...drawing, call: (ctx) => changeTemplate({ ctx, input: { id: unknown, ...templateWords } }) },
  removeTemplate: { ...drawing, call: (ctx) => removeTemplate({ ctx, input: { id: unknown } }) },
  previewImport: {
    ...{ roles: editors, scopes: ["edit"] },
    call: (ctx) => previewImport({ ctx, input: { text: JSON.stringify(greeting) } }),
  },
  listGalleries: { roles: everybody, scopes: ["read", "edit"], call: (ctx) => listGalleries({ ctx }) },
  getGalleryTemplate: {
    ...reading,
    call: (ctx) => getGalleryTemplate({ ctx, input: { galleryId: unknown, id: "greeting" } }),
  },
  addGallery: {
    ...{ roles: editors, scopes: ["edit"] },
    // A new address each time: one is added once.
    call: (ctx) => addGallery({ ctx, input: { url: `http://${host.host}/gallery.json?${host.asked.length}` } }),
  },
  refreshGallery: { ...drawing, call: (ctx) => refreshGallery({ ctx, input: { id: unknown } }) },
  removeGallery: { ...drawing, call: (ctx) => removeGallery({ ctx, input: { id: unknown } }) },
  listAudit: { roles: editors, scopes: ["admin"], call: (ctx) => listAudit({ ctx, input: {} }) },
  createApiKey: { roles: runners, scopes: [], call: (ctx) => createApiKey({ ctx, input: { name: "Key" } }) },
  listApiKeys: { roles: runners, scopes: [], call: (ctx) => listApiKeys({ ctx }) },
  revokeApiKey: {
    ...{ roles: runners, scopes: [], stranger: "NOT_FOUND" },
    call: (ctx) => revokeApiKey({ ctx, input: { id: ctx === bench.stranger ? keyId : unknown } }),
  },
  getAccount: { ...ownAccount, call: (ctx) => getAccount({ ctx }) },
  renameAccount: { ...ownAccount, call: (ctx) => renameAccount({ ctx, input: { name: "Ada" } }) },
  changeSignIn: { ...ownAccount, call: (ctx) => changeSignIn({ ctx, input: {} }) },
  listSessions: { ...ownAccount, call: (ctx) => listSessions({ ctx }) },
  endSessions: { ...ownAccount, call: (ctx) => endSessions({ ctx, input: { which: "others" } }) },
};

/** Verbs of whoever holds a link, or of the operator alone; told of below. */
const others = ["readInvitation", "acceptInvitation", "startGraphRun"];

/** How a call ended: the code of its refusal, or `done`. */
async function endOf(call: Case["call"], ctx: ServiceContext): Promise<string> {
  try {
    await call(ctx);
    return "done";
  } catch (error) {
    return error instanceof ServiceError ? error.code : String(error);
  }
}

const refusals = ["FORBIDDEN", "UNAUTHENTICATED"];
const verbs = Object.entries(cases);

test("no verb is forgotten", () => {
  const here = import.meta.dirname;
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = folders.flatMap(({ name }) => readdirSync(join(here, name)).map((file) => join(here, name, file)));
  const found = files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^export (?:async )?function\*? (\w+)\(\{\s*ctx\b/gm)].map(
        (match) => match[1],
      ),
    );
  expect(found.sort()).toEqual([...Object.keys(cases), ...others].sort());
});

test.each(verbs)("without a session %s is refused", async (_name, { call }) => {
  expect(await endOf(call, bench.nobody)).toBe("UNAUTHENTICATED");
});

for (const role of roles) {
  describe(`the role ${role}`, () => {
    test.each(verbs)("%s", async (_name, { call, roles: allowed }) => {
      const end = await endOf(call, bench[role]);
      if (allowed.includes(role)) expect(refusals).not.toContain(end);
      else expect(end).toBe("FORBIDDEN");
    });
  });
}

for (const scope of keyScopes) {
  describe(`an owner's key for ${scope}`, () => {
    test.each(verbs)("%s", async (_name, { call, scopes }) => {
      const end = await endOf(call, bench.key(scope));
      if (scopes.includes(scope)) expect(refusals).not.toContain(end);
      else expect(end).toBe("FORBIDDEN");
    });
  });
}

describe("a key with all scopes may no more than who made it", () => {
  test.each(verbs)("%s", async (_name, { call, roles: allowed, scopes }) => {
    const { actor, services } = bench.key(...keyScopes);
    if (actor?.kind !== "key") throw new Error("no key");
    const end = await endOf(call, { services, actor: { ...actor, role: "viewer" } });
    if (allowed.includes("viewer") && scopes.length > 0) expect(refusals).not.toContain(end);
    else expect(end).toBe("FORBIDDEN");
  });
});

describe("the owner of another workspace", () => {
  test.each(verbs)("%s", async (_name, { call, stranger }) => {
    expect(await endOf(call, bench.stranger)).toBe(stranger ?? "done");
  });
  test("sees none of the lists' rows", async () => {
    const { stranger: ctx } = bench;
    const { workflows } = await listWorkflows({ ctx, input: {} });
    expect(workflows.map(({ id }) => id)).not.toContain(workflowId);
    expect(await listRuns({ ctx, input: {} })).toEqual({ runs: [], next: null, searched: null });
    expect((await listMembers({ ctx })).map(({ userId }) => userId)).toEqual(["owner-of-elsewhere"]);
    const { entries } = await listAudit({ ctx, input: { limit: 200 } });
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(["user:owner-of-elsewhere"]));
  });
});

test("only the local operator may run a file", async () => {
  const input = { graph: greeting, input: { name: "Ada" } };
  await expect(startGraphRun({ ctx: bench.owner, input })).rejects.toMatchObject({ reason: "LOCAL_ONLY" });
  await expect(startGraphRun({ ctx: bench.viewer, input })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(startGraphRun({ ctx: bench.nobody, input })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await expect(startGraphRun({ ctx: bench.local, input })).resolves.toEqual({ runId: expect.any(String) });
});

test("who has no link learns nothing and joins nothing", async () => {
  for (const ctx of [bench.nobody, bench.owner]) {
    await expect(readInvitation({ ctx, input: { token: "guessed" } })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(acceptInvitation({ ctx, input: { token: "guessed" } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});
