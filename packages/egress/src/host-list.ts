/** One entry of a list of hosts. Without a port it stands for all of them. */
export interface HostEntry {
  readonly host: string;
  readonly port: number | null;
}

/** The one spelling of a host: lower case, no brackets, no trailing dot, IDN as punycode; null where it is none. */
export function canonicalHost(host: string): string | null {
  const bracketed = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const url = URL.parse(`http://${bracketed}/`);
  if (url === null || url.username !== "" || url.pathname !== "/" || url.search !== "") return null;
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

/** Reads `host` or `host:port` (IPv6 in brackets where it has a port); null where it is neither. */
export function parseHostEntry(text: string): HostEntry | null {
  const trimmed = text.trim();
  const match = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(trimmed);
  const host = canonicalHost(match?.[1] ?? trimmed);
  if (host === null || host === "") return null;
  const port = match?.[2] === undefined ? null : Number(match[2]);
  if (port !== null && (port < 1 || port > 65535)) return null;
  return { host, port };
}

/**
 * Reads the owner's list of allowed private hosts (`ORRERY_ALLOW_PRIVATE_HOSTS`): entries `host` or `host:port`,
 * separated by commas or spaces.
 * @throws Error naming the entry that is neither.
 */
export function parseHostList(text: string | undefined): readonly string[] {
  const entries = (text ?? "").split(/[\s,]+/).filter((entry) => entry !== "");
  for (const entry of entries) {
    if (parseHostEntry(entry) === null) throw new Error(`"${entry}" is not a host or host:port.`);
  }
  return entries;
}

/** True where one of the hosts (`host` or `host:port`) is that of the address. */
export function coversAddress(hosts: readonly string[], address: string): boolean {
  const url = URL.parse(address);
  const host = url === null ? null : canonicalHost(url.hostname);
  if (url === null || host === null) return false;
  const entries = hosts.map(parseHostEntry).filter((entry): entry is HostEntry => entry !== null);
  return listsHost(entries, host, Number(url.port || (url.protocol === "https:" ? 443 : 80)));
}

/** True where one of the entries stands for this host (in its canonical spelling) and port. */
export function listsHost(entries: readonly HostEntry[], host: string, port: number): boolean {
  return entries.some((entry) => entry.host === host && (entry.port === null || entry.port === port));
}
