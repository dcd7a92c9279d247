import { isIP } from "node:net";
import { addressClass, canonicalAddress, isOwnAddress } from "./address-class.ts";
import { denied } from "./egress-failure.ts";
import { canonicalHost, type HostEntry, listsHost } from "./host-list.ts";
import type { ResolveHost } from "./resolve-host.ts";

/** A host and port that no step may reach, whatever the owner allows: Orrery's own servers and database. */
export interface RefusedEndpoint {
  readonly host: string;
  readonly port: number;
}

/** What the guard goes by. */
export interface GuardRules {
  readonly privateHosts: readonly HostEntry[];
  readonly refuse: readonly RefusedEndpoint[];
  readonly resolve: ResolveHost;
}

async function isRefused(rules: GuardRules, address: string, port: number): Promise<boolean> {
  for (const endpoint of rules.refuse) {
    if (endpoint.port !== port) continue;
    const host = canonicalHost(endpoint.host) ?? endpoint.host;
    const addresses = isIP(host) ? [host] : await rules.resolve(host).catch(() => []);
    if (addresses.some((own) => isOwnAddress(own)) && isOwnAddress(address)) return true;
    if (addresses.some((own) => canonicalAddress(own) === canonicalAddress(address))) return true;
  }
  return false;
}

/**
 * Decides about one address that a host gave. Public ones pass; private ones only where the owner allows the host by
 * name; link-local ones only where the owner wrote the very address; 0.0.0.0 and reserved ranges never.
 * @throws StepFailure `EGRESS_DENIED`
 */
export async function checkAddress(
  rules: GuardRules,
  target: { readonly host: string; readonly port: number; readonly address: string },
): Promise<void> {
  const { host, port, address } = target;
  const kind = addressClass(address);
  const listed = listsHost(rules.privateHosts, host, port);
  const allowed = kind === "public" || (listed && (kind === "private" || (kind === "metadata" && isIP(host) !== 0)));
  if (!allowed) {
    const where = host === address ? host : `${host} (${address})`;
    throw denied(
      kind === "private"
        ? `${where} is not a public address. The owner of this installation can allow it with ORRERY_ALLOW_PRIVATE_HOSTS.`
        : `${where} is not an address on the internet.`,
      { host, address },
    );
  }
  if (rules.refuse.length > 0 && (await isRefused(rules, address, port))) {
    throw denied(`${host}:${port} belongs to Orrery itself. Steps may not call it.`, { host, address });
  }
}
