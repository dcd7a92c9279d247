import { afterAll, beforeEach, expect, test } from "vitest";
import { createApiKey } from "../api-key/create-api-key.ts";
import { resolveApiKey } from "../api-key/resolve-api-key.ts";
import { readPasswordLink } from "../identity/use-password-link.ts";
import { createInvitation } from "../invitation/create-invitation.ts";
import { readInvitation } from "../invitation/read-invitation.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { listMembers } from "./list-members.ts";
import { makePasswordLink } from "./make-password-link.ts";
import { removeMember } from "./remove-member.ts";
import { setMemberRole } from "./set-member-role.ts";

let bench: ServiceBench;

beforeEach(async () => {
  await bench?.close();
  bench = await serviceBench();
});
afterAll(() => bench.close());

const rolesNow = async () =>
  Object.fromEntries((await listMembers({ ctx: bench.local })).map((row) => [row.userId, row.role]));
const set = (ctx: ServiceBench["owner"], userId: string, role: "owner" | "editor" | "runner" | "viewer") =>
  setMemberRole({ ctx, input: { userId, role } });

test("the last owner is neither demoted nor removed, and does not leave", async () => {
  const userId = "owner-of-default";
  for (const ctx of [bench.owner, bench.local]) {
    await expect(set(ctx, userId, "viewer")).rejects.toMatchObject({ code: "CONFLICT", reason: "LAST_OWNER" });
    await expect(removeMember({ ctx, input: { userId } })).rejects.toMatchObject({ reason: "LAST_OWNER" });
  }
  await set(bench.owner, "editor-of-default", "owner");
  await removeMember({ ctx: bench.owner, input: { userId } });
  expect(await rolesNow()).toEqual({
    "editor-of-default": "owner",
    "runner-of-default": "runner",
    "viewer-of-default": "viewer",
  });
});

test("two owners who demote, or remove, each other at once leave one owner", async () => {
  const { owner, editor } = bench;
  for (const attack of [
    (ctx: typeof owner, userId: string) => set(ctx, userId, "viewer"),
    (ctx: typeof owner, userId: string) => removeMember({ ctx, input: { userId } }),
  ]) {
    await bench.services.db.member.deleteMany({ where: { userId: { in: ["owner-of-default", "editor-of-default"] } } });
    const data = ["owner-of-default", "editor-of-default"].map((userId) => ({
      workspaceId: "default",
      userId,
      role: "owner",
    }));
    await bench.services.db.member.createMany({ data });
    const second = { ...editor, actor: editor.actor && { ...editor.actor, role: "owner" as const } };
    const ends = await Promise.allSettled([attack(owner, "editor-of-default"), attack(second, "owner-of-default")]);
    expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(Object.values(await rolesNow()).filter((role) => role === "owner")).toEqual(["owner"]);
  }
});

test("an owner whose role was taken while their call was under way does nothing with it any more", async () => {
  await set(bench.owner, "editor-of-default", "owner");
  const { owner } = bench;
  await set(bench.local, "owner-of-default", "viewer");
  await expect(set(owner, "viewer-of-default", "owner")).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(createInvitation({ ctx: owner, input: { role: "owner", days: 1 } })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(makePasswordLink({ ctx: owner, input: { userId: "editor-of-default" } })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await removeMember({ ctx: bench.local, input: { userId: "owner-of-default" } });
  await expect(removeMember({ ctx: owner, input: { userId: "viewer-of-default" } })).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
});

test("with a member go their sessions, keys and links; others keep theirs", async () => {
  const { services } = bench;
  await set(bench.owner, "editor-of-default", "owner");
  const asOwner = { ...bench.editor, actor: bench.editor.actor && { ...bench.editor.actor, role: "owner" as const } };
  const made = await createApiKey({ ctx: asOwner, input: { name: "Theirs" } });
  const kept = await createApiKey({ ctx: bench.owner, input: { name: "Kept" } });
  const { token } = await createInvitation({ ctx: asOwner, input: { role: "owner", days: 1 } });
  const link = await makePasswordLink({ ctx: asOwner, input: { userId: "viewer-of-default" } });
  const of = (key: string) => resolveApiKey(services.pool, `Bearer ${key}`);
  expect(await of(made.key)).toMatchObject({ role: "owner", scopes: ["read", "run"] });

  await removeMember({ ctx: bench.owner, input: { userId: "editor-of-default" } });
  expect(await of(made.key)).toBeNull();
  expect(await of(kept.key)).toMatchObject({ keyId: kept.id });
  const notFound = { code: "NOT_FOUND" };
  await expect(readInvitation({ ctx: bench.nobody, input: { token } })).rejects.toMatchObject(notFound);
  await expect(readPasswordLink({ services, input: link })).rejects.toMatchObject(notFound);
  const left = await services.db.session.findMany({ select: { userId: true } });
  expect(left.map(({ userId }) => userId).sort()).toEqual([
    "owner-of-default",
    "owner-of-elsewhere",
    "runner-of-default",
    "viewer-of-default",
  ]);
});

test("a key's power follows the role of who made it, down and up", async () => {
  const { key } = await createApiKey({ ctx: bench.editor, input: { name: "CI", scopes: ["edit"] } });
  const draw = async () => {
    const actor = await resolveApiKey(bench.services.pool, `Bearer ${key}`);
    return createWorkflow({ ctx: { services: bench.services, actor }, input: { graph: greeting } });
  };
  await expect(draw()).resolves.toMatchObject({ id: expect.any(String) });
  await set(bench.owner, "editor-of-default", "viewer");
  await expect(draw()).rejects.toMatchObject({ code: "FORBIDDEN", reason: "ROLE" });
  await set(bench.owner, "editor-of-default", "editor");
  await expect(draw()).resolves.toMatchObject({ id: expect.any(String) });
});

test("anybody may leave, and an owner makes no link for a person of another workspace", async () => {
  await removeMember({ ctx: bench.viewer, input: { userId: "viewer-of-default" } });
  expect(Object.keys(await rolesNow())).not.toContain("viewer-of-default");
  await expect(removeMember({ ctx: bench.runner, input: { userId: "editor-of-default" } })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await bench.services.db.member.create({
    data: { workspaceId: "default", userId: "owner-of-elsewhere", role: "viewer" },
  });
  const input = { userId: "owner-of-elsewhere" };
  await expect(makePasswordLink({ ctx: bench.owner, input })).rejects.toMatchObject({ reason: "ELSEWHERE" });
  await expect(makePasswordLink({ ctx: bench.local, input })).resolves.toMatchObject({ token: expect.any(String) });
});
