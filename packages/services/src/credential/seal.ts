import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** A key of AES-256 and the name under which sealed texts point to it. */
export interface SealingKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** What a sealed text belongs to: it opens only as this. */
export type SealedFor = readonly string[];

const version = "v1";

/** The public name of a key: the first half of a SHA-256 that says nothing of it. */
export function keyIdOf(bytes: Buffer): string {
  return createHash("sha256").update("orrery/key-id/v1\0").update(bytes).digest("hex").slice(0, 32);
}

/** AES-256-GCM (NIST SP 800-38D) with a fresh nonce: `v1.<key id>.<nonce>.<tag>.<text>`, base64url. */
export function seal(key: SealingKey, belongs: SealedFor, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce).setAAD(Buffer.from(JSON.stringify(belongs)));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [version, key.id, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(".");
}

/** Throws where it was sealed under another key, for something else, or was changed. */
export function unseal(key: SealingKey, belongs: SealedFor, sealed: string): string {
  const [found, keyId, ...parts] = sealed.split(".");
  if (found !== version || keyId !== key.id || parts.length !== 3)
    throw new Error("This was sealed under another key.");
  const [nonce, tag, text] = parts.map((part) => Buffer.from(part, "base64url"));
  if (nonce?.length !== 12 || tag?.length !== 16 || text === undefined) throw new Error("This is no sealed text.");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, nonce).setAAD(Buffer.from(JSON.stringify(belongs)));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}

/** The id of the key that a text was sealed under; null where it is no sealed text. */
export function sealedUnder(sealed: string): string | null {
  return sealed.split(".")[1] ?? null;
}
