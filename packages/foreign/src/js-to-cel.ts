import { type CelPath, celString } from "./cel-text.ts";
import { type JsToken, tokenizeJs } from "./js-tokens.ts";

/** What a name that begins with `$`, or a call of one, stands for: how many tokens it took, and the expression below a path. */
export type JsRoot = (
  tokens: readonly JsToken[],
  start: number,
) => { readonly used: number; readonly below: (path: CelPath) => string | null } | null;

const LONGEST = 2_000;
const DEEPEST = 40;

/** Binary operators that mean the same on both sides, by how tightly they bind. */
const BINARY: Readonly<Record<string, readonly [number, string]>> = {
  "??": [1, "??"],
  "||": [2, "||"],
  "&&": [3, "&&"],
  "===": [4, "=="],
  "!==": [4, "!="],
  "==": [4, "=="],
  "!=": [4, "!="],
  "<": [5, "<"],
  "<=": [5, "<="],
  ">": [5, ">"],
  ">=": [5, ">="],
  "+": [6, "+"],
  "-": [6, "-"],
  "*": [7, "*"],
  "/": [7, "/"],
};

/** Methods with one meaning on texts and lists. */
const METHODS: Readonly<Record<string, (of: string, args: readonly string[]) => string | null>> = {
  toLowerCase: (of) => `lower(${of})`,
  toUpperCase: (of) => `upper(${of})`,
  trim: (of) => `trim(${of})`,
  toJsonString: (of) => `json(${of})`,
  parseJson: (of) => `parseJson(${of})`,
  includes: (of, [part]) => (part === undefined ? null : `contains(${of}, ${part})`),
  startsWith: (of, [part]) => (part === undefined ? null : `${of}.startsWith(${part})`),
  endsWith: (of, [part]) => (part === undefined ? null : `${of}.endsWith(${part})`),
  split: (of, [part]) => (part === undefined ? null : `split(${of}, ${part})`),
  join: (of, [part]) => `join(${of}, ${part ?? '","'})`,
  replaceAll: (of, [old, next]) => (next === undefined ? null : `replace(${of}, ${old}, ${next})`),
  isEmpty: (of) => `size(${of}) == 0`,
  isNotEmpty: (of) => `size(${of}) > 0`,
};

interface Read {
  readonly cel: string;
  /** Whether it is surely true or false, so that `||` and `!` mean the same. */
  readonly isBoolean: boolean;
  readonly isText: boolean;
}

/** A JavaScript expression as CEL where both mean exactly the same; null where that is not sure. */
export function jsToCel(source: string, root: JsRoot): string | null {
  const tokens = source.length > LONGEST ? null : tokenizeJs(source);
  if (tokens === null) return null;
  const reader = new Reader(tokens, root);
  const read = reader.ternary();
  return read === null || !reader.isAtEnd ? null : read.cel;
}

class Reader {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly JsToken[];
  readonly #root: JsRoot;

  constructor(tokens: readonly JsToken[], root: JsRoot) {
    this.#tokens = tokens;
    this.#root = root;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  ternary(): Read | null {
    this.#depth += 1;
    const when = this.#depth > DEEPEST ? null : this.#binary(0);
    if (when === null || !this.#take("?")) {
      this.#depth -= 1;
      return when;
    }
    const yes = this.ternary();
    const no = yes !== null && this.#take(":") ? this.ternary() : null;
    this.#depth -= 1;
    if (yes === null || no === null || !when.isBoolean) return null;
    const cel = `(${when.cel} ? ${yes.cel} : ${no.cel})`;
    return { cel, isBoolean: yes.isBoolean && no.isBoolean, isText: yes.isText && no.isText };
  }

  #binary(least: number): Read | null {
    let left = this.#unary();
    for (;;) {
      const token = this.#tokens[this.#at];
      const operator = token?.kind === "sign" && Object.hasOwn(BINARY, token.text) ? BINARY[token.text] : undefined;
      if (left === null || operator === undefined || operator[0] <= least) return left;
      this.#at += 1;
      const right = this.#binary(operator[0]);
      left = right === null ? null : joined(left, operator[1], right);
    }
  }

  #unary(): Read | null {
    if (this.#take("!")) {
      const of = this.#unary();
      return of?.isBoolean ? { cel: `!(${of.cel})`, isBoolean: true, isText: false } : null;
    }
    if (this.#take("-")) {
      const of = this.#unary();
      return of === null ? null : { cel: `-(${of.cel})`, isBoolean: false, isText: false };
    }
    return this.#postfix();
  }

  #postfix(): Read | null {
    const token = this.#tokens[this.#at];
    if (token === undefined) return null;
    if (token.kind === "text") return this.#literal(celString(token.text), { isText: true });
    if (token.kind === "number") return this.#literal(token.text, {});
    if (token.kind === "name" && ["true", "false"].includes(token.text))
      return this.#literal(token.text, { isBoolean: true });
    if (token.kind === "name" && token.text === "null") return this.#literal("null", {});
    if (this.#take("(")) {
      const inner = this.ternary();
      return inner === null || !this.#take(")") ? null : this.#methods({ ...inner, cel: `(${inner.cel})` });
    }
    if (this.#take("[")) {
      const items = this.#arguments("]");
      return items === null ? null : this.#methods({ cel: `[${items.join(", ")}]`, isBoolean: false, isText: false });
    }
    if (this.#take("{")) return this.#object();
    if (token.kind === "name" && token.text === "JSON") return this.#json();
    const found = this.#root(this.#tokens, this.#at);
    if (found === null) return null;
    this.#at += found.used;
    const cel = found.below(this.#path());
    return cel === null ? null : this.#methods({ cel, isBoolean: false, isText: false });
  }

  #literal(cel: string, is: { readonly isBoolean?: true; readonly isText?: true }): Read | null {
    this.#at += 1;
    return this.#methods({ cel, isBoolean: is.isBoolean === true, isText: is.isText === true });
  }

  #json(): Read | null {
    const [, dot, name] = this.#tokens.slice(this.#at, this.#at + 3);
    const call = dot?.text === "." ? { stringify: "json", parse: "parseJson" }[name?.text ?? ""] : undefined;
    this.#at += 3;
    if (call === undefined || !this.#take("(")) return null;
    const of = this.ternary();
    if (of === null || !this.#take(")")) return null;
    return this.#methods({ cel: `${call}(${of.cel})`, isBoolean: false, isText: call === "json" });
  }

  /** The members that follow, up to a call or `.length`. */
  #path(): CelPath {
    const path: (string | number)[] = [];
    for (;;) {
      const [first, second, third] = this.#tokens.slice(this.#at, this.#at + 3);
      if (first?.text === "." && first.kind === "sign" && second?.kind === "name" && second.text !== "length") {
        if (third?.kind === "sign" && third.text === "(") return path;
        path.push(second.text);
        this.#at += 2;
      } else if (first?.text === "[" && first.kind === "sign" && third?.text === "]" && third.kind === "sign") {
        if (second?.kind === "text") path.push(second.text);
        else if (second?.kind === "number" && /^\d+$/.test(second.text)) path.push(Number(second.text));
        else return path;
        this.#at += 3;
      } else return path;
    }
  }

  #methods(of: Read): Read | null {
    let left = of;
    while (this.#take(".")) {
      const name = this.#tokens[this.#at];
      this.#at += 1;
      if (name?.kind !== "name") return null;
      if (name.text === "length") left = { cel: `size(${left.cel})`, isBoolean: false, isText: false };
      else {
        const args = this.#take("(") ? this.#arguments() : null;
        const method = Object.hasOwn(METHODS, name.text) ? METHODS[name.text] : undefined;
        const cel = args === null ? null : (method?.(left.cel, args) ?? null);
        if (cel === null) return null;
        const isBoolean = /^(includes|startsWith|endsWith|isEmpty|isNotEmpty)$/.test(name.text);
        left = { cel, isBoolean, isText: /^(toLowerCase|toUpperCase|trim|join|replaceAll)$/.test(name.text) };
      }
      if (this.#tokens[this.#at]?.text === "[") return null;
    }
    return left;
  }

  #object(): Read | null {
    const members: string[] = [];
    while (!this.#take("}")) {
      const name = this.#tokens[this.#at];
      this.#at += 1;
      if (name === undefined || name.kind === "sign" || name.text === "__proto__" || !this.#take(":")) return null;
      const value = this.ternary();
      if (value === null) return null;
      members.push(`${celString(name.text)}: ${value.cel}`);
      if (!this.#take(",") && this.#tokens[this.#at]?.text !== "}") return null;
    }
    return { cel: `{${members.join(", ")}}`, isBoolean: false, isText: false };
  }

  #arguments(end = ")"): readonly string[] | null {
    const args: string[] = [];
    if (this.#take(end)) return args;
    for (;;) {
      const one = this.ternary();
      if (one === null) return null;
      args.push(one.cel);
      if (this.#take(end)) return args;
      if (!this.#take(",")) return null;
    }
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#at += 1;
    return true;
  }
}

function joined(left: Read, operator: string, right: Read): Read | null {
  const plain = { isBoolean: false, isText: false };
  if (operator === "??") return { ...plain, cel: `default(${left.cel}, ${right.cel})` };
  if (operator === "||" || operator === "&&") {
    if (!left.isBoolean || !right.isBoolean) return null;
    return { ...plain, cel: `(${left.cel} ${operator} ${right.cel})`, isBoolean: true };
  }
  if (operator === "+" && (left.isText || right.isText)) {
    const text = (one: Read) => (one.isText ? one.cel : `string(${one.cel})`);
    return { ...plain, cel: `${text(left)} + ${text(right)}`, isText: true };
  }
  const isBoolean = ["==", "!=", "<", "<=", ">", ">="].includes(operator);
  // In JavaScript `+` of what may be a text or a number joins or adds: here it would be an error for one of them.
  if (operator === "+") return null;
  const cel = `${left.cel} ${operator} ${right.cel}`;
  return { ...plain, cel: isBoolean ? cel : `(${cel})`, isBoolean };
}
