import type { BudgetLimits, RunEvent } from "@orrery/engine";
import type { Random } from "@orrery/engine/testing";
import type { Graph, Json, JsonObject } from "@orrery/graph";
import { canonicalJson } from "@orrery/plan";
import type { LedgerEntry } from "../stage/ledger.ts";

/** A graph that chaos runs, with what must become of it. One file each; `reference-graphs.ts` lists them. */
export interface ReferenceGraph {
  readonly name: string;
  /**
   * The drawing. Its input has a `tag`, the name of its run in the ledger: a step that asks the outside asks for
   * `http://<ledger>/<manner>/{{ start.tag }}/<node id>`, followed by the index of each iteration around it.
   */
  draw(ledger: string, called?: CalledVersion): Graph;
  /** The graph that its runs start runs of; it stands before this one in the list. */
  readonly calls?: ReferenceGraph;
  input(tag: string, random: Random): JsonObject;
  /** What is wrong with this end of a run that nobody cancelled, in words; null when it is right. */
  faultOf(end: RunEnd): string | null;
  /** What is wrong between its runs, cancelled ones too, that none of them shows by itself. */
  readonly faultsAcross?: (ends: readonly RunEnd[], outside: OutsideStory) => readonly AcrossFault[];
  /** What a person answers where a step waits for one; absent: nobody does. */
  readonly answer?: (random: Random) => { readonly approved: boolean };
  /** What a person says of a step of which nobody knows whether it took effect. */
  readonly settle?: (random: Random) => "retry" | "fail";
  /** The limits that somebody sets when the run stands at one for the n-th time. */
  readonly raise?: (times: number) => BudgetLimits;
  /** Its runs still wait when everything is over, and hold nothing meanwhile. */
  readonly keepsWaiting?: true;
}

/** A published version that a graph calls. */
export interface CalledVersion {
  readonly workflow: string;
  readonly version: number;
}

/** Where a run stands after everything. */
export interface RunEnd {
  readonly runId: string;
  readonly status: string;
  readonly errorCode: string | null;
  readonly input: JsonObject;
  /** Null where there is none. */
  readonly output: Json;
  readonly log: readonly RunEvent[];
  /** It was forked from another run, or another from it: both have the same tag. */
  readonly isForked: boolean;
  /** What the ledger has of a step of this tag. */
  readonly entryOf: (step: string) => LedgerEntry;
}

/** What happened beside the runs. */
export interface OutsideStory {
  readonly entryOf: (tag: string, step: string) => LedgerEntry;
  /** When the database was away, epoch ms. */
  readonly aways: readonly { readonly from: number; readonly to: number }[];
}

export interface AcrossFault {
  readonly runId: string;
  readonly words: string;
}

/** The run succeeds, and its output is this. */
export function givesOutput(expected: (input: JsonObject) => Json): ReferenceGraph["faultOf"] {
  return ({ status, errorCode, input, output }) => {
    if (status !== "succeeded") return `${status} ${errorCode ?? ""}`;
    const [found, wanted] = [canonicalJson(output), canonicalJson(expected(input))];
    return found === wanted ? null : `gave ${found} and not ${wanted}`;
  };
}
