import fc from "fast-check";
import { expect, test } from "vitest";
import { containerOf, formatStepKey, nodeIdOf, parseStepKey, scopeKeyOf } from "./step-key.ts";

const id = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const parts = fc.record({
  path: fc.array(fc.record({ nodeId: id, index: fc.nat(999_999_999) }), { maxLength: 4 }),
  nodeId: id,
  sub: fc.array(fc.stringMatching(/^[a-z][a-z0-9_.]{0,8}$/), { maxLength: 3 }),
});

test("a step key is taken apart and put together again", () => {
  fc.assert(
    fc.property(parts, (given) => {
      const text = formatStepKey(given);
      expect(parseStepKey(text)).toEqual(given);
      expect(nodeIdOf(text)).toBe(given.nodeId);
      const last = given.path.at(-1);
      expect(containerOf(scopeKeyOf(text))?.index ?? null).toBe(last?.index ?? null);
    }),
  );
});

test("names a nested and a dynamic step", () => {
  expect(parseStepKey("row[2]/cell[0]/add")).toEqual({
    path: [
      { nodeId: "row", index: 2 },
      { nodeId: "cell", index: 0 },
    ],
    nodeId: "add",
    sub: [],
  });
  expect(parseStepKey("agent#turn.3#call.1")).toEqual({ path: [], nodeId: "agent", sub: ["turn.3", "call.1"] });
});

test.each(["", "/", "a/b", "a[1]", "a[01]/b", "a[-1]/b", "A", "a[1]/", "a[1]/b/c", "a#", "__proto__/x", "a b"])(
  "%j is no step key",
  (text) => {
    expect(parseStepKey(text)).toBe(null);
  },
);
