import { expect, test } from "vitest";
import { keyScopes, type Permission, permissionsOf, roles, scopesMay } from "./permission-table.ts";

const all = permissionsOf("owner");

test("a role may all that the roles below it may, and more", () => {
  const sets = roles.map((role) => new Set<Permission>(permissionsOf(role)));
  for (const [index, lower] of sets.slice(1).entries()) {
    expect([...lower].filter((one) => !sets[index]?.has(one))).toEqual([]);
    expect(lower.size).toBeLessThan(sets[index]?.size ?? 0);
  }
});

test("a viewer changes nothing", () => {
  expect(permissionsOf("viewer")).toContain("run.read");
  expect(permissionsOf("viewer").filter((permission) => !permission.endsWith(".read"))).toEqual([]);
});

test("no key, whatever its scopes, touches people and keys", () => {
  const kept = all.filter((permission) => !scopesMay(keyScopes, permission));
  expect(kept).toEqual(["member.manage", "key.own", "key.manage"]);
});

test("a key for reading starts and changes nothing, and one for running draws nothing", () => {
  const of = (scope: (typeof keyScopes)[number]) => all.filter((permission) => scopesMay([scope], permission));
  expect(of("read")).toContain("workflow.read");
  expect(of("read").filter((permission) => !permission.endsWith(".read"))).toEqual([]);
  expect(of("run").filter((permission) => /^(?:run|file)\.(?:read|start|control)$/.test(permission))).toEqual(
    of("run"),
  );
  expect(of("run")).toContain("run.start");
});
