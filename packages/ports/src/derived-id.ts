import { sha256Hex } from "@orrery/plan";

/**
 * A UUIDv7 (RFC 9562) whose time is `at` (epoch ms) and whose other bits are a hash of `name`: whoever makes it for the same
 * moment and reason makes the same one, so that the database can refuse the second.
 */
export function derivedId(at: number, name: string): string {
  const time = Math.floor(at).toString(16).padStart(12, "0");
  const hash = sha256Hex(name);
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
