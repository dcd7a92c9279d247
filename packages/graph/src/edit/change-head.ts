import type { Draft } from "./draft.ts";
import { done, type OpOf, type Outcome } from "./outcome.ts";

export function setName(draft: Draft, { name }: OpOf<"graph.name">): Outcome {
  const old = draft.head.name;
  draft.head = { ...draft.head, name };
  return done({ op: "graph.name", name: old });
}

export function setDescription(draft: Draft, { description }: OpOf<"graph.description">): Outcome {
  const { description: old, ...rest } = draft.head;
  draft.head = description === null ? rest : { ...rest, description };
  return done({ op: "graph.description", description: old ?? null });
}

export function setSettings(draft: Draft, { settings }: OpOf<"settings.set">): Outcome {
  const { settings: old, ...rest } = draft.head;
  draft.head = settings === null ? rest : { ...rest, settings };
  return done({ op: "settings.set", settings: old ?? null });
}
