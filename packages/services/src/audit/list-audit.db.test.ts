import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiKey } from "../api-key/create-api-key.ts";
import { createInvitation } from "../invitation/create-invitation.ts";
import { removeMember } from "../member/remove-member.ts";
import { setMemberRole } from "../member/set-member-role.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { listAudit } from "./list-audit.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
  await createWorkflow({ ctx: bench.editor, input: { graph: greeting } });
  await createInvitation({ ctx: bench.owner, input: { role: "runner", days: 7, email: "new@example.org" } });
  await setMemberRole({ ctx: bench.owner, input: { userId: "viewer-of-default", role: "runner" } });
  await createApiKey({ ctx: bench.runner, input: { name: "Shop" } });
  await removeMember({ ctx: bench.local, input: { userId: "viewer-of-default" } });
});
afterAll(() => bench.close());

const short = async (input: Parameters<typeof listAudit>[0]["input"]) =>
  (await listAudit({ ctx: bench.owner, input })).entries.map((one) => [
    one.actorName ?? one.actor,
    one.verb,
    one.subjectName,
  ]);

test("who did what to what, newest first, in names that outlive the things", async () => {
  expect(await short({})).toEqual([
    ["local", "member.remove", "viewer"],
    ["runner", "key.create", "Shop"],
    ["owner", "member.role", "viewer"],
    ["owner", "invitation.create", null],
    ["editor", "workflow.create", "Greeting"],
  ]);
  const { entries } = await listAudit({ ctx: bench.owner, input: {} });
  expect(entries.map(({ detail }) => detail)).toEqual([
    { name: "viewer", role: "runner" },
    { name: "Shop", scopes: "read, run" },
    { name: "viewer", from: "viewer", to: "runner" },
    { role: "runner", email: "new@example.org" },
    {},
  ]);
});

test("narrowed by who and by what, and paged without gaps", async () => {
  expect(await short({ actor: "user:owner-of-default" })).toHaveLength(2);
  expect((await short({ area: "people" })).map(([, verb]) => verb)).toEqual([
    "member.remove",
    "member.role",
    "invitation.create",
  ]);
  const all = await short({});
  const pages = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listAudit({ ctx: bench.owner, input: { limit: 2, ...(cursor !== undefined && { cursor }) } });
    pages.push(...page.entries.map((one) => one.verb));
    cursor = page.next;
  }
  expect(pages).toEqual(all.map(([, verb]) => verb));
});
