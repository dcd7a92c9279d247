import { catalog } from "@orrery/nodes/catalog";
import { expect, test } from "vitest";
import { concurrencyKey } from "./concurrency-key.ts";
import { compile } from "./create-compiler.ts";
import { edges, graph, output, start } from "./diagnostic-catalogue/draw.ts";

const at = { entry: "start", input: { customer: "Ada", list: [1] }, now: 0 };
const { plan } = compile(graph([start(), output("end", 1)], edges("start -> end")), { catalog });
const planOf = (key: string) => ({ ...(plan ?? expect.fail("no plan")), concurrency: { key, limit: 3 } });

test("runs whose key comes to the same share places, and no others do", () => {
  const keyOf = (key: string, input: (typeof at)["input"] = at.input) => {
    const found = concurrencyKey(planOf(key), { ...at, input });
    return found.ok && found.key !== null ? found.key : null;
  };
  const ada = keyOf("{{ start.customer }}");
  expect(ada).toEqual({ hash: ada?.hash, label: "Ada", limit: 3 });
  expect(keyOf("{{ start.customer }}", { customer: "Ada", list: [] })?.hash).toBe(ada?.hash);
  expect(keyOf("{{ start.customer }}", { customer: "Bo", list: [] })?.hash).not.toBe(ada?.hash);
  expect(keyOf("Ada")?.hash).not.toBe(ada?.hash);
  expect(keyOf("x".repeat(500))?.label.length).toBe(80);
});

test("what cannot be a key is told in words", () => {
  expect(concurrencyKey(planOf("{{ start.list }}"), at)).toEqual({
    ok: false,
    message: "it has to be a text, a number or true or false.",
  });
  expect(concurrencyKey(planOf("{{ start.nobody }}"), at).ok).toBe(false);
});
