import { runCode } from "../../index.ts";

/** Prints what became of hostile sources, and how much larger this process is after them than after a harmless one. */
const hostile = [
  "const all = []; for (;;) all.push(new Uint8Array(1e6))",
  "const all = []; for (;;) all.push({ all })",
  "let s = 'x'; for (;;) s += s",
  "return new Array(2e8) + ''",
  "for (;;) {}",
  "const all = []; for (;;) all.push('x'.repeat(1e5) + all.length)",
  "const f = () => f(); return f()",
  "return Array.from({ length: 1e9 }, () => [1])",
];

const run = (source: string, timeoutMs: number) =>
  runCode({ source, inputJson: "null", timeoutMs, now: 0, seed: 0 }, new AbortController().signal);

const settledRss = async (): Promise<number> => {
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 200));
  globalThis.gc?.();
  return process.memoryUsage.rss();
};

// The first call pays for what is kept for good: the sandbox's own modules.
await run("return 1", 20_000);
const before = await settledRss();
const codes: (string | undefined)[] = [];
for (let round = 0; round < 3; round += 1) {
  for (const source of hostile) {
    const answer = await run(source, 500);
    codes.push(answer?.ok === false ? answer.code : undefined);
  }
}
const last = await run("return 1 + 1", 20_000);
const grownMb = ((await settledRss()) - before) / 2 ** 20;
console.log(JSON.stringify({ codes, ready: last?.ok, last: last?.ok === true ? last.outputJson : null, grownMb }));
