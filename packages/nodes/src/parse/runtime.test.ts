import type { Json } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { parseRuntime } from "./runtime.ts";

type Config = {
  format?: string;
  document: Json;
  encoding?: string;
  header?: boolean;
  types?: boolean;
  delimiter?: string;
};
const run = async (config: Config) => parseRuntime.run(createTestStep().ctx, createTestInput(config));

test.each<[Config, Json]>([
  [{ document: '{"a":[1,null]}' }, { a: [1, null] }],
  [
    { format: "csv", document: "a,b\n1,x" },
    { rows: [{ a: 1, b: "x" }], columns: ["a", "b"], count: 1, uneven: 0, delimiter: "," },
  ],
  [
    { format: "csv", document: "1\tx", header: false, types: false, delimiter: "\t" },
    { rows: [["1", "x"]], columns: [], count: 1, uneven: 0, delimiter: "\t" },
  ],
  [
    { format: "html", document: "<title>T</title><p>Hi" },
    { title: "T", text: "Hi" },
  ],
  [{ document: Buffer.from("[1]").toString("base64"), encoding: "base64" }, [1]],
  [{ document: `data:application/json;base64,${Buffer.from("[2]").toString("base64")}`, encoding: "base64" }, [2]],
])("%j", async (config, output) => {
  expect(await run(config)).toEqual({ kind: "done", output });
});

test.each<[Config, string]>([
  [{ document: "" }, "DOCUMENT_EMPTY"],
  [{ document: "{" }, "DOCUMENT_UNREADABLE"],
  [
    { format: "csv", document: Buffer.from([0xff, 0xd8, 0, 1]).toString("base64"), encoding: "base64" },
    "DOCUMENT_BINARY",
  ],
  [{ document: "not base64!", encoding: "base64" }, "BASE64_EXPECTED"],
])("%j is refused with %s", async (config, code) => {
  expect(await run(config)).toMatchObject({ kind: "failed", error: { code, class: "permanent" } });
});

test.each<[Config, string]>([
  [{ document: 1 }, "TEXT_EXPECTED"],
  [{ document: "x".repeat(4_000_001) }, "TEXT_TOO_LONG"],
])("what is no document of bounded length is refused (%#)", async (config, code) => {
  await expect(run(config)).rejects.toThrow(expect.objectContaining({ error: expect.objectContaining({ code }) }));
});

test("a file of the workspace is read as it was kept", async () => {
  const file = { name: "a.csv", sha256: "0".repeat(64), mediaType: "text/csv", bytes: 7 };
  const files = {
    keep: () => Promise.reject(new Error("nothing is kept")),
    find: async () => null,
    list: async () => [],
    read: async ({ sha256 }: { readonly sha256: string }) =>
      new TextEncoder().encode(sha256 === file.sha256 ? "a,b\n1,x" : ""),
  };
  const read = async (document: Json) =>
    parseRuntime.run(createTestStep({ files }).ctx, createTestInput({ format: "csv", encoding: "file", document }));
  expect(await read(file)).toMatchObject({ kind: "done", output: { rows: [{ a: 1, b: "x" }] } });
  expect(await read("a.csv")).toMatchObject({ kind: "failed", error: { code: "FILE_EXPECTED" } });
});
