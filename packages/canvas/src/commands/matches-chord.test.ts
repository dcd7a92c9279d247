import { expect, test } from "vitest";
import { matchesChord, type PressedKeys } from "./matches-chord.ts";

const pressed = (key: string, held: Partial<PressedKeys> = {}): PressedKeys => ({
  key,
  code: `Key${key.toUpperCase()}`,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test("a chord is met by its keys and by no others", () => {
  const cases: readonly [PressedKeys, string, boolean][] = [
    [pressed("z", { ctrlKey: true }), "⌘Z", true],
    [pressed("z", { metaKey: true }), "⌘Z", true],
    [pressed("Z", { ctrlKey: true, shiftKey: true }), "⌘Z", false],
    [pressed("Z", { ctrlKey: true, shiftKey: true }), "⇧⌘Z", true],
    [pressed("z"), "⌘Z", false],
    [pressed("d"), "D", true],
    [pressed("D", { shiftKey: true }), "D", false],
    [pressed("d", { altKey: true }), "D", false],
    [pressed("ƒ", { metaKey: true, altKey: true, code: "KeyF" }), "⌥⌘F", true],
    [pressed("?", { shiftKey: true, code: "Slash" }), "?", true],
    [pressed("?", { code: "Minus" }), "?", true],
    [pressed("/", { code: "Slash" }), "?", false],
    [pressed("F2", { code: "F2" }), "F2", true],
    [pressed("f"), "F2", false],
    [pressed("Delete", { code: "Delete" }), "⌫", true],
    [pressed("Backspace", { code: "Backspace" }), "⌫", true],
    [pressed("ArrowLeft", { altKey: true, code: "ArrowLeft" }), "⌥←", true],
    [pressed("ArrowLeft", { code: "ArrowLeft" }), "⌥←", false],
    [pressed("Enter", { ctrlKey: true, code: "Enter" }), "⌘↵", true],
  ];
  expect(cases.map(([event, keys]) => matchesChord(event, keys))).toEqual(cases.map(([, , expected]) => expected));
});
