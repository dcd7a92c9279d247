import type { PrismaClient } from "@orrery/db";
import { createAuth } from "./create-auth.ts";
import { instanceSecret } from "./instance-secret.ts";

/** The person who owns a fresh installation, until accounts have e-mail addresses. */
const owner = { email: "owner@orrery.localhost", name: "Owner" };

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
  await auth.api.signInMagicLink({ body: owner, headers: new Headers() });
  const url = new URL("/sign-in", input.baseUrl);
  url.searchParams.set("token", minted);
  return { token: minted, url: url.toString() };
}
