import type { Random } from "@orrery/engine/testing";
import type { Graph, Json, JsonObject } from "@orrery/graph";
import { canonicalJson } from "@orrery/plan";

/** A graph that chaos runs, with what must become of it. One file each; `reference-graphs.ts` lists them. */
export interface ReferenceGraph {
  readonly name: string;
  /**
   * The drawing. Its input has a `tag`, the name of its run in the ledger: a step that asks the outside asks for
   * `http://<ledger>/<manner>/{{ start.tag }}/<node id>`, followed by the index of each iteration around it.
   */
  draw(ledger: string): Graph;
  input(tag: string, random: Random): JsonObject;
  /** What is wrong with this end of a run that nobody cancelled, in words; null when it is right. */
  faultOf(end: RunEnd): string | null;
  /** What a person answers where a step waits for one; absent: nobody does. */
  readonly answer?: (random: Random) => { readonly approved: boolean };
  /** Its runs still wait when everything is over, and hold nothing meanwhile. */
  readonly keepsWaiting?: true;
}

/** Where a run stands after everything. */
export interface RunEnd {
  readonly status: string;
  readonly errorCode: string | null;
  readonly input: JsonObject;
  /** Null where there is none. */
  readonly output: Json;
}

/** The run succeeds, and its output is this. */
export function givesOutput(expected: (input: JsonObject) => Json): ReferenceGraph["faultOf"] {
  return ({ status, errorCode, input, output }) => {
    if (status !== "succeeded") return `${status} ${errorCode ?? ""}`;
    const [found, wanted] = [canonicalJson(output), canonicalJson(expected(input))];
    return found === wanted ? null : `gave ${found} and not ${wanted}`;
  };
}
