import type { Prisma } from "@orrery/db";
import { type Actor, refusedRole } from "../actor.ts";
import { isRole } from "../permission-table.ts";
import { ServiceError } from "../service-error.ts";

/**
 * Holds the members of a workspace still until the transaction ends, so that two owners cannot remove each other at once,
 * and asks again whether the actor is an owner: their role may have changed since the call came.
 */
export async function lockMembers(tx: Prisma.TransactionClient, actor: Actor): Promise<void> {
  await holdMembers(tx, actor.workspaceId);
  if (actor.kind !== "user") return;
  const { workspaceId, userId } = actor;
  const member = await tx.member.findUnique({ where: { workspaceId_userId: { workspaceId, userId } } });
  if (member === null) throw new ServiceError("UNAUTHENTICATED", "SIGN_IN", "You are no member of this workspace.");
  if (member.role !== "owner") throw refusedRole(isRole(member.role) ? member.role : "viewer");
}

/** Runs and other rows of the workspace may be written meanwhile: they only need its key. */
export async function holdMembers(tx: Prisma.TransactionClient, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId} FOR NO KEY UPDATE`;
}
