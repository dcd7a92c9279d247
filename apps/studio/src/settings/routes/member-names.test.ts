import { expect, test } from "vitest";
import { memberNames } from "./member-names.ts";

const named = (id: string, label = id) => ({ id, label });
const offline = named("offline", "offline, no LLM");

test.each([
  [
    "the owner's model stands under its own name",
    [named("default", "gpt"), named("bigger"), offline],
    [],
    "gpt bigger offline",
  ],
  [
    "a provider's first is named once",
    [named("default", "a/b"), named("a/b"), named("a/c"), offline],
    [],
    "a/b a/c offline",
  ],
  ["without a model there is the offline one", [named("default", "offline, no LLM")], [], "offline"],
  [
    "routes are no members",
    [named("default", "default: a/b"), named("fast", "fast: a/b"), named("a/b"), offline],
    [{ name: "default" }, { name: "fast" }],
    "a/b offline",
  ],
])("%s", (_words, models, routes, expected) => {
  expect(memberNames(models, routes).join(" ")).toBe(expected);
});
