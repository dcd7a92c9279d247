import { pick } from "@orrery/engine/testing";
import { drawGraph, startNode } from "./draw-graph.ts";
import {
  type AcrossFault,
  givesOutput,
  type OutsideStory,
  type ReferenceGraph,
  type RunEnd,
} from "./reference-graph.ts";

const words = ["moon", "sun"] as const;
const ttlMs = 15_000;
/** From a result's time in its log until others can surely see it, on a machine that is busy. */
const commitMs = 3_000;

/** A question that many runs ask, and whose answer is kept: while it is, nobody asks again. */
export const keptResult: ReferenceGraph = {
  name: "kept-result",
  draw: (ledger) =>
    drawGraph(
      "kept-result",
      [
        startNode({ word: { type: "string" } }),
        {
          id: "look",
          type: "http-request",
          config: { url: `http://${ledger}/get/shared/{{ start.word }}` },
          policy: { cache: { ttlMs } },
        },
        { id: "end", type: "output", config: { value: "{{ look.body.done }}" } },
      ],
      ["start -> look", "look -> end"],
    ),
  input: (tag, random) => ({ tag, word: pick(random, words) }),
  faultOf: givesOutput(({ word }) => `shared/${word}`),
  faultsAcross: (ends, outside) => words.flatMap((word) => faultsOf(word, looksOf(word, ends), outside)),
};

/** One run's question: when its last attempt began and ended, and whose answer it took. */
interface Look {
  readonly runId: string;
  readonly begun: number;
  /** Null where it did not succeed. */
  readonly ended: number | null;
  readonly attempts: number;
  readonly cached: { readonly runId: string; readonly at: number } | null;
}

function looksOf(word: string, ends: readonly RunEnd[]): readonly Look[] {
  return ends
    .filter(({ input }) => input.word === word)
    .flatMap(({ runId, log }) => {
      const starts = log.filter((event) => event.type === "step.started" && event.stepKey === "look");
      const begun = starts.at(-1)?.at;
      if (begun === undefined) return [];
      const end = log.find((event) => event.type === "step.succeeded" && event.stepKey === "look");
      const cached = end?.type === "step.succeeded" ? (end.cached ?? null) : null;
      return [{ runId, begun, ended: end?.at ?? null, attempts: starts.length, cached }];
    });
}

function faultsOf(word: string, looks: readonly Look[], { entryOf, aways }: OutsideStory): readonly AcrossFault[] {
  const asked = new Map(looks.flatMap((one) => (one.cached === null && one.ended !== null ? [[one.runId, one]] : [])));
  const faults = looks.flatMap((look): AcrossFault[] => {
    const { runId, cached, begun, ended } = look;
    if (cached !== null) {
      if (!asked.has(cached.runId)) return [{ runId, words: `took an answer of ${cached.runId}, which has none` }];
      return begun <= cached.at + ttlMs + 1_000 ? [] : [{ runId, words: "took an answer that had expired" }];
    }
    if (ended === null) return [];
    // Without the database nothing is kept, and the step does its work.
    const wasAway = (since: number): boolean =>
      aways.some(({ from, to }) => from <= ended + 1_000 && to >= since - 1_000);
    const known = [...asked.values()].find(
      (other) =>
        other.ended !== null && other.ended + commitMs < begun && other.ended + ttlMs > ended && !wasAway(other.ended),
    );
    return known === undefined ? [] : [{ runId, words: `asked again for what ${known.runId} had been told` }];
  });
  const received = entryOf("shared", word).received;
  const may = looks.reduce((sum, { attempts, cached }) => sum + attempts - (cached === null ? 0 : 1), 0);
  if (received > may)
    faults.push({ runId: looks[0]?.runId ?? "", words: `${word}: asked ${received} times, not ${may}` });
  return faults;
}
