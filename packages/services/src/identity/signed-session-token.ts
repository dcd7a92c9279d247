import { parseCookies } from "better-auth/cookies";
import { constantTimeEqual, makeSignature } from "better-auth/crypto";
import type { Auth } from "./create-auth.ts";

/** The token of the session cookie in these headers where this installation has signed it; otherwise null. */
export async function signedSessionToken(auth: Auth, headers: Headers): Promise<string | null> {
  const { authCookies, secret } = await auth.$context;
  const value = parseCookies(headers.get("cookie") ?? "").get(authCookies.sessionToken.name);
  const dot = value?.lastIndexOf(".") ?? -1;
  if (value === undefined || dot < 1) return null;
  const token = value.slice(0, dot);
  return constantTimeEqual(value.slice(dot + 1), await makeSignature(token, secret)) ? token : null;
}
