import { createHash } from "node:crypto";
import type { FileValue, JsonObject, StepFiles } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { beforeEach, expect, test } from "vitest";
import { fileRuntime } from "./runtime.ts";

let contents: Map<string, Uint8Array>;
let names: Map<string, FileValue>;
beforeEach(() => {
  contents = new Map();
  names = new Map();
});

/** Files as a step sees them: content at once, names with its success. */
const files: StepFiles = {
  async keep({ name, mediaType, content }) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    contents.set(sha256, bytes);
    return { name, sha256, mediaType, bytes: bytes.length };
  },
  find: async (name) => names.get(name) ?? null,
  read: async ({ sha256 }) => contents.get(sha256) ?? new Uint8Array(),
  list: async (prefix, limit) => [...names.values()].filter(({ name }) => name.startsWith(prefix)).slice(0, limit),
};

async function run(config: JsonObject) {
  const outcome = await fileRuntime.run(createTestStep({ files }).ctx, createTestInput(config));
  for (const { name, file } of outcome.kind === "done" ? (outcome.files ?? []) : []) {
    if (file === null) names.delete(name);
    else names.set(name, file);
  }
  return outcome.kind === "done" ? outcome.output : outcome;
}

const value = (name: string, content: string, mediaType: string) => ({
  name,
  sha256: createHash("sha256").update(content).digest("hex"),
  mediaType,
  bytes: Buffer.byteLength(content),
});

test("what was written is read as text, JSON or bytes, by its name and by its value", async () => {
  const file = value("a/b.json", '{"ä":[1]}', "application/json");
  expect(await run({ action: "write", name: "a/b.json", as: "json", content: { ä: [1] } })).toEqual({ file });
  expect(await run({ action: "read", name: "a/b.json", as: "json" })).toEqual({ file, content: { ä: [1] } });
  expect(await run({ action: "read", name: "a/b.json", as: "text" })).toEqual({ file, content: '{"ä":[1]}' });
  await run({ action: "write", name: "a/b.json", content: "other", mediaType: "text/x-other" });
  expect(await run({ action: "read", name: file, as: "json" })).toEqual({ file, content: { ä: [1] } });
  expect(await run({ action: "read", name: "a/b.json" })).toEqual({
    file: value("a/b.json", "other", "text/x-other"),
    content: "other",
  });
  await run({ action: "write", name: "raw", as: "base64", content: "/wA=" });
  expect(await run({ action: "read", name: "raw", as: "base64" })).toMatchObject({ content: "/wA=" });
  expect(await run({ action: "read", name: "raw" })).toMatchObject({ error: { code: "FILE_CONTENT" } });
});

test("files are listed by what their names begin with, and deleted", async () => {
  for (const name of ["a/1", "a/2", "b/1"]) await run({ action: "write", name, content: name });
  expect(await run({ action: "list", name: "a/" })).toEqual({
    files: [value("a/1", "a/1", "text/plain"), value("a/2", "a/2", "text/plain")],
    more: false,
  });
  expect(await run({ action: "delete", name: "a/1" })).toEqual({ deleted: true });
  expect(await run({ action: "delete", name: "a/1" })).toEqual({ deleted: false });
  expect(await run({ action: "list" })).toMatchObject({ files: [{ name: "a/2" }, { name: "b/1" }] });
});

test.each<[JsonObject, string]>([
  [{ action: "read", name: "nowhere" }, "FILE_UNKNOWN"],
  [{ action: "write", name: "a", content: { a: 1 } }, "FILE_CONTENT"],
  [{ action: "write", name: "a", as: "base64", content: "no base64!" }, "FILE_CONTENT"],
])("%j fails with %s", async (config, code) => {
  expect(await run(config)).toMatchObject({ kind: "failed", error: { code, class: "permanent" } });
});
