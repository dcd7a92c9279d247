import pg from "pg";
import { DatabaseProblem } from "./database-problem.ts";
import { isDiskFull } from "./disk-full.ts";
import { errorCode } from "./error-code.ts";

const OLDEST_MAJOR = 15;

/**
 * Parses a Postgres URL.
 * @throws DatabaseProblem DATABASE_URL_INVALID when it is not one; the text itself is not repeated, it may hold a password.
 */
export function parseDatabaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPostgres = url?.protocol === "postgres:" || url?.protocol === "postgresql:";
  if (url === undefined || !isPostgres || url.hostname === "" || url.pathname.length < 2) {
    throw new DatabaseProblem(
      "DATABASE_URL_INVALID",
      "DATABASE_URL is not a Postgres address: it must look like postgres://user:password@host:5432/database.",
    );
  }
  return url;
}

/** `host:port/database` of a database URL: what may be shown to a person. */
export function describeDatabase(url: URL): string {
  return `${url.hostname}:${url.port || "5432"}${url.pathname}`;
}

/**
 * Connects once and asks for the version.
 * @returns the server's version text, such as `18.4`.
 * @throws DatabaseProblem that says in one sentence what stands in the way.
 */
export async function checkDatabase(text: string): Promise<string> {
  const url = parseDatabaseUrl(text);
  const client = new pg.Client({ connectionString: text, connectionTimeoutMillis: 5_000 });
  // A connection that dies after `connect` would otherwise end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ server_version: string; server_version_num: string }>(
      "select current_setting('server_version') as server_version, current_setting('server_version_num') as server_version_num",
    );
    const row = answer.rows[0];
    if (row === undefined || Number(row.server_version_num) < OLDEST_MAJOR * 10_000) {
      throw new DatabaseProblem(
        "DATABASE_TOO_OLD",
        `The database at ${describeDatabase(url)} is Postgres ${row?.server_version ?? "of an unknown version"}; Orrery needs ${OLDEST_MAJOR} or newer.`,
      );
    }
    return row.server_version;
  } catch (error) {
    throw explainConnectError(error, url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Turns what `pg` throws while connecting into a DatabaseProblem. */
export function explainConnectError(error: unknown, url: URL): DatabaseProblem {
  if (error instanceof DatabaseProblem) return error;
  const place = describeDatabase(url);
  const code = errorCode(error);
  const user = decodeURIComponent(url.username) || "(none)";
  if (code === "28P01" || code === "28000") {
    return new DatabaseProblem(
      "DATABASE_REFUSED",
      `The database at ${place} refused the user ${user}: check the user and the password in DATABASE_URL.`,
      error,
    );
  }
  if (code === "3D000") {
    return new DatabaseProblem(
      "DATABASE_MISSING",
      `The server at ${url.hostname}:${url.port || "5432"} has no database ${decodeURIComponent(url.pathname.slice(1))}: create it, or change DATABASE_URL.`,
      error,
    );
  }
  if (isDiskFull(error)) {
    return new DatabaseProblem(
      "DATABASE_FULL",
      `The disk of the database at ${place} is full: free some space. Runs wait, and go on by themselves.`,
      error,
    );
  }
  const reason = REASONS[code ?? ""] ?? reasonOf(error);
  return new DatabaseProblem(
    "DATABASE_UNREACHABLE",
    `The database at ${place} cannot be reached (${reason}): check DATABASE_URL, and that Postgres is running.`,
    error,
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "the host name could not be looked up",
  ETIMEDOUT: "it did not answer in time",
  EHOSTUNREACH: "there is no way to that host",
  ENETUNREACH: "there is no way to that network",
  ECONNRESET: "it closed the connection",
  "57P03": "it is still starting up",
  "53300": "it has no connection left",
};

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes("timeout")) return "it did not answer in time";
  return message.split("\n")[0]?.replace(/\.$/, "") || "no reason was given";
}
