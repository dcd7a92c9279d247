import { expect, test } from "vitest";
import { derivedId } from "./derived-id.ts";

test("is a UUIDv7 of its moment, the same for the same reason and another for another", () => {
  const at = Date.parse("2026-11-23T10:00:00Z");
  const id = derivedId(at, "trigger 1");
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(at);
  expect(derivedId(at, "trigger 1")).toBe(id);
  expect(derivedId(at, "trigger 2")).not.toBe(id);
});
