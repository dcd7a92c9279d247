import type { PrismaClient } from "@orrery/db";
import type { Actor, Role } from "../actor.ts";
import type { Auth } from "./create-auth.ts";

const roles = new Set<string>(["owner", "editor", "viewer"]);

function isRole(text: string): text is Role {
  return roles.has(text);
}

/** Who a request comes from, by its session alone; null without one or without a membership. */
export async function resolveActor(auth: Auth, db: PrismaClient, headers: Headers): Promise<Actor | null> {
  const session = await auth.api.getSession({ headers });
  if (session === null) return null;
  const member = await db.member.findFirst({ where: { userId: session.user.id }, orderBy: { createdAt: "asc" } });
  if (member === null || !isRole(member.role)) return null;
  return {
    kind: "user",
    userId: session.user.id,
    name: session.user.name,
    workspaceId: member.workspaceId,
    role: member.role,
  };
}
