import { isIP } from "node:net";
import { buildConnector } from "undici";
import { checkAddress, type GuardRules } from "./check-address.ts";
import { canonicalHost } from "./host-list.ts";

/** How many addresses of one name are tried before giving up. */
const maxTries = 3;

function connectTo(
  connector: buildConnector.connector,
  options: buildConnector.Options,
): Promise<Parameters<buildConnector.Callback>> {
  return new Promise((settle) => connector(options, (...result) => settle(result)));
}

/**
 * A connector for undici that looks the host up itself, refuses it when any of its addresses is not allowed, and
 * connects to an address it has checked. A guard in DNS lookup alone would never see numeric hosts, and checking before
 * connecting by name would let the name change its mind in between.
 */
export function guardedConnect(rules: GuardRules, timeoutMs: number): buildConnector.connector {
  const connector = buildConnector({ timeout: timeoutMs, allowH2: false });

  async function connect(options: buildConnector.Options): Promise<Parameters<buildConnector.Callback>> {
    const host = canonicalHost(options.hostname) ?? options.hostname;
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    const addresses = isIP(host) ? [host] : await rules.resolve(host);
    if (addresses.length === 0) throw Object.assign(new Error("No address"), { code: "ENOTFOUND" });
    for (const address of addresses) await checkAddress(rules, { host, port, address });
    let result: Parameters<buildConnector.Callback> = [new Error("No address"), null];
    for (const address of addresses.slice(0, maxTries)) {
      const named = options.protocol === "https:" && !isIP(host) ? { servername: host } : {};
      result = await connectTo(connector, { ...options, ...named, hostname: address });
      if (result[0] === null) return result;
    }
    return result;
  }

  return (options, callback) => {
    connect(options).then(
      (result) => callback(...result),
      (cause: unknown) => callback(cause instanceof Error ? cause : new Error(String(cause)), null),
    );
  };
}
