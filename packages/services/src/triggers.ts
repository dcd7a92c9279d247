/** What an executor needs of triggers: nothing here loads the Prisma client or sessions. */
export { checkInstanceKey } from "./credential/check-instance-key.ts";
export { createSecrets } from "./credential/create-secrets.ts";
export { ensureKeyFile, InstanceKeyProblem, readInstanceKey, readKeyFile } from "./credential/instance-key.ts";
export { instanceSecretOf } from "./identity/instance-secret-of.ts";
export { createToolSetup } from "./mcp-server/create-tool-setup.ts";
export { fetchPage } from "./memory/fetch-page.ts";
export { embedNextRecords, type ReadingMeans, readNextDocument } from "./memory/read-documents.ts";
export { createModelSetup } from "./model/create-model-setup.ts";
export { type Permission, scopesOf } from "./permission-table.ts";
export { readMaxQueued } from "./run/backlog.ts";
export { createRunSubmitter, type RunSubmitter } from "./run/run-submitter.ts";
export { ServiceError } from "./service-error.ts";
export { fireSchedules } from "./trigger/fire-schedules.ts";
export { followRun, longestChain } from "./trigger/follow-run.ts";
export {
  createTokenDirectory,
  type PublishedTrigger,
  readTriggers,
  type TokenDirectory,
} from "./trigger/published-trigger.ts";
export { openSealedText } from "./trigger/sealed-text.ts";
export { readSignalToken, type SignalPlace, signalToken } from "./trigger/signal-token.ts";
export { triggerRun } from "./trigger/trigger-run.ts";
