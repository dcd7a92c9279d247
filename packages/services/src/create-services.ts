import { StepFailure } from "@orrery/node-kit";
import type { ToolDirectory } from "@orrery/ports";
import { createSignGate } from "./presence/sign-gate.ts";
import { createRunSubmitter } from "./run/run-submitter.ts";
import type { Services } from "./service-context.ts";
import { createDraftCache } from "./workflow/read-draft.ts";

/** Completes what the app brings (database, bus, catalogue, models) with the caches and batchers the verbs share. */
export function createServices({
  maxQueued,
  ...parts
}: Omit<
  Services,
  "drafts" | "submitter" | "signs" | "executorUrl" | "instanceKey" | "tools" | "memory" | "documents" | "egress"
> & {
  /** Absent: this process does not look into memory, and reads no documents. */
  readonly memory?: Services["memory"];
  readonly documents?: Services["documents"];
  /** Absent: this process fetches no files. */
  readonly egress?: Services["egress"];
  /** Absent: this process asks no servers of tools. */
  readonly tools?: ToolDirectory;
  readonly executorUrl?: string;
  readonly instanceKey?: Services["instanceKey"];
} & {
  /** How many runs of a workspace may be queued before more are refused; see `readMaxQueued`. */
  readonly maxQueued?: number;
}): Services {
  return {
    executorUrl: "http://127.0.0.1:4000",
    instanceKey: null,
    tools: noTools,
    memory: null,
    documents: null,
    egress: null,
    ...parts,
    drafts: createDraftCache(),
    submitter: createRunSubmitter(parts.pool, maxQueued),
    signs: createSignGate(),
  };
}

const elsewhere = { code: "MCP_ELSEWHERE", message: "MCP servers are looked at in the studio." } as const;
const refuse = (): Promise<never> => Promise.reject(new StepFailure({ ...elsewhere, class: "permanent" }));

/** Of a process in which nobody looks at servers of tools. */
const noTools: ToolDirectory = {
  list: () => Promise.resolve({ ok: false, ...elsewhere, signIn: false }),
  beginSignIn: refuse,
  finishSignIn: refuse,
};
