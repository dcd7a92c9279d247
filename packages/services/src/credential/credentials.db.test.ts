import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { checkInstanceKey } from "./check-instance-key.ts";
import { createCredential } from "./create-credential.ts";
import { createSecrets } from "./create-secrets.ts";
import { InstanceKeyProblem, instanceKeyOf } from "./instance-key.ts";
import { listCredentials } from "./list-credentials.ts";
import { removeCredential } from "./remove-credential.ts";
import { replaceCredential } from "./replace-credential.ts";
import { rotateInstanceKey, rotateWorkspaceKeys } from "./rotate-keys.ts";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const canary = "canary-5b1f0a7e9d";

test("a credential is sealed, used, replaced, listed without its value, and forgotten", async () => {
  const { services } = bench;
  const ctx = bench.owner;
  const secrets = createSecrets(services.pool, services.instanceKey);
  const { id } = await createCredential({
    ctx,
    input: {
      handle: "shop",
      kind: "basic",
      hosts: ["API.example.com", "api.example.com:8443"],
      user: "ada",
      value: canary,
    },
  });
  expect(await secrets.resolve("default", "shop")).toEqual({
    handle: "shop",
    kind: "basic",
    hosts: ["api.example.com", "api.example.com:8443"],
    open: { user: "ada" },
    values: { password: canary },
  });
  expect(await secrets.resolve("elsewhere", "shop")).toBeNull();
  expect(secrets.mask("default").text(`it is ${canary}.`)).toBe("it is [hidden].");

  await replaceCredential({ ctx, input: { id, value: "another-value", hosts: ["example.org"] } });
  expect(await secrets.resolve("default", "shop")).toMatchObject({
    hosts: ["example.org"],
    values: { password: "another-value" },
  });
  const listed = await listCredentials({ ctx });
  expect(listed).toEqual([
    {
      id,
      handle: "shop",
      kind: "basic",
      hosts: ["example.org"],
      open: { user: "ada" },
      createdAt: expect.any(Number),
      replacedAt: expect.any(Number),
      lastUsedAt: expect.any(Number),
      usedBy: [],
    },
  ]);
  await removeCredential({ ctx, input: { id } });
  expect(await secrets.resolve("default", "shop")).toBeNull();
  const audit = await services.db.auditEntry.findMany({ where: { subject: id }, orderBy: { id: "asc" } });
  expect(audit.map(({ verb }) => verb)).toEqual(["credential.create", "credential.replace", "credential.remove"]);
});

test.each([
  ["a short value", { value: "abc" }, "CREDENTIAL_SHORT"],
  ["a value of two lines", { value: "abcdefgh\nijkl" }, "CREDENTIAL_LINES"],
  ["no host", { hosts: [" "] }, "CREDENTIAL_HOST"],
  ["a host with a path", { hosts: ["example.com/x"] }, "CREDENTIAL_HOST"],
  ["every host", { hosts: ["*"] }, "CREDENTIAL_HOST"],
  ["a name that no graph can hold", { handle: "My key" }, "CREDENTIAL_HANDLE"],
  ["a header that follows redirects", { kind: "header", name: "Accept" }, "CREDENTIAL_HEADER"],
] as const)("%s is refused", async (_what, change, reason) => {
  const input = { handle: "wrong", kind: "bearer" as const, hosts: ["example.com"], value: canary, ...change };
  await expect(createCredential({ ctx: bench.owner, input })).rejects.toMatchObject({ reason });
});

test.each([
  [{ kind: "signing", value: "whsec_short" }, "CREDENTIAL_SIGNING"],
  [{ kind: "signing", value: "a-secret-without-its-prefix" }, "CREDENTIAL_SIGNING"],
  [{ kind: "smtp", user: "ada", security: "ssl" }, "CREDENTIAL_SECURITY"],
  [{ kind: "smtp", security: "tls" }, "CREDENTIAL_USER"],
  [{ kind: "smtp", user: "ada", hosts: ["a.example.com", "b.example.com"] }, "CREDENTIAL_HOST"],
  [{ kind: "postgres", user: "ada" }, "CREDENTIAL_DATABASE"],
  [{ kind: "postgres", user: "ada", database: "shop", security: "starttls" }, "CREDENTIAL_SECURITY"],
] as const)("what cannot be a credential of its kind is refused: %j", async (given, reason) => {
  const input = { handle: "wrong", hosts: ["db.example.com"], value: canary, ...given };
  await expect(createCredential({ ctx: bench.owner, input })).rejects.toMatchObject({ code: "INVALID", reason });
});

test("a database keeps its name, user and the way it is secured in the open", async () => {
  const { services, owner: ctx } = bench;
  const given = { kind: "postgres", hosts: ["db.example.com:6432"], user: "ada", database: "shop" } as const;
  const { id } = await createCredential({ ctx, input: { handle: "warehouse", ...given, value: "password-of-ada" } });
  const secrets = createSecrets(services.pool, services.instanceKey);
  expect(await secrets.resolve("default", "warehouse")).toEqual({
    handle: "warehouse",
    kind: "postgres",
    hosts: ["db.example.com:6432"],
    open: { user: "ada", database: "shop", security: "tls" },
    values: { password: "password-of-ada" },
  });
  await removeCredential({ ctx, input: { id } });
});

test("a value opens only as what it was sealed for", async () => {
  const { services } = bench;
  const input = { kind: "bearer" as const, hosts: ["example.com"], value: canary };
  await createCredential({ ctx: bench.owner, input: { ...input, handle: "one" } });
  await createCredential({ ctx: bench.owner, input: { ...input, handle: "two", value: "the other's value" } });
  await services.pool.query(
    "UPDATE credential SET sealed = (SELECT sealed FROM credential WHERE handle = 'two') WHERE handle = 'one'",
  );
  const secrets = createSecrets(services.pool, services.instanceKey);
  await expect(secrets.resolve("default", "one")).rejects.toThrow();
  await services.db.credential.deleteMany({ where: { handle: { in: ["one", "two"] } } });
});

test("keys are turned: what was sealed still opens, under the new keys only", async () => {
  const { services } = bench;
  const first = services.instanceKey;
  if (first === null) throw new Error("The bench has a key.");
  await createCredential({
    ctx: bench.owner,
    input: { handle: "kept", kind: "bearer", hosts: ["example.com"], value: canary },
  });
  const sealedBefore = await services.db.credential.findFirst({ where: { handle: "kept" } });
  expect(await rotateWorkspaceKeys(services.db, first)).toBe(1);
  const sealedAfter = await services.db.credential.findFirst({ where: { handle: "kept" } });
  expect(sealedAfter?.sealed).not.toEqual(sealedBefore?.sealed);
  expect(await services.db.sealKey.count()).toBe(1);
  expect(await createSecrets(services.pool, first).resolve("default", "kept")).toMatchObject({
    values: { token: canary },
  });

  const second = instanceKeyOf(randomBytes(32));
  await expect(checkInstanceKey(services.pool, second)).rejects.toThrow(InstanceKeyProblem);
  await rotateInstanceKey(services.db, first, second);
  await checkInstanceKey(services.pool, second);
  await expect(checkInstanceKey(services.pool, first)).rejects.toThrow(InstanceKeyProblem);
  await expect(createSecrets(services.pool, first).resolve("default", "kept")).rejects.toThrow();
  expect(await createSecrets(services.pool, second).resolve("default", "kept")).toMatchObject({
    values: { token: canary },
  });
  // A process that still has the old key seals nothing.
  const input = { handle: "late", kind: "bearer" as const, hosts: ["example.com"], value: canary };
  await expect(createCredential({ ctx: bench.owner, input })).rejects.toThrow(InstanceKeyProblem);
});
