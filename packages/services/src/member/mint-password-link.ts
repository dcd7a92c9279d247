import type { PrismaClient } from "@orrery/db";
import { makePasswordLink } from "./make-password-link.ts";

/**
 * What the operator's own process makes for somebody who cannot sign in: an address that sets their password, once, within a
 * day. Null where nobody of the first workspace has this e-mail address.
 */
export async function mintPasswordLink(input: {
  readonly db: PrismaClient;
  readonly baseUrl: string;
  readonly email: string;
}): Promise<string | null> {
  const { db, baseUrl } = input;
  const workspaceId = "default";
  const email = input.email.trim().toLowerCase();
  const member = await db.member.findFirst({ where: { workspaceId, user: { email } } });
  if (member === null) return null;
  const actor = { kind: "local", workspaceId, role: "owner" } as const;
  const { token } = await makePasswordLink({ ctx: { actor, services: { db } }, input: { userId: member.userId } });
  const url = new URL("/password", baseUrl);
  url.searchParams.set("token", token);
  return url.toString();
}
