import type { Graph, GraphEdge, GraphJoin, GraphNode } from "@orrery/graph";
import fc from "fast-check";
import { node, start } from "../diagnostic-catalogue/draw.ts";

/** One thing that a node reads, in a form that a naive interpreter understands without reading expressions. */
export interface Read {
  readonly form: "bare" | "default" | "either" | "asked";
  readonly name: string;
  readonly other: string;
}

export interface RandomNode {
  readonly id: string;
  readonly parentId: string | null;
  /** The handles of which one is taken; `!` stands for a failure that is passed over. */
  readonly outcomes: readonly string[];
  /** Whether it waits for all of its edges; any or a quorum starts with the first that fires. */
  readonly waitsForAll: boolean;
  /** Its deadline may pass before any of its edges has fired. */
  readonly early: boolean;
  readonly off: boolean;
  readonly reads: readonly Read[];
}

export interface RandomGraph {
  readonly graph: Graph;
  readonly nodes: readonly RandomNode[];
}

const kinds = {
  transform: ["out"],
  branch: ["true", "false"],
  switch: ["one", "two", "otherwise"],
  "http-request": ["out"],
  map: ["out"],
} as const;

/** Sound in shape, edges only forward; the reads may or may not be allowed. */
export function randomGraph(maxNodes: number, joins: "all" | "any kind" = "all"): fc.Arbitrary<RandomGraph> {
  // Without the usual liking for small numbers: they only pick one of several.
  const any = fc.noBias(fc.nat({ max: 65_535 }));
  const choice = fc.record({
    kind: fc.constantFrom("transform", "transform", "transform", "branch", "branch", "switch", "http-request", "map"),
    onError: fc.constantFrom("fail", "branch", "continue"),
    join: fc.constantFrom<GraphJoin>("all", "all", "any", { quorum: 1 }, { quorum: 1, deadlineMs: 5 }),
    off: fc.constantFrom(false, false, false, false, true),
    parent: any,
    edges: fc.array(fc.tuple(any, any), { minLength: 1, maxLength: 3 }),
    reads: fc.array(
      fc.record({
        form: fc.constantFrom<Read["form"]>("bare", "default", "either", "asked"),
        name: any,
        other: any,
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
  return fc.array(choice, { minLength: 1, maxLength: maxNodes, size: "max" }).map((choices) => {
    const nodes: RandomNode[] = [
      { id: "start", parentId: null, outcomes: ["out"], waitsForAll: true, early: false, off: false, reads: [] },
    ];
    const drawn: GraphNode[] = [start()];
    const edges: GraphEdge[] = [];
    const maps: string[] = [];
    const names = ["start", ...choices.map((_, index) => `n_${index}`)];
    choices.forEach(({ kind, onError, parent, edges: ends, reads: wanted, ...turn }, index) => {
      const id = `n_${index}`;
      const parentId = maps[parent % (maps.length + 3)] ?? null;
      const handles: readonly string[] = kinds[kind];
      const soft = kind === "http-request" || (joins === "any kind" && kind === "transform") ? onError : "fail";
      const outcomes = soft === "branch" ? [...handles, "error"] : soft === "continue" ? [...handles, "!"] : handles;
      const pick = (at: number) =>
        names[at % 8 === 7 ? at % names.length : index - ((at >> 3) % Math.min(index + 1, 5))] ?? "start";
      const reads =
        kind === "transform" ? wanted.map((read) => ({ ...read, name: pick(read.name), other: pick(read.other) })) : [];
      const policy = soft === "fail" ? {} : { policy: { onError: soft } as const };
      const inside = parentId === null ? {} : { parentId };
      const siblings = nodes.filter((other) => other.parentId === parentId);
      for (const [which, handle] of ends) {
        const source = siblings.at(-1 - (which % Math.min(4, Math.max(1, siblings.length))));
        if (source === undefined) continue;
        const usable = source.outcomes.filter((outcome) => outcome !== "!");
        const sourceHandle = usable[handle % usable.length] ?? "out";
        const key = `${source.id}.${sourceHandle}-${id}`;
        if (edges.some((edge) => edge.id === key)) continue;
        edges.push({ id: key, source: source.id, sourceHandle, target: id, targetHandle: "in" });
      }
      const isWired = joins === "any kind" && edges.some((edge) => edge.target === id);
      const join = isWired ? turn.join : "all";
      const off = joins === "any kind" && turn.off;
      const early = soft !== "fail" && typeof join === "object" && join.deadlineMs !== undefined;
      const extras = { ...(join !== "all" && { join }), ...(off && { disabled: true }) };
      drawn.push(node(id, kind, configOf(kind, reads), { ...inside, ...policy, ...extras }));
      nodes.push({ id, parentId, outcomes, waitsForAll: join === "all", early, off, reads: off ? [] : reads });
      if (kind === "map") maps.push(id);
    });
    return { nodes, graph: { schema: "orrery.graph/v1", name: "Random", nodes: drawn, edges } };
  });
}

function configOf(kind: keyof typeof kinds, reads: readonly Read[]): GraphNode["config"] {
  switch (kind) {
    case "branch":
      return { when: "{{ start.topic == 'a' }}" };
    case "switch":
      return { cases: ["one", "two"].map((id) => ({ id, when: `{{ start.topic == '${id}' }}` })) };
    case "http-request":
      return { url: "https://example.org/" };
    case "map":
      return { items: [1, 2], collect: 1 };
    default:
      return { value: reads.map(textOf) };
  }
}

function textOf({ form, name, other }: Read): string {
  switch (form) {
    case "bare":
      return `{{ ${name} }}`;
    case "default":
      return `{{ default(${name}, 0) }}`;
    case "either":
      return `{{ default(${name}, ${other}) }}`;
    case "asked":
      return `{{ ran(${name}) ? [${name}] : [] }}`;
  }
}
