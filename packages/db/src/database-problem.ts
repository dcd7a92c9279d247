/** What can be wrong with a database before any of our own queries is to blame. */
export type DatabaseProblemCode =
  | "DATABASE_URL_INVALID"
  | "DATABASE_UNREACHABLE"
  | "DATABASE_REFUSED"
  | "DATABASE_MISSING"
  | "DATABASE_TOO_OLD"
  | "DATABASE_MIGRATION_FAILED"
  | "DATABASE_FULL"
  | "DATA_FOLDER_UNUSABLE"
  | "DATA_FOLDER_FULL"
  | "POSTGRES_FAILED";

/** A problem told to a person as one sentence: `message` never holds a password or a stack. */
export class DatabaseProblem extends Error {
  readonly code: DatabaseProblemCode;
  override readonly name = "DatabaseProblem";

  constructor(code: DatabaseProblemCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
