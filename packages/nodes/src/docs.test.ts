import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalog } from "./catalog.ts";

interface ExampleNode {
  readonly type: string;
  readonly config: object;
}

const folder = import.meta.dirname;

describe.each(catalog.types.map((definition) => [definition.type, definition] as const))(
  "the page of %s",
  (type, definition) => {
    const page = readFileSync(join(folder, type, "docs.md"), "utf8");

    test("has the title and every field under the name that the form shows", () => {
      const fields = definition.fields.filter((field) => !field.path.includes("*"));
      expect(page.split("\n")[0]).toBe(`# ${definition.title}`);
      expect(fields.filter(({ label, path }) => !page.includes(`**${label}** \`${path}\``))).toEqual([]);
    });

    test("has an example that the type accepts", () => {
      const examples = Array.from(page.matchAll(/```json\n([\s\S]*?)```/g), (match): ExampleNode[] =>
        [JSON.parse(match[1] ?? "")].flat(),
      ).flat();
      expect(examples.some((example) => example.type === type)).toBe(true);
      expect(examples.flatMap(({ type: of, config }) => catalog.get(of)?.config.safeParse(config).error ?? [])).toEqual(
        [],
      );
    });

    test("tells every error of its own", () => {
      const sources = readdirSync(join(folder, type)).filter((name) => name === "runtime.ts");
      const codes = sources.flatMap((name) =>
        Array.from(
          readFileSync(join(folder, type, name), "utf8").matchAll(/"([A-Z]+_[A-Z_]+)"/g),
          (match) => match[1] ?? "",
        ),
      );
      expect(codes.filter((code) => !page.includes(code))).toEqual([]);
    });
  },
);
