import { expect, test } from "vitest";
import { runCode } from "./run-code.ts";

/** Long enough that only code which never ends is late, however busy the machine is. */
const patience = 60_000;
const run = (source: string, input: unknown = null, timeoutMs = patience) =>
  runCode({ source, inputJson: JSON.stringify(input), timeoutMs, now: 1_000, seed: 7 }, new AbortController().signal);

test("input goes in and the output comes out as JSON, and console lines beside it", async () => {
  const source = `
    interface Item { readonly price: number }
    const items = input.items as Item[];
    console.log("items", items);
    const sum: number = await Promise.resolve(items.reduce((all, { price }) => all + price, 0));
    return { sum, at: new Date(), now: Date.now(), none: undefined };`;
  expect(await run(source, { items: [{ price: 2 }, { price: 3 }] })).toEqual({
    ok: true,
    outputJson: '{"sum":5,"at":"1970-01-01T00:00:01.000Z","now":1000}',
    console: ['items [{"price":2},{"price":3}]'],
  });
});

test("chance is the same each time", async () => {
  const [first, second] = [await run("return Math.random()"), await run("return Math.random()")];
  expect(first).toEqual(second);
});

test("nothing of the host is there, and one call leaves nothing for the next", async () => {
  const reach = `globalThis.left = 1; const all = globalThis.constructor.constructor("return this")();
    return [typeof process, typeof require, typeof fetch, typeof all.process, typeof setTimeout];`;
  expect(await run(reach)).toMatchObject({
    outputJson: '["undefined","undefined","undefined","undefined","undefined"]',
  });
  expect(await run("return typeof globalThis.left")).toMatchObject({ outputJson: '"undefined"' });
});

test("what the code does to its built-ins does not change what crosses", async () => {
  const source = "JSON.stringify = () => 'x'; JSON.parse = null; Promise.prototype.then = 1; return { a: 1 };";
  expect(await run(source)).toEqual({ ok: true, outputJson: '{"a":1}', console: [] });
});

test.each<[string, string, object]>([
  [
    "throws",
    "const a = 1;\nthrow new TypeError('no ' + a)",
    { code: "CODE_THREW", message: "TypeError: no 1", line: 2 },
  ],
  ["throws what cannot be shown", "throw { toString() { throw 1 } }", { code: "CODE_THREW", message: "{}" }],
  ["cannot be read", "return 1 +", { code: "CODE_SYNTAX" }],
  ["is no function body", "}), ({", { code: "CODE_SYNTAX" }],
  ["needs more than types stripped", "enum A { B }", { code: "CODE_SYNTAX" }],
  ["imports", "return await import('node:fs')", { code: "CODE_THREW" }],
  [
    "recurses for ever",
    "const f = () => f(); return f()",
    { code: "CODE_THREW", message: "InternalError: stack overflow" },
  ],
  ["waits for ever", "await new Promise(() => {})", { code: "CODE_OUTPUT" }],
  ["gives what JSON cannot say", "return 10n", { code: "CODE_OUTPUT" }],
  ["nests too deep", "let o = {}; for (let i = 0; i < 100; i++) o = { o }; return o", { code: "CODE_OUTPUT" }],
  ["gives too much", "return 'x'.repeat(5e6)", { code: "CODE_OUTPUT" }],
])("code that %s fails with a reason", async (_, source, expected) => {
  expect(await run(source)).toMatchObject({ ok: false, ...expected });
});

test.each([
  ["loops", "for (;;) {}"],
  ["loops in promises", "for (;;) await null"],
  ["loops when it is read", "return { toJSON() { for (;;) {} } }"],
  ["loops in its error", "throw { get message() { for (;;) {} } }"],
  ["matches for ever", "return /(a+)+$/.test('a'.repeat(60) + 'b')"],
  ["is busy where it cannot be interrupted", "return new Array(2e8) + ''"],
])("code that %s is stopped", async (_, source) => {
  expect(await run(source, null, 300)).toEqual({
    ok: false,
    code: "CODE_TIMEOUT",
    message: "The code did not end within 300 ms.",
    console: [],
  });
});

test.each([
  ["objects", "const all = []; for (;;) all.push({ all })"],
  ["typed arrays", "const all = []; for (;;) all.push(new Uint8Array(1e6))"],
  ["promises", "const p = () => Promise.resolve().then(p); await p()"],
])("code that wants all memory for %s is refused it", async (_, source) => {
  const answer = await run(source);
  expect(answer).toMatchObject({ ok: false, code: expect.stringMatching(/^CODE_(MEMORY|CRASHED)$/) });
});

test("console lines are bounded", async () => {
  const answer = await run("for (let i = 0; i < 1000; i++) console.log('x'.repeat(5000))");
  expect(answer?.console.length).toBe(200);
  expect(answer?.console[0]?.length).toBe(1_000);
});

test("one that is not wanted any more ends at once, and the next one works", async () => {
  const abort = new AbortController();
  const call = { source: "for (;;) {}", inputJson: "null", timeoutMs: patience, now: 0, seed: 0 };
  const running = runCode(call, abort.signal);
  abort.abort();
  expect(await running).toBeNull();
  expect(await run("return 1")).toMatchObject({ outputJson: "1" });
});

test("many at once share the workers, and each gets its own answer", async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => run("return input * 2", index)));
  expect(answers.map((answer) => (answer?.ok === true ? Number(answer.outputJson) : null))).toEqual(
    Array.from({ length: 40 }, (_, index) => index * 2),
  );
});

test("a call of the host is asked for, and has its answer when the code is run again from its beginning", async () => {
  const source = `
    console.log("begins", Math.random());
    const [page, word] = await Promise.all([fetch("https://example.org/a", { method: "POST", body: "x" }), generate("Say")]);
    const again = await fetch("https://example.org/b").catch((error) => [error.name, error.code, error.message]);
    return { ok: page.ok, body: await page.json(), word: word.text, again };`;
  const call = {
    source,
    inputJson: "null",
    timeoutMs: patience,
    now: 1_000,
    seed: 7,
    asks: ["fetch", "generate"],
  } as const;
  const { signal } = new AbortController();
  const first = await runCode(call, signal);
  expect(first).toMatchObject({
    ok: "later",
    asks: [
      { kind: "fetch", argsJson: '["https://example.org/a",{"method":"POST","body":"x"}]' },
      { kind: "generate", argsJson: '["Say"]' },
    ],
  });
  const answers = [
    { ok: true, json: '{"status":200,"headers":{},"body":"{\\"a\\":1}"}' },
    { ok: true, json: '{"text":"word"}' },
  ] as const;
  const second = await runCode({ ...call, answers }, signal);
  expect(second).toMatchObject({ ok: "later", asks: [{ kind: "fetch", argsJson: '["https://example.org/b"]' }] });
  expect(second?.console).toEqual(first?.console);
  const failed = { ok: false, code: "EGRESS_DENIED", message: "Not there." } as const;
  expect(await runCode({ ...call, answers: [...answers, failed] }, signal)).toMatchObject({
    ok: true,
    outputJson: '{"ok":true,"body":{"a":1},"word":"word","again":["CallError","EGRESS_DENIED","Not there."]}',
  });
});

test("what the code does not wait for is asked for as well, and without a grant there is no such function", async () => {
  const call = { inputJson: "null", timeoutMs: patience, now: 0, seed: 1 };
  const { signal } = new AbortController();
  const hurried = { ...call, source: "fetch('https://example.org'); return 1", asks: ["fetch"] } as const;
  expect(await runCode(hurried, signal)).toMatchObject({ ok: "later", asks: [{ kind: "fetch" }] });
  const answers = [{ ok: true, json: '{"status":200,"headers":{},"body":""}' }] as const;
  expect(await runCode({ ...hurried, answers }, signal)).toMatchObject({ ok: true, outputJson: "1" });
  expect(
    await runCode({ ...call, source: "return [typeof fetch, typeof generate]", asks: ["fetch"] }, signal),
  ).toMatchObject({ outputJson: '["function","undefined"]' });
});
