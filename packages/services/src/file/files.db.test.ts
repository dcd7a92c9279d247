import { createFiles, sqlDatabase } from "@orrery/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { listFiles } from "./list-files.ts";
import { openFile } from "./open-file.ts";
import { removeFile } from "./remove-file.ts";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

async function put(name: string, content: string): Promise<void> {
  const { pool } = bench.services;
  const kept = await createFiles(sqlDatabase(pool)).keep("default", [Buffer.from(content)], 1_000);
  if (kept.kind !== "kept") throw new Error(kept.kind);
  await pool.query("INSERT INTO workspace_file VALUES ('default', $1, $2, 'text/plain', $3, now())", [
    name,
    kept.sha256,
    kept.bytes,
  ]);
}

test("files are listed by name in pages, opened, and taken away with a line in the audit", async () => {
  const ctx = bench.owner;
  await Promise.all(Array.from({ length: 103 }, (_, n) => put(`many/${String(n).padStart(3, "0")}`, `text ${n}`)));
  await put("other", "other");
  const first = await listFiles({ ctx, input: { prefix: "many/" } });
  expect([first.files.length, first.files[0]?.name, first.more]).toEqual([100, "many/000", true]);
  const rest = await listFiles({ ctx, input: { prefix: "many/", after: "many/099" } });
  expect([rest.files.map(({ name }) => name), rest.more]).toEqual([["many/100", "many/101", "many/102"], false]);
  const opened = await openFile({ ctx, input: { name: "many/007" } });
  const pieces: Uint8Array[] = [];
  for await (const piece of opened.pieces) pieces.push(piece);
  expect([opened.mediaType, opened.bytes, Buffer.concat(pieces).toString()]).toEqual(["text/plain", 6, "text 7"]);

  await removeFile({ ctx, input: { name: "other" } });
  await expect(openFile({ ctx, input: { name: "other" } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(openFile({ ctx, input: { name: "a\0b" } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(removeFile({ ctx, input: { name: "other" } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const audit = await bench.services.db.auditEntry.findMany({ where: { verb: "file.remove" } });
  expect(audit.map(({ subject }) => subject)).toEqual(["other"]);
});
