import { expect, test } from "vitest";
import { createTroubleStore } from "./trouble.ts";

test("a full disk is told until a change was made, however much is read meanwhile", () => {
  const trouble = createTroubleStore();
  const heard: unknown[] = [];
  trouble.subscribe(() => heard.push(trouble.get()));
  trouble.answered("mutation", "DISK_FULL");
  trouble.answered("query", null);
  trouble.answered("mutation", "INPUT");
  expect(trouble.get()).toBe("DISK_FULL");
  trouble.answered("mutation", null);
  expect(heard).toEqual(["DISK_FULL", null]);
});

test("a database that is away is back with any other answer", () => {
  const trouble = createTroubleStore();
  trouble.answered("query", "DATABASE_AWAY");
  expect(trouble.get()).toBe("DATABASE_AWAY");
  trouble.answered("query", "NOT_FOUND");
  expect(trouble.get()).toBe(null);
});
