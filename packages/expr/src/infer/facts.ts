import type { ExpressionNode } from "../expression-node.ts";

/** What a condition proves for the code that runs only when it holds (or only when it does not). */
export interface Facts {
  /** Nodes that ran. */
  readonly ran: ReadonlySet<string>;
  /** Paths (`start.note`) that are not missing. */
  readonly present: ReadonlySet<string>;
  /** Paths that are not null. */
  readonly notNull: ReadonlySet<string>;
}

export const noFacts: Facts = { ran: new Set(), present: new Set(), notNull: new Set() };

/** `a` and `b` both hold. */
export function joinFacts(a: Facts, b: Facts): Facts {
  if (a === noFacts) return b;
  if (b === noFacts) return a;
  return {
    ran: a.ran.union(b.ran),
    present: a.present.union(b.present),
    notNull: a.notNull.union(b.notNull),
  };
}

/** Without what was proved about a name that a comprehension now binds to something else. */
export function forgetName(facts: Facts, name: string): Facts {
  if (facts === noFacts) return noFacts;
  const elsewhere = (path: string): boolean => path !== name && !path.startsWith(`${name}.`);
  return {
    ran: facts.ran,
    present: new Set([...facts.present].filter(elsewhere)),
    notNull: new Set([...facts.notNull].filter(elsewhere)),
  };
}

/** What is proved when `test` came out as `outcome`. */
export function factsWhen(test: ExpressionNode, outcome: boolean): Facts {
  switch (test.kind) {
    case "ran":
      return outcome ? { ...noFacts, ran: new Set([test.variable.name]) } : noFacts;
    case "has":
      return outcome ? factsOfPath(test.path) : noFacts;
    case "unary":
      return test.operator === "!" ? factsWhen(test.operand, !outcome) : noFacts;
    case "logic":
      if ((test.operator === "&&") !== outcome) return noFacts;
      return joinFacts(factsWhen(test.left, outcome), factsWhen(test.right, outcome));
    case "binary": {
      if (test.operator !== (outcome ? "!=" : "==")) return noFacts;
      const compared = isNull(test.right) ? test.left : isNull(test.left) ? test.right : null;
      const path = compared === null ? null : pathOf(compared);
      return path === null ? noFacts : { ...noFacts, notNull: new Set([path]) };
    }
    default:
      return noFacts;
  }
}

/** `start.note` for what reads members by fixed names from a variable; null for everything else. */
export function pathOf(node: ExpressionNode): string | null {
  if (node.kind === "variable") return node.name;
  const name = memberName(node);
  if (name === null || (node.kind !== "member" && node.kind !== "index")) return null;
  const target = pathOf(node.target);
  return target === null ? null : `${target}.${name}`;
}

/** The fixed name that a member or index node reads, or null. */
export function memberName(node: ExpressionNode): string | null {
  if (node.kind === "member") return node.name;
  if (node.kind === "index" && node.index.kind === "literal" && typeof node.index.value === "string") {
    return node.index.value;
  }
  return null;
}

function factsOfPath(node: ExpressionNode): Facts {
  const present = new Set<string>();
  const notNull = new Set<string>();
  let at = node;
  while (at.kind === "member" || at.kind === "index") {
    const path = pathOf(at);
    const target = pathOf(at.target);
    if (path !== null) present.add(path);
    if (target !== null) notNull.add(target);
    at = at.target;
  }
  // `ran` stays empty: an error face makes a path into a node readable although the node did not run.
  return { ran: noFacts.ran, present, notNull };
}

function isNull(node: ExpressionNode): boolean {
  return node.kind === "literal" && node.value === null;
}
