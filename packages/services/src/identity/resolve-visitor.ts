import type { Auth } from "./create-auth.ts";

/** A person with a session, who may be a member of no workspace. */
export interface Visitor {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
}

/** Who is signed in by these headers; null for nobody. What they may is `resolveActor`'s to say. */
export async function resolveVisitor(auth: Auth, headers: Headers): Promise<Visitor | null> {
  const found = await auth.api.getSession({ headers });
  if (found === null) return null;
  const { user, session } = found;
  return { userId: user.id, sessionId: session.id, name: user.name, email: user.email };
}
