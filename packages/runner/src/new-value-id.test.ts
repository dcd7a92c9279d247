import { expect, test } from "vitest";
import { newValueId } from "./new-value-id.ts";

test("is a UUIDv7 of its time, and another one every time", () => {
  const ids = Array.from({ length: 1_000 }, (_, i) => newValueId(1_795_461_393_245 + i));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(Array.from({ length: 1_000 }, () => newValueId(1))).size).toBe(1_000);
});
