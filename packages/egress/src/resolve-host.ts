import { lookup } from "node:dns/promises";

/** Every address of a name, as the operating system gives them. Numeric names give themselves. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

export const resolveHost: ResolveHost = async (host) =>
  (await lookup(host, { all: true, order: "verbatim" })).map((found) => found.address);
