import type { ReadRef } from "@orrery/expr";
import type { Graph } from "@orrery/graph";
import { ALWAYS, type Formula, NEVER, UNKNOWN } from "../logic/decisions.ts";
import type { Diagnostic } from "../plan.ts";
import type { FieldAnalysis, FieldObligation } from "./analyze-field.ts";
import type { CertainBefore } from "./certain-before.ts";
import type { CertainWays } from "./certain-ways.ts";
import { type Conditions, MAX_DECIDING } from "./conditions.ts";
import { connectFix } from "./connect-fix.ts";
import type { Structure } from "./structure.ts";
import type { NodeTypes } from "./types.ts";
import { unreadable } from "./unreadable.ts";
import { type Position, standing, type Visibility } from "./visibility.ts";

/** What was said of each field. Holds while the wiring stays as it is. */
export type ProvedFields = WeakMap<FieldAnalysis, readonly Diagnostic[]>;

export interface AssignmentInput {
  readonly structure: Structure;
  readonly visibility: Visibility;
  readonly conditions: Conditions;
  readonly ways: CertainWays;
  readonly before: CertainBefore;
  readonly types: ReadonlyMap<string, NodeTypes>;
  readonly proved: ProvedFields;
  readonly edges: Graph["edges"];
}

/**
 * Pass 5, definite assignment: whatever an expression reads bare must be there whenever its node runs. Names that cannot be
 * read where they stand at all are told here too.
 */
export function assignmentPass(input: AssignmentInput): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const [nodeId, { analyses, collect }] of input.types) {
    for (const analysis of analyses) {
      const known = input.proved.get(analysis);
      if (known?.length === 0) continue;
      const where = analysis.field.spec.inIteration === true ? "iteration" : "node";
      const problems = known ?? fieldProblems(analysis, { nodeId, where }, input);
      input.proved.set(analysis, problems);
      const implied = where === "iteration" && collect !== null;
      diagnostics.push(...(implied ? problems.map(withoutText) : problems));
    }
  }
  return diagnostics;
}

/** What is wrong with an expression that nobody wrote has no place in a text. */
function withoutText({ range: _range, fix: _fix, ...placed }: Diagnostic): Diagnostic {
  return placed;
}

function fieldProblems(analysis: FieldAnalysis, position: Position, input: AssignmentInput): readonly Diagnostic[] {
  const refused = new Set<string>();
  const problems: Diagnostic[] = [];
  for (const { variable, face } of analysis.reads) {
    if (refused.has(variable)) continue;
    const relation = input.visibility.relation(variable, position);
    if (relation === "before" || relation === "item" || relation === "unknown") continue;
    refused.add(variable);
    const problem = unreadable({ name: variable, relation, position, analysis, structure: input.structure });
    const fix = relation === "not-before" ? connectFix({ ...input, name: variable, face, position }) : undefined;
    problems.push(fix === undefined ? problem : { ...problem, fix });
  }
  const at = standing(position, input.structure);
  for (const obligation of analysis.obligations) {
    if (obligation.anyOf.some((ref) => refused.has(ref.variable))) continue;
    if (!isMet(obligation, at, input)) problems.push(mayBeAbsent(obligation, position, input, analysis));
  }
  return problems;
}

function isMet({ anyOf, assuming }: FieldObligation, position: Position, input: AssignmentInput): boolean {
  const { conditions, visibility } = input;
  const { logic } = conditions;
  const present = (ref: ReadRef): Formula => {
    const relation = visibility.relation(ref.variable, position);
    if (relation === "unknown" || relation === "item") return ALWAYS;
    return relation === "before" ? conditions.present(ref.variable, ref.face) : NEVER;
  };
  /** That it has ended by then is another matter than that it runs at all. */
  const isEnded = ({ variable }: ReadRef): boolean =>
    visibility.relation(variable, position) !== "before" ||
    input.before.atPosition(variable, position) ||
    assuming.some((name) => name === variable || input.before.isEnded(variable, name));
  const goals = anyOf.map((ref) => (isEnded(ref) ? present(ref) : NEVER));
  if (goals.includes(ALWAYS)) return true;
  const goal = goals.reduce((a, b) => logic.or(a, b), NEVER);
  const names = [...anyOf.map((ref) => ref.variable), ...assuming];
  let given = conditionAround(names, position, input);
  for (const name of assuming) given = logic.and(given, present({ variable: name, face: "output" }));
  if (given === goal && given !== UNKNOWN) return true;
  if (given !== UNKNOWN && goal !== UNKNOWN) {
    const deciding = new Set([...logic.support(given), ...logic.support(goal)]);
    if (deciding.size <= MAX_DECIDING && logic.implies(given, goal)) return true;
  }
  return anyOf.some((ref) => ref.face === "output" && input.ways.passThrough(ref.variable, position));
}

/**
 * That the position is reached, in every level that one of the names lives in. The decisions of other levels say nothing of
 * the names, unless they never let the position be reached: then nothing is ever read there.
 */
function conditionAround(names: readonly string[], position: Position, input: AssignmentInput): Formula {
  const { structure, conditions } = input;
  const homes = new Set(names.map((name) => structure.nodes.get(name)?.node.parentId));
  let given: Formula = ALWAYS;
  for (let at: string | undefined = position.nodeId; at !== undefined; at = structure.nodes.get(at)?.node.parentId) {
    const runs = conditions.runs(at);
    if (runs === NEVER) return NEVER;
    if (homes.has(structure.nodes.get(at)?.node.parentId)) given = conditions.logic.and(given, runs);
  }
  return given;
}

function mayBeAbsent(
  obligation: FieldObligation,
  { nodeId }: Position,
  { structure }: AssignmentInput,
  analysis: FieldAnalysis,
): Diagnostic {
  const { range, field, anyOf } = obligation;
  const [ref] = anyOf;
  const name = ref === undefined ? "" : ref.face === "error" ? `${ref.variable}.error` : ref.variable;
  const source = sourceText(analysis, field).slice(range.start, range.end);
  const why =
    ref?.face === "error"
      ? `is only there when “${ref.variable}” failed`
      : `may not be there when “${nodeId}” runs: “${ref?.variable}” does not run on every way that leads here`;
  const policy = structure.nodes.get(ref?.variable ?? "")?.policy.onError ?? "fail";
  const soft = ref?.face === "output" && policy !== "fail" ? " or may have failed" : "";
  return {
    code: "ORR_MAY_BE_ABSENT",
    severity: "error",
    message: `“${name}” ${why}${soft}. Give another value by default(${source || name}, …), ask ran(${ref?.variable}) first, or wire it differently.`,
    nodeId,
    field,
    range,
    ...(source === ""
      ? {}
      : {
          fix: {
            kind: "replace",
            title: `Use null instead: default(${source}, null)`,
            start: range.start,
            end: range.end,
            text: `default(${source}, null)`,
          },
        }),
  };
}

/** The text at a path of a field's value. */
export function sourceText({ field }: FieldAnalysis, path: string): string {
  let value: unknown = field.value;
  const inner = path === field.path ? [] : path.slice(field.path.length + 1).split(".");
  for (const key of inner) value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof value === "string" ? value : "";
}
