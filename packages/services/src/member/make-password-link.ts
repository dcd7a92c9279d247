import { v7 as uuidv7 } from "uuid";
import { type Actor, actorName, requirePermission } from "../actor.ts";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { newToken, tokenSha } from "../trigger/trigger-token.ts";
import { writeAudit } from "../write-audit.ts";
import { findMember } from "./find-member.ts";
import { lockMembers } from "./lock-members.ts";

const goodForMs = 24 * 3_600_000;

/**
 * A link by which a member sets a new password, once, within a day; every older one of theirs ends. The token is told here
 * once. A person of several workspaces gets one from the operator only: no owner becomes them elsewhere. Throws `NOT_FOUND`,
 * `FORBIDDEN` (`ELSEWHERE`).
 */
export async function makePasswordLink({
  ctx,
  input,
}: {
  readonly ctx: { readonly actor: Actor | null; readonly services: Pick<Services, "db"> };
  readonly input: { readonly userId: string };
}): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const actor = requirePermission(ctx.actor, "member.manage");
  const { workspaceId } = actor;
  const { userId } = input;
  const token = newToken();
  const expiresAt = new Date(Date.now() + goodForMs);
  await ctx.services.db.$transaction(async (tx) => {
    await lockMembers(tx, actor);
    const { user } = await findMember(tx, workspaceId, userId);
    const elsewhere = await tx.member.count({ where: { userId, workspaceId: { not: workspaceId } } });
    if (elsewhere > 0 && actor.kind !== "local") {
      const words =
        "This person belongs to another workspace as well. Whoever runs this installation can make the link.";
      throw new ServiceError("FORBIDDEN", "ELSEWHERE", words);
    }
    await tx.passwordLink.updateMany({ where: { userId, usedAt: null }, data: { usedAt: new Date() } });
    await tx.passwordLink.create({
      data: {
        id: uuidv7(),
        workspaceId,
        userId,
        tokenSha: tokenSha(token),
        createdBy: actorName(actor),
        expiresAt,
      },
    });
    await writeAudit(tx, { actor, verb: "member.password-link", subject: userId, detail: { name: user.name } });
  });
  return { token, expiresAt: expiresAt.getTime() };
}
