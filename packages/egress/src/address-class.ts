import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";

/**
 * What an address is for the guard. `public`: reachable on the internet. `private`: this machine, a network
 * beside it, or a range that a proxy beside it may use (reserved for tests and documents).
 * `metadata`: link-local, where clouds keep the credentials of their machines. `never`: no host at all.
 */
export type AddressClass = "public" | "private" | "metadata" | "never";

const privateRanges = new Set([
  "loopback",
  "private",
  "uniqueLocal",
  "carrierGradeNat",
  "deprecatedSiteLocal",
  "reserved",
]);
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = address.replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return null;
  return ipaddr.process(bare);
}

/** Classifies one numeric address (IPv4, or IPv6 with IPv4-mapped ones read as IPv4). Anything unknown is `never`. */
export function addressClass(address: string): AddressClass {
  const parsed = parse(address);
  if (parsed === null) return "never";
  const range = parsed.range();
  if (range === "linkLocal") return "metadata";
  if (privateRanges.has(range)) return "private";
  if (range !== "unicast") return "never";
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(globalUnicast)) return "never";
  return "public";
}

/** The one spelling of a numeric address, so that two can be compared; null where it is no address. */
export function canonicalAddress(address: string): string | null {
  return parse(address)?.toNormalizedString() ?? null;
}

/** True for the addresses of this machine: loopback and those of its network cards. */
export function isOwnAddress(address: string): boolean {
  const parsed = parse(address);
  if (parsed === null) return false;
  if (parsed.range() === "loopback" || parsed.range() === "unspecified") return true;
  const wanted = parsed.toNormalizedString();
  return Object.values(networkInterfaces()).some((cards) =>
    cards?.some((card) => canonicalAddress(card.address) === wanted),
  );
}
