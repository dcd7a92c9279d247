import { type StepError, StepFailure } from "@orrery/node-kit";

/** How far a message had come: the server may have taken it once its text was on the way. */
export type MailPhase = "open" | "login" | "envelope" | "text";

interface SmtpError extends Error {
  readonly code?: unknown;
  /** Of the server's reply; below 500 it may be tried again (RFC 5321 §4.2.1). */
  readonly responseCode?: unknown;
  readonly response?: unknown;
  /** What was asked when it happened. */
  readonly command?: unknown;
}

function kindOf(error: SmtpError, phase: MailPhase): Pick<StepError, "code" | "class"> {
  const { code, responseCode, command } = error;
  // nodemailer puts its own code in place of that of the socket, so that a certificate is known by its words alone.
  if (code === "ETLS" || command === "STARTTLS" || /certificate/i.test(error.message)) {
    return { code: "MAIL_TLS", class: "permanent" };
  }
  const reply = typeof responseCode === "number" ? responseCode : null;
  if (reply !== null && reply >= 400 && reply < 500) return { code: "MAIL_DEFERRED", class: "transient" };
  if (code === "EAUTH") return { code: "MAIL_REFUSED", class: "permanent" };
  if (reply !== null) return { code: "MAIL_REJECTED", class: "permanent" };
  if (phase === "text") return { code: "MAIL_UNCERTAIN", class: "permanent" };
  if (code === "EENVELOPE" || code === "EMESSAGE") return { code: "MAIL_REJECTED", class: "permanent" };
  return { code: "MAIL_UNAVAILABLE", class: "transient" };
}

const words: Readonly<Record<string, string>> = {
  MAIL_DEFERRED: "does not take the message now",
  MAIL_REFUSED: "refused the user or the password",
  MAIL_REJECTED: "refused the message",
  MAIL_UNCERTAIN: "went away while it took the message: it may have been sent",
  MAIL_TLS: "cannot be spoken to securely",
  MAIL_UNAVAILABLE: "could not be spoken to",
};

/** Whatever went wrong with a message, as a step's failure. */
export function mailFailure(cause: unknown, host: string, phase: MailPhase): StepFailure {
  if (cause instanceof StepFailure) return cause;
  const error: SmtpError = cause instanceof Error ? cause : new Error(String(cause));
  const kind = kindOf(error, phase);
  const said = typeof error.response === "string" ? error.response : error.message;
  return new StepFailure({
    ...kind,
    message: `${host} ${words[kind.code] ?? "failed"}: ${said.slice(0, 500)}`,
    details: { host, ...(typeof error.responseCode === "number" && { reply: error.responseCode }) },
  });
}
