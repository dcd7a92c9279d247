import type { OAuthTokens } from "@modelcontextprotocol/client";
import type { ToolSignIn } from "@orrery/ports";

/** A token is renewed so long before its end. */
const earlyMs = 30_000;

/** Whether the token should be renewed before it is sent. */
export function isOver(signIn: ToolSignIn, now: number): boolean {
  return signIn.expiresAt !== undefined && signIn.expiresAt - earlyMs <= now;
}

export function accessToken(signIn: ToolSignIn): string | null {
  return signIn.tokens === undefined ? null : readTokens(signIn.tokens).access_token;
}

/** They came from the server that signs in, and we sealed them. */
function readTokens(text: string): OAuthTokens {
  return JSON.parse(text) as OAuthTokens;
}
