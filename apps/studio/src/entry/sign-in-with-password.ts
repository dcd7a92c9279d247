export type SignInEnd = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Signs in; the session is in a cookie that pages cannot read. Says in words why not. */
export async function signInWithPassword(email: string, password: string): Promise<SignInEnd> {
  const response = await fetch("/api/auth/sign-in/email", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  }).catch(() => null);
  if (response === null) return refused("Orrery does not answer. Check that it is still running, then try again.");
  if (response.ok) return { ok: true };
  if (response.status === 429)
    return refused((await messageOf(response)) ?? "Too many tries. Wait a while, then try again.");
  if (response.status === 503) return refused("The database does not answer. Wait a moment, then try again.");
  if (response.status >= 500) return refused("Something went wrong on our side. Try again.");
  return refused("The address or the password is wrong.");
}

function refused(message: string): SignInEnd {
  return { ok: false, message };
}

async function messageOf(response: Response): Promise<string | null> {
  const body: unknown = await response.json().catch(() => null);
  const message = typeof body === "object" && body !== null && "message" in body ? body.message : null;
  return typeof message === "string" && /Wait/.test(message) ? message : null;
}
