/** Where a one-time token becomes a session: back to the studio on success, to the sign-in page when it is refused. */
export function verifyAddress(token: string): string {
  const query = new URLSearchParams({ token, callbackURL: "/", errorCallbackURL: "/sign-in" });
  return `/api/auth/magic-link/verify?${query}`;
}

/** The token in what a person pasted: the token itself, or the whole link that holds it. */
export function readToken(text: string): string {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed)) return trimmed;
  return URL.canParse(trimmed) ? (new URL(trimmed).searchParams.get("token") ?? "") : "";
}
