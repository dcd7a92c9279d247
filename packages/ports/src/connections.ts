import type { MailReceipt, MailRequest, SqlAnswer, SqliteAnswer, SqliteRequest, SqlRequest } from "@orrery/node-kit";
import type { Secret } from "./secrets.ts";

/** Asks databases outside. The secret is of the kind `postgres`. Throws `StepFailure`. */
export interface SqlClient {
  query(request: SqlRequest, secret: Secret): Promise<SqlAnswer>;
}

/** Asks databases that are files, in processes of their own. Throws `StepFailure`. */
export interface SqliteClient {
  query(request: SqliteRequest): Promise<SqliteAnswer>;
}

/** Hands messages to mail servers. The secret is of the kind `smtp`. Throws `StepFailure`. */
export interface MailClient {
  send(request: MailRequest, secret: Secret): Promise<MailReceipt>;
}
