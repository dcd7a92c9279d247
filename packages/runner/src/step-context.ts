import { createHash } from "node:crypto";
import type { Egress } from "@orrery/egress";
import {
  type Effect,
  type EgressRequest,
  type ModelAnswer,
  type ModelRequest,
  type StepContext,
  StepFailure,
  type StepMemory,
  type SubSteps,
} from "@orrery/node-kit";
import type { Json } from "@orrery/plan";
import type {
  Clock,
  Files,
  MailClient,
  Memory,
  ModelCallOrigin,
  ModelClient,
  Secrets,
  SqlClient,
  SqliteClient,
  ToolClient,
} from "@orrery/ports";
import type { CallDesk } from "./call-desk.ts";
import { withCredential } from "./credential-headers.ts";
import type { PreparedNode } from "./prepared-plan.ts";
import { stepConnections } from "./step-connections.ts";
import { stepFiles } from "./step-files.ts";
import { createStepMemory } from "./step-memory.ts";
import { withTraceparent } from "./with-traceparent.ts";

/** What a process has to give to steps; each gets only what its plan grants. */
export interface StepMeans {
  readonly egress: Pick<Egress, "fetch"> & Partial<Pick<Egress, "open">>;
  readonly models: ModelClient;
  readonly clock: Clock;
  /** Absent: no databases are reached. */
  readonly sql?: SqlClient;
  /** Absent: no databases are asked that are files. */
  readonly sqlite?: SqliteClient;
  /** Absent: no mail is sent. */
  readonly mail?: MailClient;
  /** Absent: no files are kept. */
  readonly files?: Files;
  /** Absent: there are no credentials. */
  readonly secrets?: Secrets;
  /** Absent: there are no tools of servers outside. */
  readonly tools?: ToolClient;
  /** Absent: nothing can be remembered. */
  readonly memory?: Memory;
  /** Of this executor; absent: it counts as having all. */
  readonly labels?: ReadonlySet<string>;
  /** Whether requests of steps tell by `traceparent` of which trace they are. */
  readonly tellsTrace?: boolean;
}

/** One attempt of one step. */
export interface StepAttempt {
  readonly runId: string;
  readonly workspaceId: string;
  readonly stepKey: string;
  readonly attempt: number;
  /** What a repeated execution would mean. */
  readonly effect: Effect;
  readonly runStartedAt: number;
  readonly runInput: Json;
  readonly signal: AbortSignal;
  readonly stream: (piece: string) => void;
  readonly calls: CallDesk;
  readonly subSteps: SubSteps;
  /** Whether the run has a limit in dollars. */
  readonly limitsUsd: () => boolean;
  /** `traceparent` of the run's caller. */
  readonly trace?: string;
}

function originOf({ runId, stepKey, runStartedAt }: StepAttempt): ModelCallOrigin {
  return { runId, stepKey, startedAt: runStartedAt };
}

function priceUnknown(limited: "run" | "step", model: string): StepFailure {
  const message = `This ${limited} has a limit in dollars, and what the model ${model} costs is not known. Enter its price in Settings, or limit tokens or turns instead.`;
  return new StepFailure({ code: "BUDGET_PRICE_UNKNOWN", message, class: "permanent" });
}

/** A model call of a run that has limits on them: room is reserved before, and what it took is told after. */
async function generateWithin(means: StepMeans, request: ModelRequest, attempt: StepAttempt): Promise<ModelAnswer> {
  const { tokens, usd, maxTokens } = await means.models.bound(request, attempt.workspaceId);
  if (usd === null && attempt.limitsUsd()) throw priceUnknown("run", request.model);
  const amount = { tokens, usd: usd ?? 0, modelCalls: 1 };
  const settle = await attempt.calls.ask(attempt, { amount, signal: attempt.signal });
  const answer = await means.models.generate({ ...request, maxTokens }, attempt.workspaceId, originOf(attempt));
  const { inputTokens, outputTokens } = answer.usage;
  settle({ tokens: inputTokens + outputTokens, usd: answer.usage.usd, modelCalls: 1 });
  return answer;
}

/** The request as it leaves: a credential that it names is opened here and nowhere earlier. */
async function completed(
  means: StepMeans,
  { credential, ...asked }: EgressRequest,
  { prepared, attempt }: { readonly prepared: PreparedNode; readonly attempt: StepAttempt },
): Promise<EgressRequest> {
  const request = means.tellsTrace === true ? withTraceparent(asked, attempt) : asked;
  if (credential === undefined) return request;
  const { secrets } = means;
  if (secrets === undefined || !prepared.grants.secrets.includes(credential)) {
    throw new StepFailure({
      code: "CREDENTIAL_NOT_GRANTED",
      message: `This step may not use the credential ${credential}.`,
      class: "permanent",
    });
  }
  const { workspaceId } = attempt;
  const secret = await secrets.resolve(workspaceId, credential);
  const mask = secrets.mask(workspaceId);
  return withCredential(request, { secret, handle: credential, mask, now: means.clock.now() });
}

/** The context of one attempt: hosts and models beyond the node's grants are refused as the step's failure. */
export function createStepContext(means: StepMeans, prepared: PreparedNode, attempt: StepAttempt): StepContext {
  const { runId, stepKey, signal } = attempt;
  const { grants } = prepared;
  let memory: StepMemory | undefined;
  return {
    runId,
    stepKey,
    nodeId: prepared.node.id,
    attempt: attempt.attempt,
    startedAt: attempt.runStartedAt,
    runInput: attempt.runInput,
    signal,
    get idempotencyKey() {
      return createHash("sha256").update(`${runId} ${stepKey}`).digest("hex");
    },
    now: () => means.clock.now(),
    subSteps: attempt.subSteps,
    stream: (piece) => {
      if (!signal.aborted) attempt.stream(piece);
    },
    fetch: async (request) =>
      means.egress.fetch(await completed(means, request, { prepared, attempt }), { hosts: grants.hosts }),
    generate: async (request) => {
      if (!grants.models.includes(request.model)) {
        throw new StepFailure({
          code: "MODEL_NOT_GRANTED",
          message: `This step may not use the model ${request.model}.`,
          class: "permanent",
        });
      }
      if (request.needsPrice === true) {
        const { usd } = await means.models.bound(request, attempt.workspaceId);
        if (usd === null) throw priceUnknown("step", request.model);
      }
      return attempt.calls.isNeeded
        ? generateWithin(means, request, attempt)
        : means.models.generate(request, attempt.workspaceId, originOf(attempt));
    },
    ...stepConnections({
      secrets: means.secrets,
      sql: means.sql,
      sqlite: means.sqlite,
      mail: means.mail,
      workspaceId: attempt.workspaceId,
      granted: grants.secrets,
    }),
    ...stepFiles({
      files: means.files,
      workspaceId: attempt.workspaceId,
      granted: grants.namespaces,
      mask: means.secrets?.mask(attempt.workspaceId),
      open: async (request) => {
        if (means.egress.open === undefined) throw new Error("This process keeps no answers as files.");
        return means.egress.open(await completed(means, request, { prepared, attempt }), { hosts: grants.hosts });
      },
    }),
    get memory() {
      memory ??= createStepMemory({
        ...attempt,
        memory: means.memory,
        grants: grants.namespaces,
        now: () => means.clock.now(),
        mask: means.secrets?.mask(attempt.workspaceId),
      });
      return memory;
    },
    callTool: async (request) => {
      const { server, tool } = request;
      if (means.tools === undefined || !grants.tools.includes(`${server}/${tool}`)) {
        throw new StepFailure({
          code: "TOOL_NOT_GRANTED",
          message: `This step may not use the tool ${tool} of ${server}.`,
          class: "permanent",
        });
      }
      const { workspaceId } = attempt;
      return means.tools.call(request, { workspaceId, hosts: grants.toolHosts, effect: attempt.effect });
    },
  };
}
