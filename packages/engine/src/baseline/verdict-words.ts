import type { Verdict } from "./verdict.ts";

/** One verdict in words, for marks, lists and alerts: `3.4× slower than usual (99 of 100 take less than 2.1 s; 212 runs)`. */
export function verdictWords(verdict: Verdict): string {
  const { runs } = verdict;
  switch (verdict.kind) {
    case "time":
    case "cost": {
      const [more, figure] = verdict.kind === "time" ? (["slower", seconds] as const) : (["dearer", dollars] as const);
      const times = `${shortNumber(verdict.times)}× ${more} than usual`;
      const lasting = verdict.lasting === undefined ? "" : ` for the last ${verdict.lasting} runs`;
      return `${times}${lasting} (${figure(verdict.value)}; 99 of 100 take up to ${figure(verdict.p99)}; ${counted(runs)})`;
    }
    case "errors": {
      const last = verdict.of === 1 ? "the last run" : `the last ${verdict.of} runs`;
      return `fails more often than usual: ${percent(verdict.share)} of ${last}, usually ${percent(verdict.usual)} (${counted(runs)})`;
    }
    case "path": {
      const usual = verdict.usual < 0.001 ? "less than 0.1 %" : `about ${percent(verdict.usual)}`;
      return `took “${verdict.handle}”, which ${usual} of runs do (${counted(runs)})`;
    }
  }
}

function counted(runs: number): string {
  return runs === 1 ? "1 run" : `${runs} runs`;
}

function percent(share: number): string {
  return `${shortNumber(share * 100)} %`;
}

function seconds(ms: number): string {
  if (ms < 995) return `${shortNumber(ms)} ms`;
  if (ms < 60_000) return `${shortNumber(ms / 1_000)} s`;
  return ms < 3_600_000 ? `${shortNumber(ms / 60_000)} min` : `${shortNumber(ms / 3_600_000)} h`;
}

function dollars(usd: number): string {
  return `$${usd
    .toPrecision(2)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")}`;
}

/** Two telling digits: 3.4, 12, 0.27, 910. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(2)));
}
