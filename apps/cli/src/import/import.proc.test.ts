import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSample } from "@orrery/foreign/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callCli } from "../testing/call-cli.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "orrery-import-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cli = (...words: string[]) => callCli(words, { cwd: folder });

test("a workflow of another tool is told of, written as ours, and fit to run", async () => {
  writeFileSync(join(folder, "translate.yml"), readSample("dify/translate.yml"));
  const made = await cli("import", "translate.yml", "--out", "translate.json");
  expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: "" });
  expect(made.out).toContain("# Imported from Dify\nOf its nodes came across: 3 exactly, 1 changed, 0 not at all.");
  expect(made.out).toContain("Written to translate.json");
  const graph = JSON.parse(readFileSync(join(folder, "translate.json"), "utf8"));
  expect(graph.nodes.map(({ type }: { type: string }) => type).toSorted()).toEqual([
    "input",
    "note",
    "output",
    "prompt",
    "template",
  ]);
  expect((await cli("check", "translate.json")).code).toBe(0);
});

test("what cannot be read is told with its reason", async () => {
  writeFileSync(join(folder, "chat.yml"), "kind: app\napp: { mode: chat }\nmodel_config: {}\n");
  writeFileSync(join(folder, "other.json"), "{}");
  const seen = await Promise.all([
    cli("import"),
    cli("import", "gone.json"),
    cli("import", "chat.yml"),
    cli("import", "other.json"),
  ]);
  expect(seen.map(({ code, out, err }) => ({ code, out, err: err.trim() }))).toEqual([
    { code: 2, out: "", err: "Usage: pnpm orrery import FILE [--out FILE] [--json]" },
    { code: 2, out: "", err: "gone.json: There is no such file." },
    {
      code: 1,
      out: "",
      err: "chat.yml: This is a Dify app without a workflow. Only its workflows and chatflows can be imported. (ORR_FOREIGN_KIND)",
    },
    { code: 1, out: "", err: "other.json: This is not a workflow of n8n, Flowise, Dify or Langflow." },
  ]);
});
