import { type StepError, StepFailure } from "@orrery/node-kit";
import { DatabaseError } from "pg";

/** What a database said no to, by its SQLSTATE (PostgreSQL, appendix A). What was begun has been rolled back. */
function ofState(state: string): Pick<StepError, "code" | "class"> {
  if (state === "57014") return { code: "SQL_TIMEOUT", class: "transient" };
  if (state === "25006") return { code: "SQL_READ_ONLY", class: "permanent" };
  if (state.startsWith("40")) return { code: "SQL_CONFLICT", class: "transient" };
  if (/^(53|57P|08(?!P01)|55P03)/.test(state)) return { code: "SQL_UNAVAILABLE", class: "transient" };
  if (/^(28|3D|42501)/.test(state)) return { code: "SQL_REFUSED", class: "permanent" };
  return { code: "SQL_FAILED", class: "permanent" };
}

/** Whatever went wrong with a statement, as a step's failure. `phase` is how far it had come. */
export function sqlFailure(
  cause: unknown,
  {
    host,
    phase,
    signal,
  }: { readonly host: string; readonly phase: "open" | "run" | "commit"; readonly signal: AbortSignal },
): StepFailure {
  if (cause instanceof StepFailure) return cause;
  if (cause instanceof DatabaseError) {
    const { message, code: state = "", detail, hint, position } = cause;
    const said = Object.entries({ state, detail, hint, position }).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
    );
    return new StepFailure({ ...ofState(state), message: `${host}: ${message}.`, details: Object.fromEntries(said) });
  }
  if (phase === "commit") {
    const message = `The connection to ${host} was lost while it made the change permanent: it may have happened.`;
    return new StepFailure({ code: "SQL_UNCERTAIN", message, class: "permanent" });
  }
  if (signal.aborted) {
    return new StepFailure({ code: "SQL_STOPPED", message: "The statement was stopped.", class: "permanent" });
  }
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const isTrust = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_TLS_|^ERR_SSL_/.test(code);
  return new StepFailure({
    code: isTrust ? "SQL_TLS" : "SQL_UNAVAILABLE",
    message: isTrust
      ? `The certificate of ${host} is not trusted (${code}).`
      : `The connection to ${host} was lost${code === "" ? "" : ` (${code})`}.`,
    class: isTrust ? "permanent" : "transient",
  });
}
