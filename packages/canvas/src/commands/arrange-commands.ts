import type { Alignment, Direction } from "../arrange/align-nodes.ts";
import { planPutInto, planTakeOut } from "../collapse/plan-hold.ts";
import type { CommandContext, EditorCommand } from "./editor-command.ts";

const noDocument = ({ services }: CommandContext) =>
  services.document === null ? "The drawing of a run does not change." : null;
const fewerThan = (count: 1 | 2 | 3) => (context: CommandContext) =>
  noDocument(context) ?? (context.nodes.size < count ? CHOOSE[count] : null);

const CHOOSE: Readonly<Record<1 | 2 | 3, string>> = {
  1: "Choose a node first.",
  2: "Choose two nodes or more.",
  3: "Choose three nodes or more.",
};

const ALIGN: readonly (readonly [Alignment, string, string])[] = [
  ["left", "Align left", "⌥A"],
  ["centre", "Align centres", "⌥H"],
  ["right", "Align right", "⌥D"],
  ["top", "Align tops", "⌥W"],
  ["middle", "Align middles", "⌥V"],
  ["bottom", "Align bottoms", "⌥S"],
];

const SPREAD: readonly (readonly [Direction, string, string])[] = [
  ["across", "Space evenly across", "⌥⇧H"],
  ["down", "Space evenly down", "⌥⇧V"],
];

/** Adding by hand, and how what is drawn stands. */
export const ARRANGE_COMMANDS: readonly EditorCommand[] = [
  {
    id: "quick-add",
    title: "Add a step here",
    group: "Edit",
    keywords: ["new", "node", "insert", "after"],
    keys: ["A"],
    where: "canvas",
    blocked: noDocument,
    run: ({ actions, nodes }) => actions.quickAdd(nodes),
  },
  {
    id: "tidy-chosen",
    title: "Tidy what is chosen",
    group: "Edit",
    keywords: ["layout", "arrange", "selection"],
    keys: ["⇧T"],
    where: "canvas",
    blocked: fewerThan(2),
    run: ({ actions }) => void actions.tidy(),
  },
  {
    id: "group",
    title: "Group what is chosen",
    group: "Edit",
    keywords: ["frame", "section", "colour", "title"],
    keys: ["G"],
    where: "canvas",
    blocked: fewerThan(1),
    run: ({ actions }) => actions.group(),
  },
  {
    id: "put-into",
    title: "Put into the container chosen with it",
    group: "Nodes",
    keywords: ["move", "inside", "room", "map", "loop"],
    keys: ["⌥I"],
    where: "canvas",
    blocked: fewerThan(2),
    run: ({ actions, graph, nodes, services }) => actions.apply(planPutInto(graph, services.catalog, nodes)),
  },
  {
    id: "take-out",
    title: "Take out of its container",
    group: "Nodes",
    keywords: ["move", "outside", "room", "map", "loop"],
    keys: ["⌥O"],
    where: "canvas",
    blocked: fewerThan(1),
    run: ({ actions, graph, nodes, services }) => actions.apply(planTakeOut(graph, services.catalog, nodes)),
  },
  {
    id: "fold",
    title: "Collapse a container, or expand it",
    group: "View",
    keywords: ["fold", "unfold", "hide", "room"],
    keys: ["E"],
    where: "canvas",
    blocked: ({ nodes }) => (nodes.size === 0 ? "Choose a container first." : null),
    run: ({ actions, nodes }) => actions.fold(nodes),
  },
  ...ALIGN.map(
    ([alignment, title, key]): EditorCommand => ({
      ...{ id: `align-${alignment}`, title, group: "Edit", keywords: ["line up", "arrange"], keys: [key] },
      where: "canvas",
      blocked: fewerThan(2),
      run: ({ actions }) => actions.align(alignment),
    }),
  ),
  ...SPREAD.map(
    ([direction, title, key]): EditorCommand => ({
      ...{ id: `space-${direction}`, title, group: "Edit", keywords: ["distribute", "gaps", "arrange"], keys: [key] },
      where: "canvas",
      blocked: fewerThan(3),
      run: ({ actions }) => actions.distribute(direction),
    }),
  ),
];
