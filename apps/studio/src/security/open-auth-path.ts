/** What of better-auth is open to the network: the one-time link, a password, the session, leaving. */
const open: readonly string[] = ["/magic-link/verify", "/sign-in/email", "/get-session", "/sign-out", "/error"];

/** Whether a path of `/api/auth` is answered. Everything else better-auth brings is as if it were not there. */
export function isOpenAuthPath(pathname: string): boolean {
  return open.some((path) => pathname === `/api/auth${path}`);
}
