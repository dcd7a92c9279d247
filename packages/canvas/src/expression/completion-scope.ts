import type { Scope, ScopeVariable } from "@orrery/expr";
import type { UnwiredName } from "./unwired-names.ts";

/** What completion offers in a field: what can be read, then what could be if the node were wired. */
export interface CompletionScope extends Scope {
  readonly unwired: ReadonlyMap<string, UnwiredName>;
  /** What a path such as `fetch.body` gave last, in a few words; null where that is not known. Absent: nothing ran. */
  readonly seen?: (path: string) => Promise<string | null>;
  /** A name was put into the text. */
  choose(name: string): void;
}

export interface CompletionScopeInput {
  /** What the compiler says can be read; null where the node is in no run. */
  readonly own: Scope | null;
  /** Asked once, when something is to be completed. */
  readonly unwired: () => ReadonlyMap<string, UnwiredName>;
  readonly seen?: (path: string) => Promise<string | null>;
  /** One of `unwired` was chosen. */
  readonly choose: (found: UnwiredName) => void;
}

/** Works nothing out before it is asked, since most fields are only looked at. */
export function completionScope({ own, unwired, choose, seen }: CompletionScopeInput): CompletionScope {
  let variables: ReadonlyMap<string, ScopeVariable> | null = null;
  let further: ReadonlyMap<string, UnwiredName> | null = null;
  const scope: CompletionScope = {
    get unwired() {
      further ??= new Map([...unwired()].filter(([name]) => own?.variables.has(name) !== true));
      return further;
    },
    get variables() {
      const extra = [...scope.unwired].sort(([, a], [, b]) => Number(a.connectFirst) - Number(b.connectFirst));
      variables ??= new Map([...(own?.variables ?? []), ...extra.map(([name, of]) => [name, of.variable] as const)]);
      return variables;
    },
    ...(seen !== undefined && { seen }),
    choose: (name) => {
      const found = scope.unwired.get(name);
      if (found) choose(found);
    },
  };
  return scope;
}
