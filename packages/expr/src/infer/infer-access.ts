import { absentType, anyType, neverType, typeType } from "../basic-types.ts";
import { describeType } from "../describe-type.ts";
import type { ExprType, TextRange } from "../expr-type.ts";
import type { ExpressionNode, IndexNode, MemberNode, VariableNode } from "../expression-node.ts";
import { findFunction } from "../functions/find-function.ts";
import { memberTypes } from "../member-types.ts";
import { nearestName } from "../nearest-name.ts";
import { kindOfTypeName } from "../type-names.ts";
import { alternativesOf, mayBe, unionOf, withoutKinds } from "../union-of.ts";
import { memberName, pathOf } from "./facts.ts";
import { fallbackSource } from "./fallback-source.ts";
import { inferNode } from "./infer-node.ts";
import { type Place, recordRead, report, scopeVariable, sourceOf } from "./inference.ts";
import { narrow, requireKind } from "./require-kind.ts";

interface Problem {
  readonly code: "ORR_EXPR_MAY_BE_MISSING" | "ORR_EXPR_MAY_BE_NULL";
  readonly message: string;
}

interface Step {
  readonly type: ExprType;
  readonly problem: Problem | null;
}

/** The type of a variable, of a member or of an item; a whole chain at once, so that a fix wraps all of it. */
export function inferAccess(node: VariableNode | MemberNode | IndexNode, place: Place): ExprType {
  const steps: (MemberNode | IndexNode)[] = [];
  let base: ExpressionNode = node;
  while (base.kind === "member" || base.kind === "index") {
    steps.unshift(base);
    base = base.target;
  }
  let { type, problem } = inferBase({ base, steps, range: node }, place);
  for (const step of steps) {
    if (step.kind === "index" && !requireIndex(step, type, place)) {
      type = anyType;
      continue;
    }
    const target = narrow(place, step.target, type);
    const name = memberName(step);
    const next = name === null ? readItem({ step, target, place }) : readNamed({ step, name, target, place });
    type = narrow(place, step, next.type);
    problem ??= next.problem;
  }
  if (problem !== null && !place.catchesMissing) {
    const source = sourceOf(place, node);
    const fallback = fallbackSource(type);
    const fix = { title: `Use ${fallback} where it is missing`, replacement: `default(${source}, ${fallback})` };
    report(place, { ...problem, range: node, fix });
  }
  return withoutKinds(type, "absent");
}

/** The value that the chain starts at. `n.error` is a face of its own: the step that names it is taken off `steps`. */
function inferBase(
  chain: { readonly base: ExpressionNode; readonly steps: (MemberNode | IndexNode)[]; readonly range: TextRange },
  place: Place,
): Step {
  const { base, steps, range } = chain;
  if (base.kind !== "variable") return { type: inferNode(base, place), problem: null };
  const { name } = base;
  const local = place.locals.get(name);
  if (local !== undefined) return { type: narrow(place, base, local), problem: null };
  const variable = scopeVariable(place, name);
  if (variable === undefined) {
    if (kindOfTypeName.has(name)) return { type: typeType, problem: null };
    reportUnknown(base, place);
    return { type: anyType, problem: null };
  }
  const [first] = steps;
  if (variable.error !== undefined && first !== undefined && memberName(first) === "error") {
    steps.shift();
    recordRead(place, { variable: name, face: "error" }, range);
    return { type: variable.error, problem: null };
  }
  if (variable.output === undefined) {
    const message = `${name} has no output here, only ${name}.error.`;
    report(place, {
      code: "ORR_EXPR_UNKNOWN_MEMBER",
      message,
      range: base,
      fix: { title: `Read ${name}.error`, replacement: `${name}.error` },
    });
    recordRead(place, { variable: name, face: "error" }, null);
    return { type: anyType, problem: null };
  }
  recordRead(place, { variable: name, face: "output" }, range);
  const problem = mayBe(variable.output, "absent") ? missing(name) : null;
  return { type: narrow(place, base, variable.output), problem };
}

function reportUnknown(base: VariableNode, place: Place): void {
  const names = [...place.locals.keys(), ...place.findings.scope.variables.keys()];
  const isCallable = findFunction(base.name)?.parameters.length === 0;
  const near = isCallable ? `${base.name}()` : nearestName(base.name, names);
  report(place, {
    code: "ORR_EXPR_UNKNOWN_VARIABLE",
    message: `There is no ${base.name} here${near === undefined ? "." : `: did you mean ${near}?`}`,
    range: base,
    fix: near === undefined ? undefined : { title: `Change to ${near}`, replacement: near },
  });
}

function requireIndex(step: IndexNode, target: ExprType, place: Place): boolean {
  const index = inferNode(step.index, place);
  const kinds = new Set(alternativesOf(target).map((one) => one.kind));
  if (isNoIndex(step.index) && !kinds.has("object")) {
    const message = "An index is a whole number, counted from 0.";
    report(place, { code: "ORR_EXPR_INDEX_NOT_WHOLE", message, range: step.index });
    return false;
  }
  const part = { node: step.index, type: index };
  if (kinds.has("list") && !kinds.has("object")) {
    return requireKind(place, part, { kinds: ["number"], words: "An item is read by its number" });
  }
  if (kinds.has("object") && !kinds.has("list")) {
    return requireKind(place, part, { kinds: ["string"], words: "A member is read by its name" });
  }
  return requireKind(place, part, { kinds: ["number", "string"], words: "An index is a number or a name" });
}

/** A literal that no list has an item at: 1.5 or -1. */
function isNoIndex(node: ExpressionNode): boolean {
  if (node.kind === "unary")
    return node.operator === "-" && node.operand.kind === "literal" && node.operand.value !== 0;
  return node.kind === "literal" && typeof node.value === "number" && !Number.isInteger(node.value);
}

const indexable: ReadonlySet<ExprType["kind"]> = new Set(["list", "object", "any", "null"]);

/** By a number, or by a name that is only known at run time: what may be missing then fails there. */
function readItem(read: {
  readonly step: MemberNode | IndexNode;
  readonly target: ExprType;
  readonly place: Place;
}): Step {
  const { step, target, place } = read;
  const alternatives = alternativesOf(target).filter((one) => one.kind !== "absent");
  const wrong = alternatives.filter((one) => !indexable.has(one.kind));
  if (wrong.length > 0) {
    const message = `${describeType(unionOf(...wrong))} has no items and no members.`;
    report(place, { code: "ORR_EXPR_TYPE", message, range: step });
    return { type: anyType, problem: null };
  }
  // An object may carry more members than its type lists, and a computed name may reach them.
  const types = alternatives.map((one) =>
    one.kind === "list" ? one.items : one.kind === "null" ? neverType : anyType,
  );
  const problem = alternatives.some((one) => one.kind === "null") ? mayBeNull(sourceOf(place, step.target)) : null;
  return { type: alternatives.length === 0 ? target : unionOf(...types), problem };
}

const countWords: ReadonlySet<string> = new Set(["length", "size", "count"]);

function readNamed(read: {
  readonly step: MemberNode | IndexNode;
  readonly name: string;
  readonly target: ExprType;
  readonly place: Place;
}): Step {
  const { step, name, target, place } = read;
  const types: ExprType[] = [];
  const wrong: ExprType[] = [];
  let isMissing = false;
  let isNull = false;
  let isKnown = false;
  for (const one of alternativesOf(target)) {
    if (one.kind === "any") types.push(anyType);
    else if (one.kind === "null") isNull = true;
    else if (one.kind === "absent") isMissing = true;
    else if (one.kind === "object") {
      const property = Object.hasOwn(one.properties, name) ? one.properties[name] : undefined;
      if (property !== undefined) types.push(property.type);
      else if (one.open) types.push(anyType);
      isKnown ||= property !== undefined || one.open;
      isMissing ||= property === undefined ? !one.open : property.optional;
    } else wrong.push(one);
  }
  if (wrong.length > 0) {
    const message = `${describeType(unionOf(...wrong))} has no members, so there is no ${JSON.stringify(name)}.`;
    const owner = sourceOf(place, step.target);
    const isCounted = countWords.has(name) && wrong.every((one) => one.kind === "list" || one.kind === "string");
    const fix = isCounted ? { title: "Use size", replacement: `size(${owner})` } : undefined;
    report(place, { code: "ORR_EXPR_TYPE", message, range: step, fix });
    return { type: anyType, problem: null };
  }
  const hasObjects = alternativesOf(target).some((one) => one.kind === "object");
  if (hasObjects && !isKnown && !mayBe(target, "any")) {
    reportUnknownMember(read);
    return { type: anyType, problem: null };
  }
  const isProved = isMissing && place.facts.present.size > 0 && place.facts.present.has(pathOf(step) ?? "");
  const type = types.length === 0 ? (isNull || isMissing ? absentType : neverType) : unionOf(...types);
  if (isMissing && !isProved && target.kind !== "absent") {
    return { type, problem: missing(sourceOf(place, step)) };
  }
  return { type, problem: isNull ? mayBeNull(sourceOf(place, step.target)) : null };
}

function reportUnknownMember(read: {
  readonly step: MemberNode | IndexNode;
  readonly name: string;
  readonly target: ExprType;
  readonly place: Place;
}): void {
  const { step, name, target, place } = read;
  const names = memberTypes(target).map((member) => member.name);
  const near = nearestName(name, names);
  const shown = names.slice(0, 8).join(", ");
  const known = shown === "" ? "it has none" : `it has ${shown}${names.length > 8 ? ", …" : ""}`;
  const owner = sourceOf(place, step.target);
  report(place, {
    code: "ORR_EXPR_UNKNOWN_MEMBER",
    message: `${owner} has no member ${JSON.stringify(name)}: ${known}.`,
    range: step,
    fix: near === undefined ? undefined : { title: `Change to ${near}`, replacement: memberSource(owner, near) },
  });
}

function memberSource(owner: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${owner}.${name}` : `${owner}[${JSON.stringify(name)}]`;
}

function missing(source: string): Problem {
  return { code: "ORR_EXPR_MAY_BE_MISSING", message: `${source} may be missing.` };
}

function mayBeNull(source: string): Problem {
  return { code: "ORR_EXPR_MAY_BE_NULL", message: `${source} may be null, which has no members.` };
}
