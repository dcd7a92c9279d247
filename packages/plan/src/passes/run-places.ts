import { analyzeTemplate, parseTemplate, type Scope } from "@orrery/expr";
import type { Graph } from "@orrery/graph";
import type { Diagnostic, Plan } from "../plan.ts";
import type { Structure } from "./structure.ts";
import type { NodeTypes } from "./types.ts";

const field = "settings.concurrency.key";

/**
 * What is wrong with the key under which runs share places. It is worked out before a run has begun, so it may read what
 * the run's entry gives and nothing else.
 */
export function concurrencyProblems(
  graph: Graph,
  structure: Structure,
  types: ReadonlyMap<string, NodeTypes>,
): readonly Diagnostic[] {
  const { concurrency } = graph.settings ?? {};
  if (concurrency === undefined) return [];
  const found = analyzeTemplate(parseTemplate(concurrency.key), entryScope(structure, types));
  const diagnostics = found.diagnostics.map(({ code, message, range }): Diagnostic => {
    const isOther = code === "ORR_EXPR_UNKNOWN_VARIABLE";
    const text = isOther ? `${message} The key can read what the run's entry gives, and nothing else.` : message;
    return { code, severity: "error", message: text, field, range };
  });
  if (diagnostics.length === 0 && ["object", "list"].includes(found.type.kind)) {
    const message = "The key of a limit has to be a text, a number or true or false.";
    diagnostics.push({ code: "ORR_FIELD_TYPE", severity: "error", message, field });
  }
  return diagnostics;
}

function entryScope({ nodes }: Structure, types: ReadonlyMap<string, NodeTypes>): Scope {
  const entries = [...nodes].filter(([, { definition }]) => definition?.traits.role === "entry");
  return {
    variables: new Map(
      entries.flatMap(([id]) => {
        const output = types.get(id)?.output;
        return output === undefined ? [] : [[id, { output }]];
      }),
    ),
  };
}

/** What a graph's settings say of the places that its runs take; what is the default anyway is absent. */
export function runPlaces(graph: Graph): Pick<Plan, "concurrency" | "priority"> {
  const { concurrency, priority = 0 } = graph.settings ?? {};
  return { ...(concurrency !== undefined && { concurrency }), ...(priority !== 0 && { priority }) };
}
