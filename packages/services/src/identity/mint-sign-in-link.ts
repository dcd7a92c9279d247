import type { PrismaClient } from "@orrery/db";
import { createAuth } from "./create-auth.ts";
import { noAddress } from "./get-account.ts";
import { instanceSecret } from "./instance-secret.ts";

/** Who owns a fresh installation, until they give their address. */
const firstOwner = { email: `owner${noAddress}`, name: "Owner" };

export interface SignInLink {
  readonly token: string;
  /** Opening it in a browser signs the owner in, once, within an hour. */
  readonly url: string;
}

/**
 * Makes a one-time sign-in link for the owner and ends every older one. Only its hash is stored. `token` presets it, for
 * automation: it is good again after each start.
 */
export async function mintSignInLink(input: {
  readonly db: PrismaClient;
  readonly baseUrl: string;
  readonly token?: string;
}): Promise<SignInLink> {
  await input.db.verification.deleteMany({ where: { identifier: { startsWith: "magic-link:" } } });
  let minted = "";
  const auth = createAuth({
    db: input.db,
    secret: await instanceSecret(input.db),
    baseUrl: input.baseUrl,
    onToken: (token) => {
      minted = token;
    },
    ...(input.token === undefined ? {} : { token: input.token }),
  });
  await auth.api.signInMagicLink({ body: await longestOwner(input.db), headers: new Headers() });
  const url = new URL("/sign-in", input.baseUrl);
  url.searchParams.set("token", minted);
  return { token: minted, url: url.toString() };
}

/** The owner of the first workspace who joined first; in a fresh installation, who the link will make. */
async function longestOwner(db: PrismaClient): Promise<{ readonly email: string; readonly name: string }> {
  const member = await db.member.findFirst({
    where: { workspaceId: "default", role: "owner" },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    include: { user: true },
  });
  return member === null ? firstOwner : { email: member.user.email, name: member.user.name };
}
