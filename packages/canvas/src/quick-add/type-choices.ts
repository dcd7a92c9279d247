import { type ExprType, isAssignable } from "@orrery/expr";
import { type Graph, TOOLS } from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { whyNoTool } from "@orrery/plan";
import type { Port } from "../connect/fitting-ports.ts";
import { takenField } from "../connect/port-words.ts";
import { searchTypes } from "./search-types.ts";

export interface ChoiceGroup {
  readonly word: string;
  readonly types: readonly NodeDefinition[];
}

export interface ChoicesAsked {
  readonly query: string;
  /** The port that the new step is for; null where it stands by itself. */
  readonly from: Port | null;
  /** What comes out of that port, where it is known. */
  readonly gives?: ExprType | undefined;
  /** It is to stand in a connection. */
  readonly between?: boolean;
  /** The container that would hold it. */
  readonly parentId: string | null;
  /** Types that were added last, newest first. */
  readonly recent: readonly string[];
}

/** What can be added here: only types that fit the port and the place; what was used last and what takes this type come first. */
export function typeChoices(graph: Graph, catalog: Catalog, asked: ChoicesAsked): readonly ChoiceGroup[] {
  const fitting = catalog.types.filter((type) => fits(graph, type, asked));
  if (asked.query.trim() !== "") return named([["Found", searchTypes(fitting, asked.query)]]);
  const recent = asked.recent.flatMap((type) => fitting.filter((one) => one.type === type));
  const gives = asked.gives;
  const takers =
    asked.from?.side === "out" && gives !== undefined && gives.kind !== "any"
      ? fitting.filter((type) => takesType(type, gives))
      : [];
  const shown = new Set([...recent, ...takers]);
  return named([
    ["Used last", recent],
    ["Takes what comes out", takers.filter((type) => !recent.includes(type))],
    [shown.size > 0 ? "Everything that fits" : "What fits", fitting.filter((type) => !shown.has(type))],
  ]);
}

function named(groups: readonly (readonly [string, readonly NodeDefinition[]])[]): readonly ChoiceGroup[] {
  return groups.filter(([, types]) => types.length > 0).map(([word, types]) => ({ word, types }));
}

function fits(graph: Graph, type: NodeDefinition, { from, parentId, between }: ChoicesAsked): boolean {
  const { role, rootOnly, single } = type.traits;
  if (parentId !== null && (rootOnly || role === "note")) return false;
  if (single && graph.nodes.some((node) => node.type === type.type)) return false;
  if (between) return type.inputs(type.initial).length > 0 && type.outputs(type.initial).length > 0;
  if (from === null) return true;
  if (from.handle === TOOLS && from.side === "out") return whyNoTool(type, type.initial) === null;
  return from.side === "out" ? type.inputs(type.initial).length > 0 : type.outputs(type.initial).length > 0;
}

function takesType(type: NodeDefinition, gives: ExprType): boolean {
  const field = takenField(type);
  if (field === null) return false;
  if (isAssignable(gives, field.expects)) return true;
  // A list that is a member of what comes out is what a person would choose in that field.
  return (
    gives.kind === "object" &&
    Object.values(gives.properties).some(
      ({ type: member }) => member.kind !== "any" && isAssignable(member, field.expects),
    )
  );
}
