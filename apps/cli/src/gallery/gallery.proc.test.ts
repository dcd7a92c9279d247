import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseGalleryIndex } from "@orrery/graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callCli } from "../testing/call-cli.ts";
import { graphText } from "../testing/graph-text.ts";

const builtIn = resolve(import.meta.dirname, "../../../studio/src/templates");
const position = (x: number) => ({ x, y: 0 });
const start = { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } };
const end = { id: "end", type: "output", config: { value: "Done" } };
const good = graphText([start, end], ["start -> end"]);

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "orrery-gallery-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder of its own with these files. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(root, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), text);
  return name;
}

const gallery = (...words: string[]) => callCli(["gallery", ...words], { cwd: root });

function indexIn(file: string) {
  const read = parseGalleryIndex(readFileSync(join(root, file), "utf8"));
  if (!read.ok) throw new Error(read.problem);
  return read.index;
}

test("a folder of graph files becomes an index that a studio takes, with what is said of each beside it", async () => {
  const about = { id: "other", title: "Say done", task: "Office", patterns: ["Short"], sampleInput: { name: "Ada" } };
  folder("team", { "done.graph.json": good, "done.about.json": JSON.stringify(about), "Über uns.graph.json": good });
  const { code, out, err } = await gallery("index", "team", "--title", "Our team", "--description", "What we use");
  expect([code, out, err]).toEqual([0, `Written to ${join(root, "team", "gallery.json")}: 2 templates\n`, ""]);
  const node = ({ id, type }: { id: string; type: string }, x: number) => ({
    id,
    type,
    position: position(x),
    config: {},
  });
  const entry = {
    sha256: createHash("sha256").update(good).digest("hex"),
    drawing: {
      nodes: [node(start, 0), node(end, 260)],
      edges: [{ id: "e0", source: "start", target: "end", sourceHandle: "out", targetHandle: "in" }],
    },
  };
  const plain = { description: "", shows: "", needs: ["offline"], duration: "", hosts: [], by: "" };
  expect(indexIn("team/gallery.json")).toEqual({
    schema: "orrery.gallery/v1",
    title: "Our team",
    description: "What we use",
    templates: [
      {
        ...{ ...entry, id: "done", file: "done.graph.json" },
        about: { ...plain, title: "Say done", task: "Office", patterns: ["Short"], sampleInput: { name: "Ada" } },
      },
      {
        ...{ ...entry, id: "uber-uns", file: "%C3%9Cber%20uns.graph.json" },
        about: { ...plain, title: "Test", task: "", patterns: [], sampleInput: {} },
      },
    ],
  });
});

test("the templates that Orrery brings make an index, also into another folder and to standard output", async () => {
  mkdirSync(join(root, "brought"));
  const files = readdirSync(builtIn)
    .filter((name) => /\.(graph|about)\.json$/.test(name))
    .toSorted();
  for (const file of files) copyFileSync(join(builtIn, file), join(root, "brought", file));
  const [written, printed] = await Promise.all([
    gallery("index", "brought", "--out", "all.json"),
    gallery("index", "brought", "--out", "-"),
  ]);
  expect([written.code, printed.code, existsSync(join(root, "brought", "gallery.json"))]).toEqual([0, 0, false]);
  const { templates } = indexIn("all.json");
  expect(templates.map(({ file }) => file)).toEqual(
    files.filter((name) => name.endsWith(".graph.json")).map((name) => `brought/${name}`),
  );
  const inPlace = JSON.parse(printed.out).templates.map(({ file }: { file: string }) => `brought/${file}`);
  expect(inPlace).toEqual(templates.map(({ file }) => file));
});

test("what cannot stand in an index is told, and nothing is written", async () => {
  folder("broken", {
    "a.graph.json": good,
    "b.graph.json": "{ no json",
    "c.graph.json": good,
    "c.about.json": '{"needs":["luck"]}',
    "d.graph.json": good,
  });
  mkdirSync(join(root, "broken", "d.about.json"));
  mkdirSync(join(root, "broken", "e.graph.json"));
  const broken = await gallery("index", "broken");
  expect([broken.code, broken.out, existsSync(join(root, "broken", "gallery.json"))]).toEqual([1, "", false]);
  expect(broken.err).toMatch(
    /^b\.graph\.json: .+\nc\.about\.json: needs\.0: .+\nd\.about\.json: It cannot be read\.\ne\.graph\.json: It cannot be read\./,
  );

  const untitled = await gallery("index", folder("untitled", { "a.graph.json": good }), "--title", "\u202e");
  expect([untitled.code, untitled.out]).toEqual([1, ""]);
  expect(untitled.err).toContain("No index was made. It, or a template in it, has no title that can be read.");
});

test("what may not be meant for everybody is told beside the index", async () => {
  const key = `sk-${"canary".repeat(6)}`;
  const ask = { id: "ask", type: "http-request", config: { method: "GET", url: `https://example.org/?key=${key}` } };
  const call = { id: "told", type: "transform", config: { value: "{{ nobody.text }}" } };
  folder("private", { "ask.graph.json": graphText([start, ask, call], ["start -> ask", "ask -> told"]) });
  const { code, err } = await gallery("index", "private");
  expect(code).toBe(0);
  expect(err).toContain("ask.graph.json: 1 error to mend before it runs.");
  expect(err).toMatch(/ask\.graph\.json: ask\.config\.url holds .+: is it for everybody\?/);
  expect(err).not.toContain(key);
});

test("wrong usage and folders without graphs are told in a sentence", async () => {
  folder("empty", {});
  const calls = [[], ["list", "x"], ["index"], ["index", "a", "b"], ["index", "empty", "--json"]];
  const seen = await Promise.all(
    [...calls, ["index", "nowhere"], ["index", "empty"]].map((words) => gallery(...words)),
  );
  expect(seen.map(({ code, out }) => [code, out])).toEqual(seen.map(() => [2, ""]));
  expect(seen.map(({ err }) => err.trim())).toEqual([
    ...calls.map(() => "Usage: pnpm orrery gallery index FOLDER [--title TEXT] [--description TEXT] [--out FILE|-]"),
    "nowhere: There is no such folder, or it may not be read.",
    "empty: It holds no file whose name ends in .graph.json.",
  ]);
});
