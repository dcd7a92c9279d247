import { isIP } from "node:net";
import { checkAddress, type GuardRules } from "./check-address.ts";

/** How many addresses of one name are tried before giving up. */
const maxTries = 3;

/**
 * The addresses of a host, looked up here, that may be connected to; a host one of whose addresses is refused is refused as
 * a whole. A guard in DNS lookup alone would never see numeric hosts, and checking before connecting by name would let the
 * name change its mind in between.
 * @throws StepFailure `EGRESS_DENIED`, or an Error with the code of the lookup
 */
export async function checkedAddresses(rules: GuardRules, host: string, port: number): Promise<readonly string[]> {
  const addresses = isIP(host) ? [host] : await rules.resolve(host);
  if (addresses.length === 0) throw Object.assign(new Error("No address"), { code: "ENOTFOUND" });
  for (const address of addresses) await checkAddress(rules, { host, port, address });
  return addresses.slice(0, maxTries);
}
