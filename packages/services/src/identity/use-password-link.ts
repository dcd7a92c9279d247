import type { Prisma } from "@orrery/db";
import { hashPassword } from "better-auth/crypto";
import { isMadeByAnOwner } from "../member/is-made-by-an-owner.ts";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { tokenSha } from "../trigger/trigger-token.ts";
import { writeAudit } from "../write-audit.ts";
import { checkPassword } from "./check-password.ts";
import { forgetTries } from "./password-tries.ts";
import { setPassword } from "./set-password.ts";

/** Whose password a link sets. Throws `NOT_FOUND` for every link that is not good, whatever the reason. */
export async function readPasswordLink({
  services,
  input,
}: {
  readonly services: Pick<Services, "db">;
  readonly input: { readonly token: string };
}): Promise<{ readonly name: string; readonly email: string }> {
  const { user } = await findLink(services.db, input.token);
  return { name: user.name, email: user.email };
}

/**
 * Sets a new password by a link, which is good once, and ends all of that person's sessions. Nobody is signed in by it.
 * Throws `NOT_FOUND`, `INVALID` (`PASSWORD`).
 */
export async function usePasswordLink({
  services,
  input,
}: {
  readonly services: Pick<Services, "db" | "bus">;
  readonly input: { readonly token: string; readonly password: string };
}): Promise<{ readonly email: string }> {
  const { user, workspaceId } = await findLink(services.db, input.token);
  checkPassword(input.password, user);
  const hash = await hashPassword(input.password);
  await services.db.$transaction(async (tx) => {
    const { id } = await findLink(tx, input.token);
    const used = await tx.passwordLink.updateMany({ where: { id, usedAt: null }, data: { usedAt: new Date() } });
    if (used.count === 0) throw notGood();
    await setPassword(tx, user.id, hash);
    await tx.session.deleteMany({ where: { userId: user.id } });
    await forgetTries(tx, user.email);
    const actor = { kind: "user", userId: user.id, workspaceId } as const;
    await writeAudit(tx, { actor, verb: "person.password-by-link", subject: user.id });
  });
  await services.bus.publish("access", [`user:${user.id}`]);
  return { email: user.email };
}

async function findLink(db: Prisma.TransactionClient, token: string) {
  const link = await db.passwordLink.findUnique({ where: { tokenSha: tokenSha(token) } });
  if (link === null || link.usedAt !== null || link.expiresAt <= new Date()) throw notGood();
  if (!(await isMadeByAnOwner(db, link))) throw notGood();
  const user = await db.user.findUnique({ where: { id: link.userId } });
  if (user === null) throw notGood();
  return { ...link, user };
}

function notGood(): ServiceError {
  return new ServiceError("NOT_FOUND", "LINK", "This link is not good: it was used, it has run out, or it never was.");
}
