import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Visitor } from "../identity/resolve-visitor.ts";
import { setMemberRole } from "../member/set-member-role.ts";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { createInvitation } from "./create-invitation.ts";
import { listInvitations } from "./list-invitations.ts";
import { readInvitation } from "./read-invitation.ts";
import { revokeInvitation } from "./revoke-invitation.ts";

let bench: ServiceBench;
const grace = { name: "Grace", email: "grace@example.org", password: "a compiler of words" };

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const invite = (input: Partial<Parameters<typeof createInvitation>[0]["input"]> = {}, ctx = bench.owner) =>
  createInvitation({ ctx, input: { role: "editor", days: 7, ...input } });
const accept = (token: string, person?: typeof grace, visitor?: Visitor) =>
  acceptInvitation({
    ctx: { ...bench.nobody, ...(visitor && { visitor: async () => visitor }) },
    input: { token, ...(person && { person }) },
  });
const memberOf = (email: string) =>
  bench.services.db.member.findMany({ where: { user: { email } }, include: { user: true } });

test("who opens an invitation sees what it offers, and joins with a new account and its role, once", async () => {
  const { token } = await invite();
  expect(await readInvitation({ ctx: bench.nobody, input: { token } })).toEqual({
    workspace: expect.any(String),
    role: "editor",
    email: null,
    visitor: null,
  });
  expect(JSON.stringify(await bench.services.db.invitation.findMany())).not.toContain(token);
  expect(await accept(token, grace)).toEqual({ email: grace.email });
  expect(await memberOf(grace.email)).toMatchObject([
    { workspaceId: "default", role: "editor", user: { name: "Grace" } },
  ]);
  const account = await bench.services.db.account.findFirstOrThrow({ where: { user: { email: grace.email } } });
  expect(await verifyPassword({ hash: account.password ?? "", password: grace.password })).toBe(true);
  await expect(accept(token, { ...grace, email: "again@example.org" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await memberOf("again@example.org")).toEqual([]);
});

test("of many who accept one invitation at once, one joins", async () => {
  const { token } = await invite();
  const people = [1, 2, 3, 4].map((n) => ({ ...grace, email: `at-once-${n}@example.org` }));
  const ends = await Promise.allSettled(people.map((person) => accept(token, person)));
  expect(ends.filter((end) => end.status === "fulfilled")).toHaveLength(1);
  const joined = await bench.services.db.user.count({ where: { email: { startsWith: "at-once-" } } });
  expect(joined).toBe(1);
});

test("used, revoked, run out, made by one who is no owner any more, or never made: the same words for all", async () => {
  const refusals = new Set<string>();
  const note = async (token: string) => {
    for (const call of [
      () => readInvitation({ ctx: bench.nobody, input: { token } }),
      () => accept(token, { ...grace, email: "late@example.org" }),
      () => accept(token, { ...grace, password: "short" }),
    ]) {
      const error: unknown = await call().then(
        () => "let in",
        (reason) => reason,
      );
      refusals.add(JSON.stringify(error instanceof Error ? { ...error, message: error.message } : error));
    }
  };
  const revoked = await invite();
  await revokeInvitation({ ctx: bench.owner, input: { id: revoked.id } });
  await note(revoked.token);
  const old = await invite();
  await bench.services.db.invitation.update({ where: { id: old.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  await note(old.token);
  await setMemberRole({ ctx: bench.owner, input: { userId: "runner-of-default", role: "owner" } });
  const second = { ...bench.runner, actor: bench.runner.actor && { ...bench.runner.actor, role: "owner" as const } };
  const theirs = await invite({ role: "owner" }, second);
  await bench.services.db.member.updateMany({ where: { userId: "runner-of-default" }, data: { role: "runner" } });
  await note(theirs.token);
  await note("A".repeat(43));
  await note("");
  expect([...refusals]).toHaveLength(1);
  expect(await memberOf("late@example.org")).toEqual([]);
});

test("an address that has an account keeps its password, and whoever holds a link learns that only a few times", async () => {
  const { token } = await invite();
  const before = await bench.services.db.account.findMany({ orderBy: { id: "asc" } });
  const taken = { ...grace, password: "another password" };
  for (let n = 0; n < 10; n += 1) {
    await expect(accept(token, taken)).rejects.toMatchObject({ code: "CONFLICT", reason: "EMAIL_TAKEN" });
  }
  await expect(accept(token, taken)).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS", reason: "TRIES" });
  expect(await bench.services.db.account.findMany({ orderBy: { id: "asc" } })).toEqual(before);
});

test("somebody who is signed in joins with their account; an invitation for an address is good for that one", async () => {
  const { db } = bench.services;
  const visitor = {
    userId: "owner-of-elsewhere",
    sessionId: "s",
    name: "owner",
    email: "owner-of-elsewhere@example.org",
  };
  const wrong = await invite({ email: "somebody@example.org" });
  await expect(accept(wrong.token, undefined, visitor)).rejects.toMatchObject({ reason: "OTHER_ADDRESS" });
  await expect(accept(wrong.token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await accept(wrong.token, { ...grace, email: "attacker@example.org" });
  expect(await memberOf("attacker@example.org")).toEqual([]);
  expect(await memberOf("somebody@example.org")).toMatchObject([{ role: "editor" }]);

  const right = await invite({ role: "viewer", email: visitor.email });
  await accept(right.token, undefined, visitor);
  expect(
    await db.member.findMany({ where: { userId: visitor.userId }, orderBy: { workspaceId: "asc" } }),
  ).toMatchObject([
    { workspaceId: "default", role: "viewer" },
    { workspaceId: "elsewhere", role: "owner" },
  ]);
  const again = await invite({ role: "owner" });
  await expect(accept(again.token, undefined, visitor)).rejects.toMatchObject({ reason: "ALREADY_MEMBER" });
  await expect(readInvitation({ ctx: bench.nobody, input: { token: again.token } })).resolves.toMatchObject({
    role: "owner",
  });
});

test("the list shows the open ones of this workspace only", async () => {
  await db().invitation.deleteMany();
  const { id } = await invite({ email: "new@example.org", role: "runner" });
  const row = {
    id,
    role: "runner",
    email: "new@example.org",
    createdAt: expect.any(Number),
    expiresAt: expect.any(Number),
  };
  expect(await listInvitations({ ctx: bench.owner })).toEqual([row]);
  expect(await listInvitations({ ctx: bench.stranger })).toEqual([]);
});

const db = () => bench.services.db;
