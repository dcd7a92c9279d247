import { lookup } from "node:dns/promises";

/** Every address of a name, as the operating system gives them. Numeric names give themselves. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** `localhost` and all names under it are this machine by RFC 6761 6.3, whatever a resolver would say of them. */
const ownNames = /(?:^|\.)localhost\.?$/i;

export const resolveHost: ResolveHost = async (host) => {
  if (ownNames.test(host)) return ["127.0.0.1", "::1"];
  return (await lookup(host, { all: true, order: "verbatim" })).map((found) => found.address);
};
