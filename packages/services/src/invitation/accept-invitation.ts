import type { Prisma } from "@orrery/db";
import { hashPassword } from "better-auth/crypto";
import { checkPassword } from "../identity/check-password.ts";
import { takeTry } from "../identity/password-tries.ts";
import type { Visitor } from "../identity/resolve-visitor.ts";
import { setPassword } from "../identity/set-password.ts";
import { tooManyTries } from "../identity/too-many-tries.ts";
import { onUniqueEmail } from "../identity/unique-email.ts";
import { holdMembers } from "../member/lock-members.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { findInvitation, type GoodInvitation, notGood } from "./find-invitation.ts";

export interface NewPerson {
  readonly name: string;
  /** In lower case; of an invitation for one address, that address counts. */
  readonly email: string;
  readonly password: string;
}

/**
 * Joins by an invitation, which is good once: with a new account, or, without `person`, with the one that is signed in.
 * Somebody whose address has an account already signs in first: an invitation never changes a password.
 * Throws `NOT_FOUND` (not good), `UNAUTHENTICATED` (nobody is signed in), `FORBIDDEN` (`OTHER_ADDRESS`), `CONFLICT`
 * (`EMAIL_TAKEN`, `ALREADY_MEMBER`), `INVALID` (`PASSWORD`), `TOO_MANY_REQUESTS`.
 */
export async function acceptInvitation({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly token: string; readonly person?: NewPerson };
}): Promise<{ readonly email: string }> {
  const { db, bus } = ctx.services;
  const invitation = await findInvitation(db, input.token);
  const joined = input.person
    ? await joinAnew(ctx, input.token, invitation, input.person)
    : await joinSignedIn(ctx, input.token, invitation);
  await bus.publish("access", [`user:${joined.userId}`]);
  return { email: joined.email };
}

interface Joined {
  readonly userId: string;
  readonly email: string;
}

async function joinAnew(
  ctx: ServiceContext,
  token: string,
  invitation: GoodInvitation,
  person: NewPerson,
): Promise<Joined> {
  const { db } = ctx.services;
  // Who holds a link learns at most so often whether an address has an account.
  const wait = await takeTry(db, `invitation:${invitation.id}`);
  if (wait !== null) throw tooManyTries(wait);
  const { name } = person;
  const email = invitation.email ?? person.email;
  checkPassword(person.password, { email, name });
  const hash = await hashPassword(person.password);
  const userId = crypto.randomUUID();
  await onUniqueEmail(
    db.$transaction(async (tx) => {
      await takeInvitation(tx, token, userId);
      await tx.user.create({ data: { id: userId, name, email, emailVerified: true } });
      await setPassword(tx, userId, hash);
      await joinWorkspace(tx, invitation, { userId, name });
    }),
  );
  return { userId, email };
}

async function joinSignedIn(ctx: ServiceContext, token: string, invitation: GoodInvitation): Promise<Joined> {
  const visitor: Visitor | null = (await ctx.visitor?.()) ?? null;
  if (visitor === null) throw new ServiceError("UNAUTHENTICATED", "SIGN_IN", "Sign in first.");
  const { userId, name, email } = visitor;
  if (invitation.email !== null && invitation.email !== email) {
    const words = `This invitation is for ${invitation.email}; you are signed in as ${email}.`;
    throw new ServiceError("FORBIDDEN", "OTHER_ADDRESS", words);
  }
  await ctx.services.db.$transaction(async (tx) => {
    await takeInvitation(tx, token, userId);
    const { workspaceId } = invitation;
    const known = await tx.member.count({ where: { workspaceId, userId } });
    if (known > 0) throw new ServiceError("CONFLICT", "ALREADY_MEMBER", "You are a member of this workspace already.");
    await joinWorkspace(tx, invitation, { userId, name });
  });
  return { userId, email };
}

/** Of two that come at once, one gets it; and none after its maker was removed, revoked it, or lost the role. */
async function takeInvitation(tx: Prisma.TransactionClient, token: string, userId: string): Promise<void> {
  const { workspaceId } = await findInvitation(tx, token);
  await holdMembers(tx, workspaceId);
  const { id } = await findInvitation(tx, token);
  const taken = await tx.invitation.updateMany({
    where: { id, acceptedAt: null, revokedAt: null },
    data: { acceptedAt: new Date(), acceptedBy: userId },
  });
  if (taken.count === 0) throw notGood();
}

async function joinWorkspace(
  tx: Prisma.TransactionClient,
  { id, workspaceId, role }: GoodInvitation,
  { userId, name }: { readonly userId: string; readonly name: string },
): Promise<void> {
  await tx.member.create({ data: { workspaceId, userId, role } });
  const actor = { kind: "user", userId, workspaceId } as const;
  await writeAudit(tx, { actor, verb: "member.join", subject: userId, detail: { name, role, invitation: id } });
}
