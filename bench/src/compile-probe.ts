import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { createCompiler } from "@orrery/plan";
import { graphOfThousand } from "./graph-of-thousand.ts";
import { median } from "./percentile.ts";

/** What one process measured, in milliseconds. */
export interface CompileTimes {
  readonly cold: number;
  /** One changed field: the median over nodes spread over the graph. */
  readonly field: number;
}

const edits = 40;

/** Compiles in this process, which has compiled nothing before. Throws where the graph has errors. */
function probe(): CompileTimes {
  const compiler = createCompiler({ catalog });
  let graph = graphOfThousand();
  const compile = (): number => {
    const from = performance.now();
    const { plan, diagnostics } = compiler.compile(graph);
    const took = performance.now() - from;
    if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return took;
  };
  const cold = compile();
  const fields: number[] = [];
  for (let edit = 0; edit < edits; edit += 1) {
    graph = withOneChange(graph, edit);
    fields.push(compile());
  }
  return { cold, field: median(fields) };
}

/** The same graph with one text changed, as an edit command leaves it: everything else is the same object. */
function withOneChange(graph: Graph, edit: number): Graph {
  const changeable = graph.nodes.flatMap((node, index) => (node.id.startsWith("shape_") ? [index] : []));
  const at = changeable[Math.floor((edit / edits) * changeable.length)];
  return {
    ...graph,
    nodes: graph.nodes.map((node, index) =>
      index === at ? { ...node, config: { value: { title: `Edit ${edit}`, count: "{{ start.n + 1 }}" } } } : node,
    ),
  };
}

process.stdout.write(JSON.stringify(probe()));
