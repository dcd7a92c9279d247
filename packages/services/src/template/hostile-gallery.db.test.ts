import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { createEgress } from "@orrery/egress";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "../service-context.ts";
import { type GalleryHost, openGalleryHost } from "../testing/gallery-host.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { listViews } from "../view/list-views.ts";
import { saveView } from "../view/save-view.ts";
import { addGallery } from "./add-gallery.ts";
import { listGalleries } from "./list-galleries.ts";
import { previewImport } from "./preview-import.ts";
import { removeGallery } from "./remove-gallery.ts";

const moved: Readonly<Record<string, string>> = {
  "/cloud": "http://169.254.169.254/latest",
  "/here": "http://localhost:1/x",
  "/mapped": "http://[::ffff:127.0.0.1]:1/x",
  "/disk": "file:///etc/passwd",
  "/ring": "/ring",
};

let bench: ServiceBench;
let host: GalleryHost;
let server: Server;
let ctx: ServiceContext;

beforeAll(async () => {
  server = createServer((request, response) => {
    const location = moved[request.url ?? ""];
    if (location !== undefined) response.writeHead(302, { location }).end();
    else if (request.url === "/bomb") {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(20_000_000)));
    } else response.writeHead(200, { "content-type": "image/svg+xml" }).end("<svg onload='alert(1)'/>");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  host = await openGalleryHost(greeting);
  bench = await serviceBench({ egress: createEgress({ allowPrivateHosts: [host.host, portOf(server)] }) });
  ctx = bench.editor;
});
afterAll(async () => {
  await bench.close();
  host.close();
  server.closeAllConnections();
  server.close();
});

function portOf(of: Server): string {
  return `127.0.0.1:${(of.address() as AddressInfo).port}`;
}

test("a server that leads elsewhere, swells or sends pictures is refused in words", async () => {
  const paths = [...Object.keys(moved), "/bomb", "/picture"];
  for (const path of paths) {
    const shown = previewImport({ ctx, input: { url: `http://${portOf(server)}${path}` } });
    await expect(shown).rejects.toMatchObject({ code: "INVALID", reason: "FETCH" });
  }
});

test("an index whose texts cannot be kept or read is refused", async () => {
  const { index } = host;
  const [entry] = index.templates;
  const drawing = { nodes: [{ id: "a", type: "b\0", position: { x: 0, y: 0 }, config: {} }], edges: [] };
  const bodies = [
    { ...index, title: "a\0b" },
    { ...index, title: "\ud800" },
    { ...index, title: " \u202e " },
    { ...index, description: "\0" },
    { ...index, templates: [{ ...entry, about: { ...entry?.about, title: "\u202e" } }] },
    { ...index, templates: [{ ...entry, drawing }] },
  ];
  for (const body of bodies) {
    host.answer("/odd.json", { body: JSON.stringify(body) });
    const added = addGallery({ ctx, input: { url: `http://${host.host}/odd.json` } });
    await expect(added).rejects.toMatchObject({ code: "INVALID", reason: "GALLERY" });
  }
  expect(await listGalleries({ ctx })).toEqual([]);
});

test("of a drawing only what is drawn is kept, and names read in one direction", async () => {
  const { index } = host;
  const [entry] = index.templates;
  const node = { id: "a", type: "transform", position: { x: 0, y: 0 } };
  const drawing = { nodes: [{ ...node, label: "Named", config: { much: "x".repeat(10_000) } }], edges: [] };
  const body = { ...index, title: "Our \u202emaet", templates: [{ ...entry, drawing }] };
  host.answer("/full.json", { body: JSON.stringify(body) });
  const { id } = await addGallery({ ctx, input: { url: `http://${host.host}/full.json` } });
  const [listed] = await listGalleries({ ctx });
  expect(listed?.title).toBe("Our maet");
  expect(listed?.templates[0]?.drawing).toEqual({ nodes: [{ ...node, config: {} }], edges: [] });
  await removeGallery({ ctx, input: { id } });
});

test("some at the same moment add no more than there may be", async () => {
  const add = (number: number) => addGallery({ ctx, input: { url: `http://${host.host}/gallery.json?n=${number}` } });
  const save = (number: number) => saveView({ ctx, input: { name: `View ${number}`, query: "", isForAll: true } });
  for (let number = 0; number < 18; number += 1) await add(number);
  for (let number = 0; number < 98; number += 1) await save(number);
  await Promise.allSettled([100, 101, 102, 103, 104, 105].map(add));
  await Promise.allSettled([100, 101, 102, 103, 104, 105].map(save));
  // On a machine that stood still some may have given up waiting: what is left is filled one by one.
  for (const number of [200, 201]) await Promise.allSettled([add(number), save(number)]);
  await expect(add(300)).rejects.toMatchObject({ code: "CONFLICT", reason: "GALLERIES" });
  await expect(save(300)).rejects.toMatchObject({ code: "CONFLICT", reason: "VIEWS" });
  expect(await listGalleries({ ctx })).toHaveLength(20);
  expect(await listViews({ ctx })).toHaveLength(100);
});
