import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalog } from "./catalog.ts";
import { runtimes } from "./runtimes.ts";

test("every type that does work has a runtime of its name, containers and notes have none", () => {
  const works = catalog.types.map(({ type, traits }) => ({
    type,
    runtime: traits.role === "note" || traits.container !== undefined ? undefined : type,
  }));
  expect(works).toEqual(catalog.types.map(({ type }) => ({ type, runtime: runtimes.get(type)?.type })));
});

test("a type that waits can go on, and no other asks to", () => {
  const resumes = catalog.types.filter(({ type }) => runtimes.get(type)?.resume !== undefined);
  expect(resumes.map(({ type }) => type)).toEqual(
    catalog.types.filter(({ traits }) => traits.waits !== undefined).map(({ type }) => type),
  );
});

test("every type has its page and, where it works, its test", () => {
  const missing = catalog.types.flatMap(({ type }) =>
    ["docs.md", ...(runtimes.get(type) ? ["runtime.test.ts"] : [])]
      .map((name) => join(type, name))
      .filter((path) => !existsSync(join(import.meta.dirname, path))),
  );
  expect(missing).toEqual([]);
});
