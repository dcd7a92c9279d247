import type { PrismaClient } from "@orrery/db";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { magicLink } from "better-auth/plugins/magic-link";

export interface AuthOptions {
  readonly db: PrismaClient;
  readonly secret: string;
  /** Where people reach the studio, e.g. `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  /** Receives a minted token; only the process that mints has it. */
  readonly onToken?: (token: string) => void;
  readonly token?: string;
}

/** A sign-in link is good for an hour and for one use. */
const linkSeconds = 3600;

/**
 * Sessions by better-auth. The link endpoint is closed to the network: links are minted by the operator's own process
 * (`mintSignInLink`), and opening one signs its person in.
 */
export function createAuth(options: AuthOptions) {
  const base = new URL(options.baseUrl);
  const port = base.port === "" ? "" : `:${base.port}`;
  return betterAuth({
    database: prismaAdapter(options.db, { provider: "postgresql" }),
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: "/api/auth",
    telemetry: { enabled: false },
    trustedOrigins: [options.baseUrl, `${base.protocol}//localhost${port}`, `${base.protocol}//127.0.0.1${port}`],
    emailAndPassword: { enabled: false },
    disabledPaths: ["/sign-in/magic-link"],
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24 },
    // A session and its person in one query: every request waits for it.
    advanced: { database: { generateId: () => crypto.randomUUID(), joins: true } },
    plugins: [
      magicLink({
        expiresIn: linkSeconds,
        // Five a minute, the default, lets any page lock the owner out; even the shortest token outlasts this.
        rateLimit: { window: 60, max: 100 },
        storeToken: "hashed",
        ...(options.token === undefined ? {} : { generateToken: () => options.token ?? "" }),
        sendMagicLink: ({ token }) => options.onToken?.(token),
      }),
    ],
    databaseHooks: {
      user: {
        create: {
          after: async (user) => {
            const members = await options.db.member.count({ where: { workspaceId: "default" } });
            if (members === 0) {
              await options.db.member.create({ data: { workspaceId: "default", userId: user.id, role: "owner" } });
            }
          },
        },
      },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
