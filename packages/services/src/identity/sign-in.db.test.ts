import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { type Auth, createAuth } from "./create-auth.ts";
import { instanceSecret } from "./instance-secret.ts";
import { mintSignInLink } from "./mint-sign-in-link.ts";
import { resolveActor } from "./resolve-actor.ts";

const baseUrl = "http://127.0.0.1:3999";
let bench: ServiceBench;
let auth: Auth;

beforeAll(async () => {
  bench = await serviceBench({ people: false });
  auth = createAuth({ db: bench.services.db, secret: await instanceSecret(bench.services.db), baseUrl });
});
afterAll(() => bench.close());

function open(token: string): Promise<Response> {
  const url = `${baseUrl}/api/auth/magic-link/verify?token=${token}&callbackURL=%2F&errorCallbackURL=%2Fsign-in`;
  return auth.handler(new Request(url));
}

test("a minted link signs its owner in once, and only its hash is stored", async () => {
  const link = await mintSignInLink({ db: bench.services.db, baseUrl, token: "preset-token-for-automation" });
  expect(link).toEqual({
    token: "preset-token-for-automation",
    url: `${baseUrl}/sign-in?token=preset-token-for-automation`,
  });
  const stored = JSON.stringify(await bench.services.db.verification.findMany());
  expect(stored).not.toContain(link.token);

  const first = await open(link.token);
  expect([first.status, first.headers.get("location")]).toEqual([302, `${baseUrl}/`]);
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const actor = await resolveActor(auth, bench.services.pool, new Headers({ cookie }));
  expect(actor).toEqual({
    kind: "user",
    userId: expect.any(String),
    sessionId: expect.any(String),
    name: "Owner",
    workspaceId: "default",
    role: "owner",
  });

  const second = await open(link.token);
  expect(second.headers.get("location")).toContain("error=INVALID_TOKEN");
  expect(second.headers.getSetCookie().join()).not.toContain("session_token=ey");
});

test("nobody can ask for a link over the network", async () => {
  const response = await auth.handler(
    new Request(`${baseUrl}/api/auth/sign-in/magic-link`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: baseUrl },
      body: JSON.stringify({ email: "owner@orrery.localhost" }),
    }),
  );
  expect(response.status).toBe(404);
});

test("no session, no actor", async () => {
  expect(await resolveActor(auth, bench.services.pool, new Headers())).toBeNull();
  expect(
    await resolveActor(auth, bench.services.pool, new Headers({ cookie: "better-auth.session_token=made.up" })),
  ).toBeNull();
});

async function cookieOf(): Promise<string> {
  const { token } = await mintSignInLink({ db: bench.services.db, baseUrl });
  const opened = await open(token);
  const [pair = ""] = (opened.headers.getSetCookie()[0] ?? "").split(";");
  return pair;
}

const actorWith = (cookie: string) => resolveActor(auth, bench.services.pool, new Headers({ cookie }));

test("a session is believed only with its signature, and not after it ran out or was ended", async () => {
  const cookie = await cookieOf();
  const [name = "", value = ""] = cookie.split("=");
  const token = decodeURIComponent(value).split(".")[0] ?? "";
  expect(await actorWith(`theme=dark; ${cookie}; other=1`)).toMatchObject({ role: "owner" });

  const flipped = value.replace(/\.(.)/, (_, first: string) => `.${first === "A" ? "B" : "A"}`);
  const forged = [token, `${token}.`, `${token}.${"A".repeat(43)}=`, flipped, `.${value.split(".")[1]}`];
  for (const made of forged) expect([made, await actorWith(`${name}=${made}`)]).toEqual([made, null]);

  const { db } = bench.services;
  const soon = new Date(Date.now() + 60_000);
  await db.session.update({ where: { token }, data: { expiresAt: soon } });
  expect(await actorWith(cookie)).toMatchObject({ role: "owner" });
  const prolonged = await db.session.findUniqueOrThrow({ where: { token } });
  expect(prolonged.expiresAt.getTime()).toBeGreaterThan(soon.getTime() + 24 * 3600 * 1000);

  await db.session.update({ where: { token }, data: { expiresAt: new Date(Date.now() - 1_000) } });
  expect(await actorWith(cookie)).toBeNull();

  const second = await cookieOf();
  expect(await actorWith(second)).toMatchObject({ role: "owner" });
  const out = await auth.handler(
    new Request(`${baseUrl}/api/auth/sign-out`, { method: "POST", headers: { cookie: second, origin: baseUrl } }),
  );
  expect(out.status).toBe(200);
  expect(await actorWith(second)).toBeNull();
});

test("every process of an installation gets the same secret", async () => {
  const secrets = await Promise.all([1, 2, 3].map(() => instanceSecret(bench.services.db)));
  expect(new Set(secrets).size).toBe(1);
});
