import { emptyBaseline, judgeNode } from "../baseline/node-baseline.ts";
import type { NodeObservation } from "../baseline/observe-node.ts";
import type { DeviationKind } from "../baseline/verdict.ts";
import { type Random, seededRandom } from "./seeded-random.ts";

const runsOfNode = 400;
const plantedFrom = 250;

/** Nodes as they are found, none of them ill: what one of them does in its `run`th run. */
const healthy: Readonly<Record<string, (random: Random, run: number) => NodeObservation>> = {
  steady: (random) => took(300 * logNormal(random, 0.1)),
  usual: (random) => took(900 * logNormal(random, 0.35), { usd: 0.004 * logNormal(random, 0.25) }),
  wide: (random) => took(900 * logNormal(random, 0.8)),
  powerLaw: (random) => took(200 * (1 - random()) ** (-1 / 2.5)),
  cached: (random) => took((random() < 0.25 ? 1_500 : 40) * logNormal(random, 0.2)),
  drifting: (random, run) => took(500 * 2 ** (run / runsOfNode) * logNormal(random, 0.25)),
  daily: (random, run) => took(600 * (1 + 0.3 * Math.sin(run / 12)) * logNormal(random, 0.25)),
  failing: (random) =>
    random() < 0.1 ? { ...took(0), ms: null, failed: 1, handles: [] } : took(300 * logNormal(random, 0.3)),
  hardlyFailing: (random) =>
    random() < 0.01 ? { ...took(0), ms: null, failed: 1, handles: [] } : took(300 * logNormal(random, 0.3)),
  branching: (random) => took(5, { handles: [random() < 0.6 ? "yes" : random() < 0.9 ? "no" : "other"] }),
};

/** What can go wrong, from run 250 on, of a node that was well until then; `runs`: for how long. */
const planted: readonly {
  readonly name: string;
  readonly kind: DeviationKind;
  readonly runs: number;
  readonly within: number;
  readonly ill: (random: Random) => NodeObservation;
}[] = [
  {
    name: "once six times slower",
    kind: "time",
    runs: 1,
    within: 1,
    ill: (random) => took(5_400 * logNormal(random, 0.1)),
  },
  {
    name: "twice as slow for a while",
    kind: "time",
    runs: 40,
    within: 40,
    ill: (random) => took(2_200 * logNormal(random, 0.35)),
  },
  {
    name: "once five times dearer",
    kind: "cost",
    runs: 1,
    within: 1,
    ill: (random) => took(900 * logNormal(random, 0.35), { usd: 0.02 }),
  },
  {
    ...{ name: "every third run fails", kind: "errors", runs: 30, within: 30 },
    ill: (random) =>
      random() < 1 / 3 ? { ...took(0), ms: null, failed: 1, handles: [] } : took(900 * logNormal(random, 0.35)),
  },
  { name: "down", kind: "errors", runs: 5, within: 5, ill: () => ({ ...took(0), ms: null, failed: 1, handles: [] }) },
  {
    name: "a way never taken",
    kind: "path",
    runs: 1,
    within: 1,
    ill: (random) => took(900 * logNormal(random, 0.35), { handles: ["never"] }),
  },
];

export interface BaselineFigures {
  /** Observations of healthy nodes that were judged, and those that were called other than usual although they were not. */
  readonly judged: number;
  readonly falseMarks: number;
  /** Of `falseMarks`, those with which a stretch began: what an alert would have been sent for. */
  readonly falseAlarms: number;
  readonly byNode: Readonly<
    Record<string, { readonly judged: number; readonly falseMarks: number; readonly falseAlarms: number }>
  >;
  /** Ills that were planted, and those of which nothing was said while they lasted. */
  readonly planted: number;
  readonly missed: number;
  readonly byIll: Readonly<Record<string, { readonly planted: number; readonly missed: number }>>;
}

/** Plays the runs of many nodes, well and ill, and counts what is said of them. The same seed gives the same figures. */
export function playBaselines(seed: number, repeats: number): BaselineFigures {
  const random = seededRandom(seed);
  const byNode: Record<string, { judged: number; falseMarks: number; falseAlarms: number }> = {};
  const byIll: Record<string, { planted: number; missed: number }> = {};
  for (const [name, observe] of Object.entries(healthy)) {
    const counts = { judged: 0, falseMarks: 0, falseAlarms: 0 };
    byNode[name] = counts;
    for (let node = 0; node < repeats; node += 1) {
      let baseline = emptyBaseline;
      for (let run = 0; run < runsOfNode; run += 1) {
        const said = judgeNode(baseline, observe(random, run), run);
        baseline = said.baseline;
        if (run < 30) continue;
        counts.judged += 1;
        if (said.verdicts.length > 0) counts.falseMarks += 1;
        counts.falseAlarms += said.news.filter(({ news }) => news === "begins").length;
      }
    }
  }
  const well = healthy.usual ?? ((): NodeObservation => took(1));
  for (const ill of planted) {
    const counts = { planted: 0, missed: 0 };
    byIll[ill.name] = counts;
    for (let node = 0; node < repeats; node += 1) {
      let baseline = emptyBaseline;
      for (let run = 0; run < plantedFrom; run += 1) baseline = judgeNode(baseline, well(random, run), run).baseline;
      let isFound = false;
      for (let run = 0; run < ill.within; run += 1) {
        const said = judgeNode(baseline, ill.ill(random), plantedFrom + run);
        baseline = said.baseline;
        isFound ||= said.verdicts.some(({ kind }) => kind === ill.kind);
      }
      counts.planted += 1;
      if (!isFound) counts.missed += 1;
    }
  }
  return { ...summed(Object.values(byNode)), byNode, ...missedOf(Object.values(byIll)), byIll };
}

function summed(all: readonly { judged: number; falseMarks: number; falseAlarms: number }[]) {
  const sum = (of: (one: (typeof all)[number]) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    judged: sum((one) => one.judged),
    falseMarks: sum((one) => one.falseMarks),
    falseAlarms: sum((one) => one.falseAlarms),
  };
}

function missedOf(all: readonly { planted: number; missed: number }[]) {
  return {
    planted: all.reduce((total, one) => total + one.planted, 0),
    missed: all.reduce((total, one) => total + one.missed, 0),
  };
}

function took(ms: number, more: Partial<NodeObservation> = {}): NodeObservation {
  return { ms: ms > 0 ? ms : null, usd: null, failed: 0, handles: ["out"], ...more };
}

/** exp of a normal draw (Box and Muller 1958). */
function logNormal(random: Random, sigma: number): number {
  return Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}
