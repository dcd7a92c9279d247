import { createEgress } from "@orrery/egress";
import type { Graph } from "@orrery/graph";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listAudit } from "../audit/list-audit.ts";
import type { ServiceContext } from "../service-context.ts";
import { type GalleryHost, openGalleryHost } from "../testing/gallery-host.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { listWorkflows } from "../workflow/list-workflows.ts";
import { addGallery } from "./add-gallery.ts";
import { changeTemplate } from "./change-template.ts";
import { checkTemplate } from "./check-template.ts";
import { getGalleryTemplate } from "./get-gallery-template.ts";
import { getTemplate } from "./get-template.ts";
import { listGalleries } from "./list-galleries.ts";
import { listTemplates } from "./list-templates.ts";
import { previewImport } from "./preview-import.ts";
import { refreshGallery } from "./refresh-gallery.ts";
import { removeGallery } from "./remove-gallery.ts";
import { removeTemplate } from "./remove-template.ts";
import { type NewTemplate, saveTemplate } from "./save-template.ts";

let bench: ServiceBench;
let host: GalleryHost;
let ctx: ServiceContext;
const graph: Graph = greeting;

beforeAll(async () => {
  host = await openGalleryHost(graph);
  bench = await serviceBench({ egress: createEgress({ allowPrivateHosts: [host.host] }) });
  ctx = bench.editor;
});
afterAll(async () => {
  await bench.close();
  host.close();
});

const secret = `sk-${"live0".repeat(6)}`;
const mail: Graph = {
  ...graph,
  description: `Calls with ${secret}.`,
  nodes: [
    ...graph.nodes.slice(0, 2),
    {
      id: "send",
      type: "email",
      position: { x: 400, y: 0 },
      config: { server: "office", from: "ada@example.org", to: "{{ start.name }}", subject: "Hello", text: "Hello" },
    },
    ...graph.nodes.slice(2),
  ],
  edges: [
    ...graph.edges.slice(0, 1),
    { id: "e3", source: "greet", sourceHandle: "out", target: "send", targetHandle: "in" },
    { id: "e4", source: "send", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
};

function wordsFor(workflowId: string): NewTemplate {
  return {
    ...{ workflowId, title: "Welcome mail", description: "Greets.", shows: "A mail.", task: "E-mail" },
    ...{ patterns: ["Chain"], needs: ["credential"], hosts: [], duration: "", sampleInput: { name: "Ada" } },
  };
}

describe("a template of one's own", () => {
  test("is shown with what is left out of it, and kept without that", async () => {
    const { id: workflowId } = await createWorkflow({ ctx, input: { graph: mail } });
    const check = await checkTemplate({ ctx, input: { workflowId } });
    expect(check).toMatchObject({
      name: "Greeting",
      duration: "",
      stripped: [
        { nodeId: null, field: "description", why: "a key or password" },
        { nodeId: "send", field: "config.server", why: "a credential of your workspace" },
        { nodeId: "send", field: "config.from", why: "something that is yours alone" },
      ],
    });
    const { id } = await saveTemplate({ ctx, input: wordsFor(workflowId) });
    const whole = await getTemplate({ ctx, input: { id } });
    expect(JSON.stringify(whole)).not.toMatch(/live0|office|ada@example/);
    expect(whole.about).toMatchObject({ title: "Welcome mail", by: "editor", sampleInput: { name: "Ada" } });
    expect(whole.graph.name).toBe("Welcome mail");
    // What is used is a workflow like any other.
    await expect(createWorkflow({ ctx, input: { graph: whole.graph } })).resolves.toEqual({ id: expect.any(String) });
  });

  test("can be renamed and deleted, and the audit tells of it", async () => {
    const { id: workflowId } = await createWorkflow({ ctx, input: { graph } });
    const { id } = await saveTemplate({ ctx, input: wordsFor(workflowId) });
    const words = { title: "Greet somebody", description: "", shows: "", task: "", patterns: [] };
    await changeTemplate({ ctx, input: { id, ...words } });
    const listed = (await listTemplates({ ctx })).find((row) => row.id === id);
    expect(listed).toMatchObject({ about: { title: "Greet somebody", needs: ["credential"] } });
    expect(listed?.about).not.toHaveProperty("sampleInput");
    expect(listed?.drawing.nodes.map(({ config }) => config)).toEqual([{}, {}, {}]);
    await removeTemplate({ ctx, input: { id } });
    expect((await listTemplates({ ctx })).map((row) => row.id)).not.toContain(id);
    await expect(getTemplate({ ctx, input: { id } })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { entries } = await listAudit({ ctx, input: { limit: 10 } });
    const told = entries.filter(({ subject }) => subject === id).map(({ verb, detail }) => [verb, detail]);
    expect(told).toEqual([
      ["template.remove", { name: "Greet somebody" }],
      ["template.change", { name: "Greet somebody" }],
      ["template.save", { name: "Welcome mail" }],
    ]);
  });

  test("with words that cannot be kept is refused", async () => {
    const { id: workflowId } = await createWorkflow({ ctx, input: { graph } });
    for (const title of ["", "a\0b", "\ud800", "a".repeat(121)]) {
      const input = { ...wordsFor(workflowId), title };
      await expect(saveTemplate({ ctx, input })).rejects.toMatchObject({ code: "INVALID", reason: "TEMPLATE" });
    }
  });
});

describe("a file from an address", () => {
  const preview = (path: string) => previewImport({ ctx, input: { url: `http://${host.host}${path}` } });

  test("is shown before it is used, and nothing is stored", async () => {
    const before = await listWorkflows({ ctx, input: {} });
    const shown = await preview("/greeting.graph.json");
    expect(shown).toEqual({
      graph: expect.objectContaining({ name: "Greeting" }),
      report: null,
      ...nothingWanted,
    });
    host.answer("/moved", { body: "/greeting.graph.json", status: 302 });
    expect((await preview("/moved")).graph).toEqual(shown.graph);
    expect(await listWorkflows({ ctx, input: {} })).toEqual(before);
  });

  test("from a private address is refused, and that is said plainly", async () => {
    const egress = createEgress();
    const guarded: ServiceContext = { ...ctx, services: { ...ctx.services, egress } };
    const asked = host.asked.length;
    const port = host.host.split(":")[1];
    for (const name of ["127.0.0.1", "localhost", "2130706433", "[::1]", "169.254.169.254"]) {
      const input = { url: `http://${name}:${port}/greeting.graph.json` };
      await expect(previewImport({ ctx: guarded, input })).rejects.toMatchObject({
        ...{ code: "INVALID", reason: "FETCH" },
        message: expect.stringMatching(/is not a public address|is not an address on the internet/),
      });
    }
    expect(host.asked.length).toBe(asked);
    await egress.close();
  });

  test("that is no workflow is refused with what is wrong with it", async () => {
    host.answer("/page", { body: "<title>Hello</title>", type: "text/html" });
    host.answer("/broken", { body: '{"schema": "orrery.graph/v1"' });
    host.answer("/large", { body: " ".repeat(6 * 1024 * 1024) });
    await expect(preview("/page")).rejects.toMatchObject({
      reason: "FETCH",
      message: expect.stringContaining("text/html"),
    });
    await expect(preview("/none")).rejects.toMatchObject({ reason: "FETCH", message: expect.stringContaining("404") });
    await expect(preview("/large")).rejects.toMatchObject({
      reason: "FETCH",
      message: expect.stringContaining("bytes"),
    });
    await expect(preview("/broken")).rejects.toMatchObject({
      ...{ reason: "GRAPH", diagnostics: [expect.objectContaining({ code: "ORR_JSON_SYNTAX" })] },
    });
    for (const url of ["file:///etc/passwd", "nothing", "https://ada:secret@example.org/a.json"]) {
      await expect(previewImport({ ctx, input: { url } })).rejects.toMatchObject({ reason: "FETCH" });
    }
  });
});

const nothingWanted = { diagnostics: [], hosts: [], models: [], credentials: [] };

describe("a team's own gallery", () => {
  test("is added, shown, looked at again by its tag, used and removed", async () => {
    const url = `http://${host.host}/gallery.json`;
    const { id } = await addGallery({ ctx, input: { url } });
    await expect(addGallery({ ctx, input: { url: `${url}#again` } })).rejects.toMatchObject({
      reason: "GALLERY_KNOWN",
    });
    expect(await listGalleries({ ctx })).toEqual([
      {
        ...{ id, url, title: "Our team", description: "", checkedAt: expect.any(Number) },
        templates: [{ id: "greeting", about: host.index.templates[0]?.about }],
      },
    ]);
    expect(await refreshGallery({ ctx, input: { id } })).toEqual({ changed: false });
    expect(host.asked.at(-1)).toEqual({ path: "/gallery.json", status: 304 });

    const whole = await getGalleryTemplate({ ctx, input: { galleryId: id, id: "greeting" } });
    expect(whole).toMatchObject({ gallery: "Our team", graph: { name: "Greeting" } });

    const [entry] = host.index.templates;
    const changed = {
      ...host.index,
      title: "Our new team",
      templates: entry ? [{ ...entry, sha256: "0".repeat(64) }] : [],
    };
    host.answer("/gallery.json", { body: JSON.stringify(changed), etag: '"two"' });
    expect(await refreshGallery({ ctx, input: { id } })).toEqual({ changed: true });
    const asked = getGalleryTemplate({ ctx, input: { galleryId: id, id: "greeting" } });
    await expect(asked).rejects.toMatchObject({ code: "CONFLICT", reason: "HASH" });

    host.answer("/gallery.json", { body: "[]", etag: '"three"' });
    await expect(refreshGallery({ ctx, input: { id } })).rejects.toMatchObject({ reason: "GALLERY" });
    expect((await listGalleries({ ctx })).map(({ title }) => title)).toEqual(["Our new team"]);
    await removeGallery({ ctx, input: { id } });
    expect(await listGalleries({ ctx })).toEqual([]);
  });

  test("whose index is broken, or names what is no file of the web, is not added", async () => {
    const [entry] = host.index.templates;
    const bodies = [
      "{",
      JSON.stringify({ ...host.index, schema: "orrery.gallery/v2" }),
      JSON.stringify({ ...host.index, templates: [entry, entry] }),
      JSON.stringify({ ...host.index, templates: [{ ...entry, sha256: "short" }] }),
    ];
    for (const body of bodies) {
      host.answer("/bad.json", { body });
      const added = addGallery({ ctx, input: { url: `http://${host.host}/bad.json` } });
      await expect(added).rejects.toMatchObject({ code: "INVALID", reason: "GALLERY" });
    }
    host.answer("/bad.json", {
      body: JSON.stringify({ ...host.index, templates: [{ ...entry, file: "file:///etc/a" }] }),
    });
    const added = addGallery({ ctx, input: { url: `http://${host.host}/bad.json` } });
    await expect(added).rejects.toMatchObject({ code: "INVALID", reason: "FETCH" });
    expect(await listGalleries({ ctx })).toEqual([]);
  });
});
