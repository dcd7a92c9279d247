import type { Json, JsonObject } from "@orrery/node-kit";

/** What the process of one statement is told. */
export interface SqliteAsked {
  readonly database: Uint8Array;
  readonly statement: string;
  readonly values: readonly Json[];
  readonly readOnly: boolean;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly maxDatabaseBytes: number;
}

/** What it says first: the time of the statement runs from now. */
export interface SqliteBegun {
  readonly kind: "begun";
}

/** What it answers with, once. */
export type SqliteAnswered =
  | {
      readonly kind: "done";
      readonly rows: readonly JsonObject[];
      readonly columns: readonly string[];
      readonly rowCount: number;
      /** The whole database after a statement that may change it. */
      readonly database: Uint8Array | null;
    }
  | {
      readonly kind: "failed";
      readonly code: "SQL_FAILED" | "SQL_READ_ONLY" | "SQL_TOO_LARGE" | "SQL_NO_DATABASE";
      readonly message: string;
    };
