import type { GraphPolicy, JsonObject } from "@orrery/graph";
import type { CelPath } from "./cel-text.ts";
import type { ForeignFlow, ForeignNode } from "./foreign-flow.ts";

/** What a node of another tool is here. One table of these per tool, by its node types. */
export interface Mapping {
  /** Our node type. */
  readonly type: string;
  /** Where in our output stands what is read there at `path`; null where it is not kept. Left out: at the same path. */
  readonly reads?: (path: CelPath, node: ForeignNode) => CelPath | null;
  /** It hands on what it was given: what is read of it is read of what stands before it. */
  readonly passes?: true;
  /** Our handle for a way out; null where there is none, and what was wired there is left out. */
  readonly exits?: (exit: string, node: ForeignNode) => string | null;
  /** It holds the nodes that lie in it. */
  readonly holds?: true;
  /** There is at most one here: the second and later ones become the first. */
  readonly single?: true;
  readonly build: (node: ForeignNode, ctx: MapContext) => Built;
}

/** Our config, and what else the node has. */
export interface Built {
  readonly config: JsonObject;
  readonly policy?: GraphPolicy;
}

/** What a mapping may ask while it builds. Everything that comes out different it says by `note`. */
export interface MapContext {
  readonly id: string;
  readonly node: ForeignNode;
  readonly flow: ForeignFlow;
  /** Says what is different here, in a sentence. */
  note(sentence: string): void;
  /** A text of the file, with the expressions of its tool, as a text of ours. */
  text(value: unknown): string;
  /** The same for any JSON. */
  json(value: unknown): JsonObject[string];
  /** The expression for what the node was given; `entry` chooses one way in. Null where nothing leads to it. */
  given(path?: CelPath, entry?: string): string | null;
  /** The expression for what another node gave. */
  output(key: string, path: CelPath): string | null;
  /** An expression for a text of the file that is one; null where it cannot be translated. */
  expression(value: string): string | null;
  /** The nodes that feed this one at a way in. */
  feeding(entry: string): readonly ForeignNode[];
  /** The id of the node that this became, or null. */
  idOf(key: string): string | null;
}

/** How one tool's files are taken over. */
export interface Dialect {
  /** What this node becomes; null where there is no counterpart. */
  mappingOf(node: ForeignNode, flow: ForeignFlow): Mapping | null;
  /** What this node is part of, where it is not a node of its own here: the key of that. */
  absorbedBy?(node: ForeignNode, flow: ForeignFlow): string | null;
  /** Whether an edge wires a tool to an agent: then from `source`, the agent, to `target`, the tool. */
  toolOf?(
    edge: ForeignFlow["edges"][number],
    flow: ForeignFlow,
  ): { readonly agent: string; readonly tool: string } | null;
  /** Whether an edge is one of order and data at all. */
  isOrder?(edge: ForeignFlow["edges"][number]): boolean;
  translate(value: string, ctx: MapContext): { readonly text: string; readonly lost: readonly string[] };
  expression(value: string, ctx: MapContext): string | null;
  /** Whether what ends without a result gets one: the tool gives what the last node gave. */
  readonly addsResult: boolean;
  /** Whether all that nothing leads to runs there: it is led to from the start then. */
  readonly startsAll?: true;
  /** What to do about a node that has no counterpart, where there is something better to say than that. */
  whatInstead?(node: ForeignNode): string | null;
}
