import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for an address, base64url. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A key as Standard Webhooks writes it. */
export function newSigningKey(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** Under this a token stands in the database. */
export function tokenSha(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
