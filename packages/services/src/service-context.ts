import type { Archives, PrismaClient } from "@orrery/db";
import type { Egress } from "@orrery/egress";
import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { CompiledBeside, CompileResult, Interfaces } from "@orrery/plan";
import type { Bus, DocumentReader, EventLog, Memory, ModelDirectory, ToolDirectory, Values } from "@orrery/ports";
import type { Pool } from "pg";
import type { Actor } from "./actor.ts";
import type { SealingKey } from "./credential/seal.ts";
import type { Visitor } from "./identity/resolve-visitor.ts";
import type { SignGate } from "./presence/sign-gate.ts";
import type { RunSubmitter } from "./run/run-submitter.ts";
import type { DraftCache } from "./workflow/read-draft.ts";

/** What the verbs of one process share. Made once by the app. */
export interface Services {
  readonly db: PrismaClient;
  readonly pool: Pool;
  readonly catalog: Catalog;
  readonly compile: (graph: Graph, interfaces?: Interfaces, beside?: CompiledBeside) => CompileResult;
  readonly models: ModelDirectory;
  /** Servers of tools, as they are asked when a person looks at them. */
  readonly tools: ToolDirectory;
  /** Null where this process does not look into memory. */
  readonly memory: Memory | null;
  readonly documents: DocumentReader | null;
  /** The way out to files of others; null where this process fetches none. */
  readonly egress: Pick<Egress, "fetch"> | null;
  readonly bus: Bus;
  readonly log: EventLog;
  readonly values: Values;
  readonly archives: Archives;
  readonly drafts: DraftCache;
  readonly submitter: RunSubmitter;
  readonly signs: SignGate;
  /** Where the executors are reached from outside, e.g. `http://127.0.0.1:4000`. */
  readonly executorUrl: string;
  /** What credentials are sealed with; null where this process has none. */
  readonly instanceKey: SealingKey | null;
}

/** What one call of a verb gets: the process's services and who asks. */
export interface ServiceContext {
  readonly services: Services;
  readonly actor: Actor | null;
  /** Who is signed in, a member of a workspace or not; absent where nobody signs in. */
  readonly visitor?: (() => Promise<Visitor | null>) | undefined;
}
