import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { hasAuditWords } from "./audit-words.ts";

const services = resolve(import.meta.dirname, "../../../../packages/services/src");

test("every verb that is written down has words", () => {
  const folders = readdirSync(services, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = folders.flatMap(({ name }) =>
    readdirSync(join(services, name)).map((file) => join(services, name, file)),
  );
  const written = files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(file, "utf8"))
    .filter((text) => text.includes("writeAudit("))
    .flatMap((text) => [...text.matchAll(/"([a-z]+\.[a-z]+(?:-[a-z]+)*)"/g)].map((match) => match[1] ?? ""))
    // Permissions are named the same way.
    .filter((verb) => !/\.(?:read|write|manage|own|start|control)$/.test(verb));
  expect(written.length).toBeGreaterThan(25);
  expect(written.filter((verb) => !hasAuditWords(verb))).toEqual([]);
});
