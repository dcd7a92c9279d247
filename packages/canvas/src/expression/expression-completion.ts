import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { completionsAt, type Completion as Found, type Scope } from "@orrery/expr";

const BOOST: Record<Found["kind"], number> = { variable: 2, member: 2, function: 0 };

/** Completes what is in scope, with its type in words. `scope` is asked anew each time: it follows the document. */
export function expressionCompletion(scope: () => Scope | null) {
  return autocompletion({
    icons: false,
    activateOnTyping: true,
    override: [(context) => complete(context, scope())],
  });
}

function complete(context: CompletionContext, scope: Scope | null): CompletionResult | null {
  if (!scope) return null;
  const text = context.state.doc.toString();
  const found = completionsAt(text, context.pos, scope);
  const [first] = found;
  if (!first) return null;
  const before = text.slice(0, context.pos);
  if (!context.explicit && !/[\w.{]\s?$/.test(before)) return null;
  return { from: first.start, to: context.pos, options: found.map(toOption), filter: false };
}

function toOption(found: Found): Completion {
  return {
    label: found.label,
    detail: found.type,
    boost: BOOST[found.kind],
    ...(found.doc !== undefined && { info: found.doc }),
    apply: (view, _completion, _from, to) => {
      view.dispatch({
        changes: { from: found.start, to: Math.max(to, found.end), insert: found.insert },
        selection: { anchor: found.start + found.insert.length },
        userEvent: "input.complete",
      });
    },
  };
}
