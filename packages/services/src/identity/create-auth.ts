import type { PrismaClient } from "@orrery/db";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { magicLink } from "better-auth/plugins/magic-link";
import { longestPassword } from "./check-password.ts";
import { forgetTries, takeTry } from "./password-tries.ts";
import { tooManyTries } from "./too-many-tries.ts";
import { writeSignIn } from "./write-sign-in.ts";

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
const passwordPath = "/sign-in/email";
/**
 * By network address, which a caller can make up and people behind one proxy share: only against floods. What keeps
 * guesses few is the count for each account (`takeTry`).
 */
const manyAMinute = { window: 60, max: 100 };

/**
 * Sessions by better-auth: by a one-time link, or by address and password. The link endpoint is closed to the network:
 * links are minted by the operator's own process (`mintSignInLink`), and opening one signs its person in. Nobody makes
 * themselves an account: they come by invitation. Passwords are hashed by scrypt, and an unknown address costs as much time
 * and is told in the same words as a wrong password.
 */
export function createAuth(options: AuthOptions) {
  const { db } = options;
  const base = new URL(options.baseUrl);
  const port = base.port === "" ? "" : `:${base.port}`;
  return betterAuth({
    database: prismaAdapter(db, { provider: "postgresql" }),
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: "/api/auth",
    telemetry: { enabled: false },
    trustedOrigins: [options.baseUrl, `${base.protocol}//localhost${port}`, `${base.protocol}//127.0.0.1${port}`],
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength: longestPassword },
    disabledPaths: ["/sign-in/magic-link", "/sign-up/email"],
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24 },
    // A session and its person in one query: every request waits for it.
    advanced: { database: { generateId: () => crypto.randomUUID(), joins: true } },
    rateLimit: { customRules: { [passwordPath]: manyAMinute } },
    // A wrong password is no news; what failed on our side is.
    logger: { log: (level, message, ...more) => level === "error" && console.error(message, ...more) },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        const email: unknown = ctx.path === passwordPath ? ctx.body?.email : undefined;
        if (typeof email !== "string") return;
        const wait = await takeTry(db, email);
        if (wait === null) return;
        const { message, reason: code } = tooManyTries(wait);
        throw new APIError("TOO_MANY_REQUESTS", { message, code }, { "Retry-After": String(Math.ceil(wait / 1000)) });
      }),
      after: createAuthMiddleware(async (ctx) => {
        const user = ctx.context.newSession?.user;
        if (user === undefined) return;
        if (ctx.path === passwordPath) await forgetTries(db, user.email);
        await writeSignIn(db, user.id, ctx.path === passwordPath ? "password" : "link");
      }),
    },
    plugins: [
      magicLink({
        expiresIn: linkSeconds,
        // Five a minute, the default, lets any page lock the owner out; even the shortest token outlasts this.
        rateLimit: manyAMinute,
        storeToken: "hashed",
        ...(options.token === undefined ? {} : { generateToken: () => options.token ?? "" }),
        sendMagicLink: ({ token }) => options.onToken?.(token),
      }),
    ],
    databaseHooks: {
      user: {
        create: {
          after: async (user) => {
            const members = await db.member.count({ where: { workspaceId: "default" } });
            if (members === 0) {
              await db.member.create({ data: { workspaceId: "default", userId: user.id, role: "owner" } });
            }
          },
        },
      },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
