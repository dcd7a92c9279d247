import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { completionsAt, type Completion as Found } from "@orrery/expr";
import type { CompletionScope } from "./completion-scope.ts";
import { type FieldLanguage, pieceAt, textPieces, written } from "./text-pieces.ts";

const BOOST: Record<Found["kind"], number> = { variable: 2, member: 2, function: 0 };

/** Completes what is in scope, with its type in words, and behind it what would be if the node were wired. `scope` is asked anew each time: it follows the document. */
export function expressionCompletion(scope: () => CompletionScope | null, language: FieldLanguage) {
  return autocompletion({
    icons: false,
    activateOnTyping: true,
    override: [(context) => complete(context, scope(), language)],
  });
}

function complete(
  context: CompletionContext,
  scope: CompletionScope | null,
  language: FieldLanguage,
): CompletionResult | Promise<CompletionResult> | null {
  if (!scope) return null;
  const at = pieceAt(textPieces(context.state.doc.toString(), language), context.pos);
  if (!at) return null;
  const { piece, offset } = at;
  const found = completionsAt(piece.text, offset, scope);
  const [first] = found;
  if (!first) return null;
  if (!context.explicit && !/[\w.{]\s?$/.test(piece.text.slice(0, offset))) return null;
  const place = (within: number) => piece.places[within] ?? context.pos;
  const options = (values: readonly (string | null)[]): CompletionResult => ({
    from: place(first.start),
    to: context.pos,
    options: found.map((one, index) =>
      toOption(
        { ...one, seen: values[index] ?? null },
        { start: place(one.start), end: place(one.end) },
        language,
        scope,
      ),
    ),
    filter: false,
  });
  const { seen } = scope;
  if (seen === undefined) return options([]);
  const receiver = receiverOf(piece.text.slice(0, first.start));
  const paths = found.map((one) => pathOf(one, receiver));
  const asked = paths.map((path, index) => (path === null || index >= MOST_SEEN ? null : seen(path)));
  // Completion does not wait long for what only stands beside it.
  return withinMs(Promise.all(asked), SEEN_MS).then((values) => options(values ?? []));
}

const MOST_SEEN = 40;
const SEEN_MS = 400;

/** What stands before the dot that a member is completed behind: `fetch.body` in `size(fetch.body.`; empty without one. */
function receiverOf(before: string): string {
  return /((?:[a-z_]\w*)(?:\.\w+|\[\d+\]|\["[^"\]]*"\])*)\.\s*$/i.exec(before)?.[1] ?? "";
}

function pathOf({ kind, label, insert }: Found, receiver: string): string | null {
  if (kind === "variable") return label;
  if (kind === "function" || receiver === "") return null;
  return insert.startsWith("[") ? `${receiver}${insert}` : `${receiver}.${label}`;
}

async function withinMs<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}

function toOption(
  found: Found & { readonly seen: string | null },
  place: { readonly start: number; readonly end: number },
  language: FieldLanguage,
  scope: CompletionScope,
): Completion {
  const isName = found.kind === "variable";
  const connectFirst = isName && scope.unwired.get(found.label)?.connectFirst === true;
  const insert = written(found.insert, language);
  return {
    label: found.label,
    detail: [connectFirst ? "connect first" : "", found.type, found.seen ?? ""]
      .filter((words) => words !== "")
      .join(" · "),
    boost: BOOST[found.kind],
    ...(found.doc !== undefined && { info: found.doc }),
    apply: (view, _completion, _from, to) => {
      view.dispatch({
        changes: { from: place.start, to: Math.max(to, place.end), insert },
        selection: { anchor: place.start + insert.length },
        userEvent: "input.complete",
      });
      if (isName) scope.choose(found.label);
    },
  };
}
