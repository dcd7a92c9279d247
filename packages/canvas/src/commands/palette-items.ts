import { nodeShape } from "../flow/node-shape.ts";
import { focusCard } from "../usage/focus-card.ts";
import type { CommandPlace, CommandPlaces } from "./command-places.ts";
import type { CommandContext, EditorCommand } from "./editor-command.ts";
import { type PaletteEntry, rankItems } from "./rank-items.ts";

/** One line of the palette, and what choosing it does. */
export interface PaletteItem extends PaletteEntry {
  readonly group: string;
  /** Said at the right, dim: a type, an id, when it was. */
  readonly detail?: string;
  /** As an Apple keyboard prints them. */
  readonly keys?: string;
  /** Why it cannot be done now; null where it can. */
  readonly why: string | null;
  readonly act: () => void;
}

export interface PaletteSection {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

const MOST_FOUND = 50;
const GO_TO = "Nodes of this workflow";
const ADD = "Add a node";
const PLACES: Readonly<Record<CommandPlace["kind"], string>> = {
  page: "Pages",
  run: "Runs of this workflow",
  workflow: "Other workflows",
};

/** Every line that the palette can show now: actions, nodes to go to, types to add, pages. */
export function paletteItems(
  commands: readonly EditorCommand[],
  context: CommandContext,
  places: { readonly known: readonly CommandPlace[]; readonly go: CommandPlaces["go"] },
): readonly PaletteItem[] {
  const { services, actions, graph } = context;
  const { catalog, document } = services;
  return [
    ...commands.map((command): PaletteItem => {
      const [keys] = command.keys ?? [];
      return {
        id: command.id,
        title: command.title,
        words: [command.group, ...(command.keywords ?? [])],
        group: "Actions",
        why: command.blocked?.(context) ?? null,
        act: () => command.run(context),
        ...(keys !== undefined && { keys }),
      };
    }),
    ...graph.nodes.map((node): PaletteItem => {
      const { title, typeTitle } = nodeShape(catalog, node);
      return {
        id: `go:${node.id}`,
        title: `Go to ${title}`,
        words: [node.id, typeTitle],
        group: GO_TO,
        detail: node.id,
        why: null,
        act: () => {
          actions.reveal(node.id);
          focusCard(node.id);
        },
      };
    }),
    ...(document === null ? [] : catalog.types).map(
      (type): PaletteItem => ({
        id: `add:${type.type}`,
        title: `Add ${type.title}`,
        words: [type.type, type.description, ...type.keywords],
        group: ADD,
        why: null,
        act: () => actions.add(type),
      }),
    ),
    ...places.known.map(
      (place): PaletteItem => ({
        id: `place:${place.id}`,
        title: place.title,
        words: [place.kind, "open", "go to", place.detail ?? ""],
        group: PLACES[place.kind],
        why: null,
        act: () => places.go(place.href),
        ...(place.detail !== undefined && { detail: place.detail }),
      }),
    ),
  ];
}

/** What is shown for a search: without one, what was used lately and the actions; otherwise the best of all. */
export function paletteSections(
  items: readonly PaletteItem[],
  query: string,
  recent: readonly string[],
): readonly PaletteSection[] {
  if (query.trim() === "") {
    const byId = new Map(items.map((item) => [item.id, item]));
    const lately = recent.flatMap((id) => byId.get(id) ?? []).filter(({ why }) => why === null);
    const used = new Set(lately.map(({ id }) => id));
    const rest = items.filter(
      ({ id, group, why }) => why === null && !used.has(id) && group !== GO_TO && group !== ADD,
    );
    return sections([...lately.map((item) => ({ ...item, group: "Lately" })), ...rest]);
  }
  const found = rankItems(items, query, recent);
  // What can be done stands before what cannot.
  return sections(
    [...found.filter(({ why }) => why === null), ...found.filter(({ why }) => why !== null)].slice(0, MOST_FOUND),
  );
}

/** By group, in the order in which the first of each was found. */
function sections(items: readonly PaletteItem[]): readonly PaletteSection[] {
  return [...Map.groupBy(items, ({ group }) => group)].map(([title, of]) => ({ title, items: of }));
}
