import { describeType } from "./describe-type.ts";
import { enclosingBindings } from "./enclosing-bindings.ts";
import { isAssignable } from "./explain-mismatch.ts";
import type { ExprType, Scope } from "./expr-type.ts";
import { functionCatalogue } from "./function-catalogue.ts";
import { exprFunctions } from "./functions/find-function.ts";
import { inferLeniently } from "./infer-leniently.ts";
import { memberTypes } from "./member-types.ts";
import { receiverBefore } from "./receiver-before.ts";
import { splitTemplate } from "./split-template.ts";
import { alternativesOf, withoutKinds } from "./union-of.ts";

export interface Completion {
  readonly label: string;
  readonly kind: "variable" | "member" | "function";
  /** Replaces `start` to `end` of the field's text. */
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  /** In words; of a function its signature. */
  readonly type: string;
  readonly doc?: string;
}

/**
 * What may stand at `offset` of a field's text, unfiltered but by what is already typed: variables and functions, or
 * behind a dot the members and methods of what stands before it. Empty outside of `{{ }}`. Never throws.
 */
export function completionsAt(text: string, offset: number, scope: Scope): readonly Completion[] {
  const piece = splitTemplate(text).find(
    (part) => part.kind === "expression" && part.source.start <= offset && offset <= part.source.end,
  );
  if (piece?.kind !== "expression") return [];
  const source = text.slice(piece.source.start, offset);
  const found = receiverBefore(source);
  if (found === null) return [];
  const typed = found.typed.toLowerCase();
  const at = { start: offset - found.typed.length, end: offset };
  const locals = enclosingBindings(source, scope);
  const all =
    found.receiver === null
      ? [...variables(locals, scope), ...functions()]
      : [...errorFace(found.receiver, scope, locals), ...behindDot(inferLeniently(found.receiver, scope, locals))];
  return all
    .filter((entry) => entry.label.toLowerCase().startsWith(typed))
    .map(({ insert, ...entry }) => withPlace(entry, insert, at, text));
}

type Entry = Omit<Completion, "start" | "end">;

/** A member whose name is no identifier is read as `["name"]`, so the dot before it goes. */
function withPlace(
  entry: Omit<Entry, "insert">,
  insert: string,
  at: { readonly start: number; readonly end: number },
  text: string,
): Completion {
  if (!insert.startsWith("[") || text.charAt(at.start - 1) !== ".") return { ...entry, insert, ...at };
  return { ...entry, insert, start: at.start - 1, end: at.end };
}

function variables(locals: ReadonlyMap<string, ExprType>, scope: Scope): readonly Entry[] {
  const bound = [...locals].map(([label, type]): Entry => {
    return { label, kind: "variable", insert: label, type: describeType(type) };
  });
  const nodes = [...scope.variables].flatMap(([label, { output, error }]): readonly Entry[] => {
    if (locals.has(label)) return [];
    const type = output === undefined ? (error === undefined ? "anything" : "only its error") : describeType(output);
    return [{ label, kind: "variable", insert: label, type }];
  });
  return [...bound, ...nodes];
}

function functions(): readonly Entry[] {
  return functionCatalogue
    .filter((entry) => entry.form === "function" || entry.form === "both")
    .map(({ name, signature, doc }) => ({ label: name, kind: "function", insert: `${name}(`, type: signature, doc }));
}

/** `fetch.error` stands beside the members of what `fetch` gives. */
function errorFace(receiver: string, scope: Scope, locals: ReadonlyMap<string, ExprType>): readonly Entry[] {
  const name = receiver.trim();
  const type = locals.has(name) ? undefined : scope.variables.get(name)?.error;
  return type === undefined ? [] : [{ label: "error", kind: "member", insert: "error", type: describeType(type) }];
}

function behindDot(type: ExprType): readonly Entry[] {
  const members = memberTypes(type).map((member): Entry => {
    const insert = /^[A-Za-z_][A-Za-z0-9_]*$/.test(member.name) ? member.name : `[${JSON.stringify(member.name)}]`;
    const words = describeType(member.type);
    return { label: member.name, kind: "member", insert, type: member.isOptional ? `${words}, may be missing` : words };
  });
  return [...members, ...methods(withoutKinds(type, "null", "absent"))];
}

function methods(type: ExprType): readonly Entry[] {
  if (type.kind === "any" || alternativesOf(type).length === 0) return [];
  const fitting = new Set(
    exprFunctions
      .filter(({ parameters }) => {
        const [receiver] = parameters;
        return receiver !== undefined && receiver.type.kind !== "any" && isAssignable(type, receiver.type);
      })
      .map((entry) => entry.name),
  );
  const isList = alternativesOf(type).every((one) => one.kind === "list");
  return functionCatalogue
    .filter((entry) => fitting.has(entry.name) || (isList && entry.form === "macro"))
    .map(({ name, signature, doc }) => ({ label: name, kind: "function", insert: `${name}(`, type: signature, doc }));
}
