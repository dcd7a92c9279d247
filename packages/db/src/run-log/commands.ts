import type { RunCommand } from "@orrery/engine";
import type { Commands } from "@orrery/ports";
import { gatherCalls } from "./gather-calls.ts";
import type { SqlRunner } from "./sql-runner.ts";

interface CommandRow {
  readonly run_id: string;
  readonly id: string;
  readonly kind: string;
  readonly by: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The inboxes with what the runner asks of commands that are answered. */
export interface PostgresCommands extends Commands {
  /** Who sent a command; null where there is none of this id. */
  author(runId: string, commandId: string): Promise<string | null>;
}

/**
 * The inboxes of runs.
 * @param parse checks a row's content; a command that cannot be read stops its run with an error rather than being guessed at.
 */
export function createCommands(sql: SqlRunner, parse: (row: unknown) => RunCommand): PostgresCommands {
  const pending = gatherCalls(async (runIds: readonly string[]) => {
    const found = await sql.query<CommandRow>({
      name: "pending-commands",
      text: `SELECT run_id, id, kind, by, payload FROM run_command
        WHERE run_id = ANY($1::uuid[]) AND handled_seq IS NULL ORDER BY at, id`,
      values: [[...new Set(runIds)]],
    });
    const byRun = Map.groupBy(found.rows, (row) => row.run_id);
    return runIds.map((runId) =>
      (byRun.get(runId) ?? []).map(({ id, kind, by, payload }) => parse({ ...payload, id, kind, by })),
    );
  }, 500);
  return {
    pending,
    async author(runId, commandId) {
      const found = await sql.query<{ by: string }>({
        name: "command-author",
        text: "SELECT by FROM run_command WHERE run_id = $1::uuid AND id = $2::uuid",
        values: [runId, commandId],
      });
      return found.rows[0]?.by ?? null;
    },
  };
}
