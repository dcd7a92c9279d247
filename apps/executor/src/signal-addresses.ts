import { signalToken } from "@orrery/services/triggers";

/** Where steps that wait for a call are called: `ORRERY_EXECUTOR_URL`, or this machine's executor. */
export function signalAddresses(env: Readonly<Record<string, string | undefined>>, secret: () => Promise<string>) {
  const base = env.ORRERY_EXECUTOR_URL || `http://127.0.0.1:${env.EXECUTOR_PORT || "4000"}`;
  return (place: { readonly runId: string; readonly stepKey: string }): Promise<string> =>
    secret().then((known) => `${base}/signals/${signalToken(known, place)}`);
}
