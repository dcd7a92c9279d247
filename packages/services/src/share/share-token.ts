import { randomBytes } from "node:crypto";

/** 128 random bits for the address of a shared page, base64url. */
export function newShareToken(): string {
  return randomBytes(16).toString("base64url");
}

const form = /^[A-Za-z0-9_-]{22}$/;

/** Whether a text could be such a token; what could not is never looked up. */
export function isShareToken(text: string): boolean {
  return form.test(text);
}
