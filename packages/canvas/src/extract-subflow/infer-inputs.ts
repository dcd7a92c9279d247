import { anyType, type ExprType, type VariableRead, variableReads } from "@orrery/expr";
import type { GraphNode } from "@orrery/graph";
import type { CompileResult } from "@orrery/plan";
import { type ReadRewriting, textsOf } from "./rewrite-reads.ts";

/** One thing that the new workflow is given. */
export interface ExtractInput {
  /** The field of its input. */
  readonly name: string;
  /** What the caller gives for it: `start.text`. */
  readonly reads: string;
  readonly type: ExprType;
}

export interface InferredInputs {
  readonly inputs: readonly ExtractInput[];
  /** How the moved nodes read it from the new entry. */
  readonly rewriting: ReadRewriting;
}

const PLAIN = /^[a-z][a-z0-9_]*$/;

/**
 * What the moved nodes read from outside, each thing once: a member where all that is read of a variable lies in members
 * that are always there, the whole value where something may be missing.
 */
export function inferInputs(
  moved: readonly GraphNode[],
  entryId: string,
  scopes: CompileResult["scopes"],
): InferredInputs {
  const inside = new Set(moved.map(({ id }) => id));
  const roots = new Map<string, { type: ExprType; paths: string[][] }>();
  for (const node of moved) {
    for (const read of textsOf(node.config).flatMap((text) => variableReads(text))) {
      if (inside.has(read.name) || read.name === "run") continue;
      const type = roots.get(read.name)?.type ?? typeAt(scopes, node.id, read.name);
      const root = roots.get(read.name) ?? { type, paths: [] };
      root.paths.push(certainPath(root.type, read));
      roots.set(read.name, root);
    }
  }
  const inputs = new Map<string, ExtractInput>();
  const taken = new Set<string>();
  const pathsOf = new Map<string, readonly (readonly string[])[]>();
  for (const [name, { type, paths }] of roots) {
    const shortest = paths.filter((path) => !paths.some((other) => other.length < path.length && begins(path, other)));
    const wanted = [...new Map(shortest.map((path) => [path.join("."), path])).values()];
    pathsOf.set(name, wanted);
    for (const path of wanted) {
      const reads = [name, ...path].join(".");
      inputs.set(reads, { name: freeName(path.at(-1) ?? name, taken), reads, type: memberType(type, path) });
    }
  }
  return {
    inputs: [...inputs.values()],
    rewriting(read) {
      const parts = read.path === "" ? [] : read.path.split(".");
      const path = pathsOf.get(read.name)?.find((one) => begins(parts, one));
      const input = path && inputs.get([read.name, ...path].join("."));
      return path && input ? { text: `${entryId}.${input.name}`, members: path.length } : null;
    },
  };
}

function typeAt(scopes: CompileResult["scopes"], nodeId: string, name: string): ExprType {
  const scope = scopes.get(nodeId);
  return (scope?.node.variables.get(name) ?? scope?.iteration?.variables.get(name))?.output ?? anyType;
}

/** As far as members are there for certain. */
function certainPath(type: ExprType, { path }: VariableRead): string[] {
  const certain: string[] = [];
  let at = type;
  for (const name of path === "" ? [] : path.split(".")) {
    const member = at.kind === "object" && Object.hasOwn(at.properties, name) ? at.properties[name] : undefined;
    if (member === undefined || member.optional) break;
    certain.push(name);
    at = member.type;
  }
  return certain;
}

function memberType(type: ExprType, path: readonly string[]): ExprType {
  return path.reduce((at, name) => (at.kind === "object" ? (at.properties[name]?.type ?? anyType) : anyType), type);
}

function begins(path: readonly string[], start: readonly string[]): boolean {
  return start.every((part, index) => path[index] === part);
}

function freeName(wanted: string, taken: Set<string>): string {
  const stem = PLAIN.test(wanted) ? wanted.slice(0, 56) : "value";
  let name = stem;
  for (let n = 2; taken.has(name); n += 1) name = `${stem}_${n}`;
  taken.add(name);
  return name;
}
