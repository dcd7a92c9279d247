import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * The token of a step that waits for a call: the run and the step in plain sight, and an HMAC-SHA-256 over them under the
 * instance's secret. `<run id without dashes>.<step key, base64url>.<mac, base64url>`.
 */
export function signalToken(secret: string, { runId, stepKey }: SignalPlace): string {
  const named = `${runId.replaceAll("-", "")}.${Buffer.from(stepKey).toString("base64url")}`;
  return `${named}.${macOf(secret, named).toString("base64url")}`;
}

export interface SignalPlace {
  readonly runId: string;
  readonly stepKey: string;
}

/** Which step a token means; null where it was not made under this secret. Compared in constant time. */
export function readSignalToken(secret: string, token: string): SignalPlace | null {
  const match = /^([0-9a-f]{32})\.([A-Za-z0-9_-]{1,1400})\.([A-Za-z0-9_-]{43})$/.exec(token);
  const [, run, step, given] = match ?? [];
  if (run === undefined || step === undefined || given === undefined) return null;
  const mac = macOf(secret, `${run}.${step}`);
  const sent = Buffer.from(given, "base64url");
  if (sent.length !== mac.length || !timingSafeEqual(sent, mac)) return null;
  const runId = [run.slice(0, 8), run.slice(8, 12), run.slice(12, 16), run.slice(16, 20), run.slice(20)].join("-");
  return { runId, stepKey: Buffer.from(step, "base64url").toString("utf8") };
}

function macOf(secret: string, named: string): Buffer {
  return createHmac("sha256", secret).update(`orrery/signal/v1 ${named}`).digest();
}
