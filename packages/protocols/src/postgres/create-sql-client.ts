import type { Egress } from "@orrery/egress";
import type { SqlAnswer, SqlRequest } from "@orrery/node-kit";
import type { Secret, SqlClient } from "@orrery/ports";
import { type OpenPostgres, openPostgres } from "./open-postgres.ts";
import { runStatement } from "./run-statement.ts";
import { sqlFailure } from "./sql-failure.ts";

const slackMs = 5_000;

/**
 * Asks Postgres databases over sockets of the guard: a connection and a transaction for each statement. What the database
 * itself enforces (a transaction that is read only, a statement's time) is left to it; a server that keeps to nothing is left
 * behind a little later.
 */
export function createSqlClient(egress: Pick<Egress, "connect">): SqlClient {
  return {
    async query(request, secret) {
      const { timeoutMs } = request;
      const patience = AbortSignal.timeout(timeoutMs + slackMs + 10_000);
      const signal = AbortSignal.any([request.signal, patience]);
      let phase: "open" | "run" | "commit" = "open";
      let open: OpenPostgres | undefined;
      try {
        open = await openPostgres(egress, secret, signal);
        phase = "run";
        const answer = await inTransaction(open, request, () => {
          phase = "commit";
        });
        open.client.end().catch(() => undefined);
        return answer;
      } catch (cause) {
        open?.socket.destroy();
        throw sqlFailure(cause, { host: hostOf(secret), phase, signal });
      }
    },
  };
}

async function inTransaction(open: OpenPostgres, request: SqlRequest, onCommit: () => void): Promise<SqlAnswer> {
  const { client } = open;
  const time = Math.max(1, Math.floor(request.timeoutMs));
  await client.query(
    `BEGIN ${request.readOnly ? "READ ONLY" : "READ WRITE"}; SET LOCAL statement_timeout = ${time}; SET LOCAL idle_in_transaction_session_timeout = ${time + slackMs}`,
  );
  const answer = await runStatement(open, request);
  onCommit();
  await client.query("COMMIT");
  return answer;
}

function hostOf(secret: Secret): string {
  return secret.hosts[0] ?? "the database";
}
