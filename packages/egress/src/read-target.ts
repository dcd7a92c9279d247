import { denied, invalidRequest } from "./egress-failure.ts";
import { canonicalHost, type HostEntry, listsHost, parseHostEntry } from "./host-list.ts";

/** What a step may reach: hosts as `host` or `host:port`, or `host:*` for any. */
export interface EgressGrant {
  readonly hosts: readonly string[];
  /** Whose limits hold; absent: those of the host. */
  readonly target?: string;
}

export interface Target {
  readonly url: URL;
  /** Canonical: lower case, punycode, no trailing dot, numeric spellings resolved. */
  readonly host: string;
  readonly port: number;
}

/**
 * Reads an address and holds it against the grant.
 * @throws StepFailure `EGRESS_REQUEST_INVALID` where it is no http(s) URL, `EGRESS_DENIED` where its host is not granted.
 */
export function readTarget(text: string, grant: EgressGrant): Target {
  const url = URL.parse(text);
  if (url === null) throw invalidRequest(`"${text.slice(0, 80)}" is not a web address. Begin it with https://.`);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw denied(`Only http and https addresses can be called, not ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw invalidRequest("An address may not carry a user name or password. Put them into a header.");
  }
  const host = canonicalHost(url.hostname);
  if (host === null || host === "") throw invalidRequest(`"${text.slice(0, 80)}" names no host.`);
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  requireGrant(host, port, grant);
  return { url, host, port };
}

/**
 * The one spelling of a host that is to be connected to, held against the grant.
 * @throws StepFailure `EGRESS_REQUEST_INVALID` where it is no host and port, `EGRESS_DENIED` where it is not granted.
 */
export function grantedHost(to: { readonly host: string; readonly port: number }, grant: EgressGrant): string {
  const host = canonicalHost(to.host);
  if (host === null || host === "" || !Number.isInteger(to.port) || to.port < 1 || to.port > 65_535) {
    throw invalidRequest(`"${to.host.slice(0, 80)}:${to.port}" is not a host and port.`);
  }
  requireGrant(host, to.port, grant);
  return host;
}

function requireGrant(host: string, port: number, grant: EgressGrant): void {
  if (grant.hosts.includes("host:*")) return;
  const entries = grant.hosts.map(parseHostEntry).filter((entry): entry is HostEntry => entry !== null);
  if (!listsHost(entries, host, port)) {
    throw denied(`This step may not call ${host}. It is allowed: ${grant.hosts.join(", ") || "no host"}.`, { host });
  }
}
