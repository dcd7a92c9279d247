import type { PrismaClient } from "@orrery/db";
import type { Actor, Role } from "../actor.ts";
import type { Auth } from "./create-auth.ts";

const roles = new Set<string>(["owner", "editor", "viewer"]);

function isRole(text: string): text is Role {
  return roles.has(text);
}

/**
 * Who a request comes from, by its session alone; null without one or without a membership. The membership is looked up
 * while better-auth still checks the session (a click on Run waits for both), and counts only once that has said whose
 * session it is.
 */
export async function resolveActor(auth: Auth, db: PrismaClient, headers: Headers): Promise<Actor | null> {
  const token = sessionToken(headers);
  if (token === null) return null;
  const [session, members] = await Promise.all([
    auth.api.getSession({ headers }),
    db.member.findMany({ where: { user: { sessions: { some: { token } } } }, orderBy: { createdAt: "asc" } }),
  ]);
  const member = members.find((one) => one.userId === session?.user.id);
  if (session === null || member === undefined || !isRole(member.role)) return null;
  return {
    kind: "user",
    userId: session.user.id,
    name: session.user.name,
    workspaceId: member.workspaceId,
    role: member.role,
  };
}

/** The part of the session cookie before its signature; not to be believed by itself. */
function sessionToken(headers: Headers): string | null {
  const match = /(?:^|;\s*)(?:__Secure-)?better-auth\.session_token=([^;.]{1,200})/.exec(headers.get("cookie") ?? "");
  return match?.[1] ?? null;
}
