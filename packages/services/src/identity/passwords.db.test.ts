import { afterAll, beforeEach, expect, test } from "vitest";
import { listAudit } from "../audit/list-audit.ts";
import { makePasswordLink } from "../member/make-password-link.ts";
import { mintPasswordLink } from "../member/mint-password-link.ts";
import { removeMember } from "../member/remove-member.ts";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { changeSignIn } from "./change-sign-in.ts";
import { type Auth, createAuth } from "./create-auth.ts";
import { endSessions } from "./end-sessions.ts";
import { getAccount } from "./get-account.ts";
import { instanceSecret } from "./instance-secret.ts";
import { listSessions } from "./list-sessions.ts";
import { mintSignInLink } from "./mint-sign-in-link.ts";
import { resolveActor } from "./resolve-actor.ts";
import { readPasswordLink, usePasswordLink } from "./use-password-link.ts";

const baseUrl = "http://127.0.0.1:3998";
const email = "editor-of-default@example.org";
const password = "a long enough secret";
let bench: ServiceBench;
let auth: Auth;

beforeEach(async () => {
  await bench?.close();
  bench = await serviceBench();
  auth = createAuth({ db: bench.services.db, secret: await instanceSecret(bench.services.db), baseUrl });
});
afterAll(() => bench.close());

async function signIn(given: { email: string; password: string }, headers: Record<string, string> = {}) {
  const response = await auth.handler(
    new Request(`${baseUrl}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: baseUrl, ...headers },
      body: JSON.stringify(given),
    }),
  );
  const cookie =
    (response.headers.getSetCookie().find((line) => line.includes("session_token")) ?? "").split(";")[0] ?? "";
  return { status: response.status, text: await response.text(), cookie, retry: response.headers.get("retry-after") };
}
const actorOf = (cookie: string) => resolveActor(auth, bench.services.pool, new Headers({ cookie }));

test("a password that was set signs in, whatever the case of the address, and gives a session of its own each time", async () => {
  await changeSignIn({ ctx: bench.editor, input: { password } });
  const [first, second] = [await signIn({ email, password }), await signIn({ email: email.toUpperCase(), password })];
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.cookie).not.toBe(second.cookie);
  expect(await actorOf(first.cookie)).toMatchObject({ userId: "editor-of-default", role: "editor" });
  const stored = JSON.stringify(await bench.services.db.account.findMany());
  expect(stored).not.toContain(password);
});

test("a session that somebody planted is not taken over by signing in", async () => {
  await changeSignIn({ ctx: bench.editor, input: { password } });
  const attacker = await signIn({ email, password });
  const victim = await signIn({ email, password }, { cookie: attacker.cookie });
  expect(victim.cookie).not.toBe(attacker.cookie);
  const made = await signIn({ email, password }, { cookie: "better-auth.session_token=planted.value" });
  expect(made.cookie).not.toContain("planted");
});

test("an unknown address, one without a password and a wrong password are told the same, and are counted the same", async () => {
  await changeSignIn({ ctx: bench.editor, input: { password } });
  const wrong = "not the right secret";
  const addresses = [email, "viewer-of-default@example.org", "nobody@example.org"];
  const answers = new Map<string, string[]>();
  for (const address of addresses) {
    const told = [];
    for (let n = 0; n < 11; n += 1) {
      const { status, text, retry } = await signIn({ email: address, password: wrong });
      // How long is left depends on how fast this machine is.
      told.push(`${status} ${text.replace(/\d+ minutes?/, "N minutes")} ${retry === null ? "" : "retry later"}`);
    }
    answers.set(address, told);
  }
  const [known, without, unknown] = addresses.map((address) => answers.get(address));
  expect(new Set(known?.slice(0, 10)).size).toBe(1);
  expect(known?.[0]).toMatch(/^401 /);
  expect(known?.[10]).toMatch(/^429 .*Too many tries.*retry later$/);
  expect(without).toEqual(known);
  expect(unknown).toEqual(known);
  // Also the right one waits: otherwise the count would only slow the guesses that fail.
  expect((await signIn({ email, password })).status).toBe(429);
  await bench.services.db.passwordTry.updateMany({ data: { since: new Date(Date.now() - 16 * 60_000) } });
  expect((await signIn({ email, password })).status).toBe(200);
  expect(await bench.services.db.passwordTry.count()).toBe(2);
});

test("tries that come all at once are counted, too", async () => {
  const tries = await Promise.all(Array.from({ length: 14 }, () => signIn({ email, password: "guess guess" })));
  expect(tries.map(({ status }) => status).sort()).toEqual([...Array(10).fill(401), ...Array(4).fill(429)]);
});

test("nobody makes themselves an account, or asks better-auth for one of its other services", async () => {
  for (const path of ["sign-up/email", "sign-in/magic-link"]) {
    const answer = await auth.handler(
      new Request(`${baseUrl}/api/auth/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: baseUrl },
        body: JSON.stringify({ email: "me@example.org", password, name: "Me" }),
      }),
    );
    expect([path, answer.status]).toEqual([path, 404]);
  }
});

test("a new password needs the present one and ends the other sessions; guesses at it are counted", async () => {
  await changeSignIn({ ctx: bench.editor, input: { password } });
  const elsewhere = await signIn({ email, password });
  const here = await signIn({ email, password });
  const ctx = { services: bench.services, actor: await actorOf(here.cookie) };
  const next = "another long secret";
  await expect(changeSignIn({ ctx, input: { password: next } })).rejects.toMatchObject({ reason: "CURRENT_PASSWORD" });
  await expect(changeSignIn({ ctx, input: { email: "x@example.org", currentPassword: "no" } })).rejects.toMatchObject({
    reason: "CURRENT_PASSWORD",
  });
  await changeSignIn({ ctx, input: { password: next, currentPassword: password, email: "new@example.org" } });
  expect([await actorOf(elsewhere.cookie), (await actorOf(here.cookie))?.role]).toEqual([null, "editor"]);
  expect((await signIn({ email: "new@example.org", password: next })).status).toBe(200);
  expect((await signIn({ email, password })).status).toBe(401);

  const ends = [];
  for (let n = 0; n < 11; n += 1) {
    ends.push(
      await changeSignIn({ ctx, input: { password: next, currentPassword: `${n}` } }).catch((error) => error.reason),
    );
  }
  expect(ends).toEqual([...Array(10).fill("CURRENT_PASSWORD"), "TRIES"]);
});

test("an address belongs to one account, and a bad password is refused in words", async () => {
  const taken = { email: "viewer-of-default@example.org" };
  await expect(changeSignIn({ ctx: bench.editor, input: taken })).rejects.toMatchObject({ reason: "EMAIL_TAKEN" });
  await expect(changeSignIn({ ctx: bench.editor, input: { password: "short" } })).rejects.toMatchObject({
    reason: "PASSWORD",
  });
  expect(await getAccount({ ctx: bench.editor })).toEqual({
    ...{ userId: "editor-of-default", name: "editor", email, hasPassword: false, role: "editor" },
    workspace: expect.any(String),
  });
});

test("a link sets a password once, ends the sessions, and is no sign-in; of two uses at once one counts", async () => {
  const userId = "editor-of-default";
  const { services } = bench;
  const older = await makePasswordLink({ ctx: bench.owner, input: { userId } });
  const link = await makePasswordLink({ ctx: bench.owner, input: { userId } });
  const notFound = { code: "NOT_FOUND", reason: "LINK" };
  await expect(readPasswordLink({ services, input: older })).rejects.toMatchObject(notFound);
  expect(await readPasswordLink({ services, input: link })).toEqual({ name: "editor", email });
  await expect(usePasswordLink({ services, input: { ...link, password: "short" } })).rejects.toMatchObject({
    reason: "PASSWORD",
  });
  const uses = await Promise.allSettled(
    ["first long secret", "second long secret"].map((one) =>
      usePasswordLink({ services, input: { ...link, password: one } }),
    ),
  );
  expect(uses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await services.db.session.count({ where: { userId } })).toBe(0);
  await expect(usePasswordLink({ services, input: { ...link, password } })).rejects.toMatchObject(notFound);
  const won = uses[0]?.status === "fulfilled" ? "first long secret" : "second long secret";
  expect((await signIn({ email, password: won })).status).toBe(200);

  const stale = await makePasswordLink({ ctx: bench.owner, input: { userId } });
  await services.db.passwordLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  await expect(readPasswordLink({ services, input: stale })).rejects.toMatchObject(notFound);
  expect(JSON.stringify(await services.db.passwordLink.findMany())).not.toContain(stale.token);
});

test("the operator makes a link for an address, and for nobody where there is none", async () => {
  const { db } = bench.services;
  expect(await mintPasswordLink({ db, baseUrl, email: "nobody@example.org" })).toBeNull();
  const url = new URL((await mintPasswordLink({ db, baseUrl, email: ` ${email.toUpperCase()} ` })) ?? "");
  expect([url.origin, url.pathname]).toEqual([baseUrl, "/password"]);
  const token = url.searchParams.get("token") ?? "";
  expect(await usePasswordLink({ services: bench.services, input: { token, password } })).toEqual({ email });
});

test("one sees one's sessions and ends them elsewhere, never those of others", async () => {
  await changeSignIn({ ctx: bench.editor, input: { password } });
  const here = await signIn({ email, password }, { "user-agent": "Firefox" });
  await signIn({ email, password });
  const ctx = { services: bench.services, actor: await actorOf(here.cookie) };
  const rows = await listSessions({ ctx });
  expect(rows.map(({ isThis, userAgent }) => ({ isThis, userAgent }))).toHaveLength(3);
  expect(rows.filter(({ isThis }) => isThis)).toMatchObject([{ userAgent: "Firefox" }]);
  const foreign = { which: "one", id: "session-of-owner-of-default" } as const;
  await expect(endSessions({ ctx, input: foreign })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await endSessions({ ctx, input: { which: "others" } })).toEqual({ ended: 2 });
  expect(await listSessions({ ctx })).toMatchObject([{ isThis: true }]);
  expect(await bench.services.db.session.count({ where: { id: foreign.id } })).toBe(1);
});

test("the operator's link signs in the owner who joined first, by whatever address, and leaves the password alone", async () => {
  await changeSignIn({ ctx: bench.owner, input: { password, email: "boss@example.org" } });
  const { token } = await mintSignInLink({ db: bench.services.db, baseUrl });
  const opened = await auth.handler(
    new Request(`${baseUrl}/api/auth/magic-link/verify?token=${token}&callbackURL=%2F`),
  );
  const cookie = opened.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  expect(await actorOf(cookie)).toMatchObject({ userId: "owner-of-default", role: "owner" });
  expect((await signIn({ email: "boss@example.org", password })).status).toBe(200);
  const { entries } = await listAudit({ ctx: bench.owner, input: { actor: "user:owner-of-default", area: "people" } });
  expect(entries.map(({ verb, detail }) => [verb, detail])).toEqual([
    ["person.sign-in", { by: "password" }],
    ["person.sign-in", { by: "link" }],
    ["person.password", {}],
    ["person.email", { to: "boss@example.org" }],
  ]);
});

test("who is no member any more may sign in, and is nobody there", async () => {
  await changeSignIn({ ctx: bench.editor, input: { password } });
  await removeMember({ ctx: bench.owner, input: { userId: "editor-of-default" } });
  const { status, cookie } = await signIn({ email, password });
  expect([status, await actorOf(cookie)]).toEqual([200, null]);
});
