import type { TriggerSpec } from "@orrery/node-kit";
import type { Plan } from "@orrery/plan";
import type { Bus } from "@orrery/ports";
import type { Pool } from "pg";
import { storedSpec } from "./stored-spec.ts";
import { tokenSha } from "./trigger-token.ts";

/** A trigger with all that a run of its version needs. */
export interface PublishedTrigger {
  readonly id: string;
  readonly workspaceId: string;
  readonly workflowId: string;
  readonly nodeId: string;
  readonly spec: TriggerSpec;
  readonly version: number;
  readonly name: string;
  readonly plan: Plan;
  readonly drawingHash: string;
  /** Sealed; see `openSealedText`. */
  readonly keySealed: string | null;
}

interface TriggerRecord {
  readonly id: string;
  readonly workspace_id: string;
  readonly workflow_id: string;
  readonly node_id: string;
  readonly spec: unknown;
  readonly version: number;
  readonly name: string;
  readonly plan: Plan;
  readonly drawing_hash: string;
  readonly key_sealed: string | null;
}

const columns = `t.id, t.workspace_id, t.workflow_id, t.node_id, t.spec, t.version, t.key_sealed, v.name, v.drawing_hash, p.plan`;
const tables = `"trigger" t JOIN workflow w ON w.id = t.workflow_id AND w.deleted_at IS NULL
  JOIN workflow_version v ON v.workflow_id = t.workflow_id AND v.number = t.version
  JOIN plan p ON p.workspace_id = t.workspace_id AND p.hash = v.plan_hash`;

/** The enabled triggers among these; each belongs to a workflow that is still there. */
export async function readTriggers(
  pool: Pick<Pool, "query">,
  by: { readonly column: "id" | "source_id" | "token_sha"; readonly values: readonly string[] },
): Promise<readonly PublishedTrigger[]> {
  const type = by.column === "token_sha" ? "text" : "uuid";
  const found = await pool.query<TriggerRecord>({
    name: `triggers-by-${by.column}`,
    text: `SELECT ${columns} FROM ${tables} WHERE t.enabled AND t.${by.column} = ANY($1::${type}[])`,
    values: [by.values],
  });
  return found.rows.map((row) => ({
    id: row.id,
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    nodeId: row.node_id,
    spec: storedSpec(row.spec),
    version: row.version,
    name: row.name,
    plan: row.plan,
    drawingHash: row.drawing_hash,
    keySealed: row.key_sealed,
  }));
}

/** Triggers by their token, remembered until they change. */
export interface TokenDirectory {
  /** Null where no trigger that is switched on has this token. */
  find(token: string): Promise<PublishedTrigger | null>;
  close(): void;
}

const mostKept = 1_000;
/** A lost word that a trigger changed counts so long at most. */
const keptMs = 30_000;

export function createTokenDirectory(pool: Pool, bus: Bus): TokenDirectory {
  const kept = new Map<string, { readonly trigger: Promise<PublishedTrigger | null>; readonly until: number }>();
  const forget = (): void => kept.clear();
  const stop = [bus.subscribe("trigger", forget), bus.onReconnect(forget)];
  const read = async (sha: string): Promise<PublishedTrigger | null> => {
    const [found] = await readTriggers(pool, { column: "token_sha", values: [sha] });
    return found ?? null;
  };
  return {
    async find(token) {
      const sha = tokenSha(token);
      const known = kept.get(sha);
      if (known !== undefined && known.until > Date.now()) return known.trigger;
      const trigger = read(sha);
      kept.delete(sha);
      kept.set(sha, { trigger, until: Date.now() + keptMs });
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
      try {
        const found = await trigger;
        // What nobody has is not remembered: it may come to be, and anybody can make up another.
        if (found === null) kept.delete(sha);
        return found;
      } catch (error) {
        kept.delete(sha);
        throw error;
      }
    },
    close() {
      for (const end of stop) end();
    },
  };
}
