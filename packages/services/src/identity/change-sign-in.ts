import { hashPassword, verifyPassword } from "better-auth/crypto";
import { requirePerson } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { checkPassword } from "./check-password.ts";
import { forgetTries, takeTry } from "./password-tries.ts";
import { setPassword } from "./set-password.ts";
import { tooManyTries } from "./too-many-tries.ts";
import { onUniqueEmail } from "./unique-email.ts";

export interface SignInChange {
  /** In lower case. */
  readonly email?: string;
  readonly password?: string;
  /** Needed where there is a password already. */
  readonly currentPassword?: string;
}

/**
 * Changes the address and the password that one signs in with. A new password ends every other session.
 * Throws `FORBIDDEN` (`CURRENT_PASSWORD`), `INVALID` (`PASSWORD`), `CONFLICT` (`EMAIL_TAKEN`), `TOO_MANY_REQUESTS`.
 */
export async function changeSignIn({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: SignInChange;
}): Promise<void> {
  const actor = requirePerson(ctx.actor);
  const { db, bus } = ctx.services;
  const user = await db.user.findUniqueOrThrow({ where: { id: actor.userId } });
  const present = await db.account.findFirst({ where: { userId: actor.userId, providerId: "credential" } });
  if (present?.password != null) await prove(ctx, user.id, present.password, input.currentPassword ?? "");
  const { email, password } = input;
  if (password !== undefined) checkPassword(password, { email: email ?? user.email, name: user.name });
  const hash = password === undefined ? null : await hashPassword(password);
  await onUniqueEmail(
    db.$transaction(async (tx) => {
      if (email !== undefined && email !== user.email) {
        await tx.user.update({ where: { id: user.id }, data: { email, emailVerified: true } });
        await writeAudit(tx, { actor, verb: "person.email", subject: user.id, detail: { to: email } });
      }
      if (hash === null) return;
      await setPassword(tx, user.id, hash);
      await tx.session.deleteMany({ where: { userId: user.id, id: { not: actor.sessionId } } });
      await writeAudit(tx, { actor, verb: "person.password", subject: user.id });
    }),
  );
  if (hash !== null) await bus.publish("access", [`user:${user.id}`]);
}

async function prove(ctx: ServiceContext, userId: string, hash: string, password: string): Promise<void> {
  const subject = `account:${userId}`;
  const wait = await takeTry(ctx.services.db, subject);
  if (wait !== null) throw tooManyTries(wait);
  if (!(await verifyPassword({ hash, password }))) {
    throw new ServiceError("FORBIDDEN", "CURRENT_PASSWORD", "Your present password is another one.");
  }
  await forgetTries(ctx.services.db, subject);
}
