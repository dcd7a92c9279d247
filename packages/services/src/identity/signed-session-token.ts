import { parseCookies } from "better-auth/cookies";
import { constantTimeEqual, makeSignature } from "better-auth/crypto";
import type { Auth } from "./create-auth.ts";

const valuesKept = 1_000;

/** Cookie values whose signature was found to hold, by installation. What they say never changes; whether it counts is the session's affair. */
const verified = new WeakMap<Auth, Set<string>>();

/** The token of the session cookie in these headers where this installation has signed it; otherwise null. */
export async function signedSessionToken(auth: Auth, headers: Headers): Promise<string | null> {
  const { authCookies, secret } = await auth.$context;
  const value = parseCookies(headers.get("cookie") ?? "").get(authCookies.sessionToken.name);
  const dot = value?.lastIndexOf(".") ?? -1;
  if (value === undefined || dot < 1) return null;
  const token = value.slice(0, dot);
  const known = verified.get(auth) ?? new Set();
  verified.set(auth, known);
  if (known.has(value)) return token;
  if (!constantTimeEqual(value.slice(dot + 1), await makeSignature(token, secret))) return null;
  known.add(value);
  for (const oldest of known) {
    if (known.size <= valuesKept) break;
    known.delete(oldest);
  }
  return token;
}
