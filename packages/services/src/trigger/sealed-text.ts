import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** AES-256-GCM under a key that comes of the instance's secret (HKDF-SHA-256, RFC 5869): `<nonce>.<tag>.<text>`, base64url. */
export function sealText(secret: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url")).join(".");
}

/** Throws where the text was sealed under another secret, or changed. */
export function openSealedText(secret: string, sealed: string): string {
  const [nonce, tag, text] = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
  if (nonce === undefined || tag?.length !== 16 || text === undefined) throw new Error("This is no sealed text.");
  const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), nonce);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
}

const keys = new Map<string, Buffer>();

function keyOf(secret: string): Buffer {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const key = Buffer.from(hkdfSync("sha256", secret, "", "orrery/trigger-secrets/v1", 32));
  keys.set(secret, key);
  return key;
}
