import { isIP } from "node:net";
import { buildConnector } from "undici";
import type { GuardRules } from "./check-address.ts";
import { checkedAddresses } from "./checked-addresses.ts";
import { canonicalHost } from "./host-list.ts";

function connectTo(
  connector: buildConnector.connector,
  options: buildConnector.Options,
): Promise<Parameters<buildConnector.Callback>> {
  return new Promise((settle) => connector(options, (...result) => settle(result)));
}

/** A connector for undici that connects to an address that it has checked. */
export function guardedConnect(rules: GuardRules, timeoutMs: number): buildConnector.connector {
  const connector = buildConnector({ timeout: timeoutMs, allowH2: false });

  async function connect(options: buildConnector.Options): Promise<Parameters<buildConnector.Callback>> {
    const host = canonicalHost(options.hostname) ?? options.hostname;
    const port = Number(options.port || (options.protocol === "https:" ? 443 : 80));
    const addresses = await checkedAddresses(rules, host, port);
    let result: Parameters<buildConnector.Callback> = [new Error("No address"), null];
    for (const address of addresses) {
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
