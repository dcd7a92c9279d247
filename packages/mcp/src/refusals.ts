import { StepFailure } from "@orrery/node-kit";

/** A failure that another attempt would not mend. */
export function refused(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}

export function timedOut(host: string, ms: number): StepFailure {
  const message = `${host} did not answer within ${ms < 10_000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`}.`;
  return new StepFailure({ code: "MCP_TIMEOUT", message, class: "transient", details: { host } });
}

export function tooLarge(host: string): StepFailure {
  return new StepFailure({
    code: "MCP_TOO_LARGE",
    message: `${host} answered with more than 4 MB.`,
    class: "limit",
    details: { host },
  });
}

export function wantsSignIn(host: string): StepFailure {
  return refused(
    "MCP_SIGN_IN",
    `${host} wants somebody to sign in first, or does not take the credential. Look at it in Settings, under MCP servers.`,
  );
}

export function noMcp(host: string, what = "What it answers is not MCP."): StepFailure {
  return refused("MCP_PROTOCOL", `${host} could not be talked to. ${what}`);
}
