import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createRunBench, readLines } from "../testing/run-bench.ts";

const root = resolve(import.meta.dirname, "../../../..");
const templates = join(root, "apps/studio/src/templates");
const bench = createRunBench();
const { file, run } = bench;
afterAll(() => bench.remove());

test("the changelog template sums up each of the newest versions", async () => {
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const text = `# Changes\n\n## 2.0.0\n\n- Node 18 is no longer supported.\n- Updated dependencies\n\n## 1.9.0\n\n- Streams can be paused.\n`;
  file("changes.json", JSON.stringify({ changelog: text, versions: 2 }));
  file("own.json", JSON.stringify({ changelog, versions: 1 }));
  const name = join(templates, "changelog-digest.graph.json");
  const call = await run([name, "--json", "--input", "@changes.json"]);
  expect({ code: call.code, output: readLines(call).result.output }).toEqual({
    code: 0,
    output: {
      digest: "## 2.0.0\n\nNode 18 is no longer supported.\n\n## 1.9.0\n\nStreams can be paused.",
      versions: [
        { version: "2.0.0", summary: "Node 18 is no longer supported." },
        { version: "1.9.0", summary: "Streams can be paused." },
      ],
    },
  });
  expect((await run([name, "--input", "@own.json"])).code).toBe(0);
});

test("the triage template asks for urgent tickets alone", async () => {
  const name = join(templates, "ticket-triage.graph.json");
  const calm = ["Thank you for the new theme.", "The export puts dates in the wrong column."];
  file("calm.json", JSON.stringify({ tickets: calm }));
  file("urgent.json", JSON.stringify({ tickets: [...calm, "Nobody can log in, all orders are gone!"] }));
  const quiet = await run([name, "--json", "--input", "@calm.json"]);
  expect({ code: quiet.code, output: readLines(quiet).result.output }).toMatchObject({
    code: 0,
    output: { first: [], next: [calm[1]], later: [calm[0]] },
  });
  const asked = await run([name, "--json", "--input", "@urgent.json"]);
  expect({ code: asked.code, waits: readLines(asked).types.filter((type) => type === "step.waiting").length }).toEqual({
    code: 4,
    waits: 1,
  });
});

test("the fetch template keeps what matters, or says what went wrong", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ name: "undici", version: "8.1.0", dependencies: { b: "1", a: "2" }, more: 1 }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const name = join(templates, "fetch-and-reshape.graph.json");
  const words = [name, "--json", "--input", JSON.stringify({ url: `http://${host}/undici/latest` })];
  const allowed = await run(words, { env: { ORRERY_ALLOW_PRIVATE_HOSTS: host } });
  const refused = await run(words);
  server.close();
  expect([allowed, refused].map((call) => ({ code: call.code, output: readLines(call).result.output }))).toEqual([
    { code: 0, output: { ok: true, name: "undici", version: "8.1.0", about: "", needs: ["a", "b"] } },
    { code: 0, output: { ok: false, code: "EGRESS_DENIED", problem: expect.stringContaining("not a public address") } },
  ]);
});
