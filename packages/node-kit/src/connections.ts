import type { Json, JsonObject } from "@orrery/graph";

/** One statement for a database outside, in a transaction of its own. */
export interface SqlRequest {
  /** The handle of a credential: which server, which database, as whom. Nobody but the connection sees its values. */
  readonly credential: string;
  /** Values stand in it as `$1`, `$2`, … and nowhere else. */
  readonly statement: string;
  readonly values: readonly Json[];
  /** The database refuses to change anything. */
  readonly readOnly: boolean;
  /** More than that is `SQL_TOO_LARGE`, and nothing was changed. */
  readonly maxRows: number;
  readonly maxBytes: number;
  /** Of the statement; connecting has ten seconds of its own. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** One statement for a SQLite database that is given whole. */
export interface SqliteRequest extends Omit<SqlRequest, "credential"> {
  /** Empty: a new one. */
  readonly database: Uint8Array;
}

export interface SqlAnswer {
  /** By the names of `columns`. */
  readonly rows: readonly JsonObject[];
  /** In order, each once: a second `id` is `id_2`. */
  readonly columns: readonly string[];
  /** Rows that were given, or changed. */
  readonly rowCount: number;
}

export interface SqliteAnswer extends SqlAnswer {
  /** As it is after a statement that was not read only; otherwise null. */
  readonly database: Uint8Array | null;
}

/** One message; addresses as `ada@example.org` or `Ada <ada@example.org>`. */
export interface MailRequest {
  /** The handle of a credential: which mail server, as whom. */
  readonly credential: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  /** Of the message's `Message-ID`: the same for each attempt. */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

/** What the mail server said. */
export interface MailReceipt {
  readonly messageId: string;
  /** The addresses that it took, and those it did not. */
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}
