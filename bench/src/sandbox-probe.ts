import { runCode } from "@orrery/sandbox";
import { median } from "./percentile.ts";

/** In milliseconds. */
export interface SandboxTimes {
  readonly cold: number;
  readonly warm: number;
  readonly stop: number;
}

const calls = 100;
const harmless = "const sum: number = input.reduce((all: number, one: number) => all + one, 0); return { sum };";
const endless = ["for (;;) {}", "return new Array(2e8) + ''"];

async function timed(source: string): Promise<number> {
  const before = performance.now();
  const call = { source, inputJson: "[1,2,3]", timeoutMs: 200, now: 0, seed: 0 };
  const answer = await runCode(call, new AbortController().signal);
  if (answer === null || answer.ok !== (source === harmless))
    throw new Error(`The sandbox gave ${JSON.stringify(answer)}.`);
  return performance.now() - before;
}

const cold = await timed(harmless);
const warm: number[] = [];
for (let call = 0; call < calls; call += 1) warm.push(await timed(harmless));
const stops: number[] = [];
for (const source of endless) stops.push(await timed(source));
const times: SandboxTimes = { cold, warm: median(warm), stop: Math.max(...stops) };
console.log(JSON.stringify(times));
