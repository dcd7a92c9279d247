import { nodeShape } from "../flow/node-shape.ts";
import type { CommandContext, EditorCommand } from "./editor-command.ts";

const noNodes = ({ nodes }: CommandContext) => (nodes.size === 0 ? "Choose a node first." : null);
const noDocument = ({ services }: CommandContext) =>
  services.document === null ? "The drawing of a run does not change." : null;

/** What changes the drawing, or takes a change back. */
export const EDIT_COMMANDS: readonly EditorCommand[] = [
  {
    id: "undo",
    title: "Undo",
    group: "Edit",
    keywords: ["take back", "revert"],
    keys: ["⌘Z"],
    where: "editor",
    blocked: ({ services }) => (services.document?.getState().canUndo ? null : "There is nothing to take back."),
    run: ({ services }) => services.document?.undo(),
  },
  {
    id: "redo",
    title: "Redo",
    group: "Edit",
    keywords: ["again"],
    keys: ["⇧⌘Z", "⌘Y"],
    where: "editor",
    blocked: ({ services }) => (services.document?.getState().canRedo ? null : "There is nothing to do again."),
    run: ({ services }) => services.document?.redo(),
  },
  {
    id: "copy",
    title: "Copy the chosen nodes",
    group: "Edit",
    keywords: ["clipboard", "json", "text"],
    blocked: noNodes,
    run: ({ actions, services }) => {
      const text = actions.copyText();
      if (text !== null) void tryClipboard(services, () => navigator.clipboard.writeText(text));
    },
  },
  {
    id: "paste",
    title: "Paste nodes",
    group: "Edit",
    keywords: ["clipboard", "insert", "json"],
    blocked: noDocument,
    run: ({ actions, services }) =>
      void tryClipboard(services, async () => actions.pasteText(await navigator.clipboard.readText())),
  },
  {
    id: "duplicate",
    title: "Duplicate",
    group: "Edit",
    keywords: ["copy", "clone"],
    keys: ["⌘D"],
    where: "canvas",
    blocked: (context) => noDocument(context) ?? noNodes(context),
    run: ({ actions }) => actions.duplicate(),
  },
  {
    id: "delete",
    title: "Delete",
    group: "Edit",
    keywords: ["remove"],
    keys: ["⌫"],
    where: "canvas",
    blocked: (context) =>
      noDocument(context) ?? (context.services.view.getState().selectedEdges.size > 0 ? null : noNodes(context)),
    run: ({ actions }) => actions.deleteSelected(),
  },
  {
    id: "select-all",
    title: "Choose all nodes",
    group: "Edit",
    keywords: ["select everything"],
    keys: ["⌘A"],
    where: "canvas",
    run: ({ actions }) => actions.selectAll(),
  },
  {
    id: "tidy",
    title: "Tidy the drawing",
    group: "Edit",
    keywords: ["layout", "arrange", "format", "automatic"],
    blocked: noDocument,
    run: ({ actions }) => void actions.tidy(),
  },
  {
    id: "toggle-off",
    title: "Turn off, or on again",
    group: "Nodes",
    keywords: ["disable", "enable", "bypass", "skip"],
    keys: ["D"],
    where: "canvas",
    blocked: (context) => noDocument(context) ?? noNodes(context),
    run: ({ actions, nodes }) => actions.toggleOff(nodes),
  },
  {
    id: "toggle-breakpoint",
    title: "Pause runs here, or no longer",
    group: "Nodes",
    keywords: ["breakpoint", "stop", "debug"],
    keys: ["B"],
    where: "canvas",
    blocked: (context) => (context.services.breakpoints === null ? "Set it in the editor." : noNodes(context)),
    run: ({ actions, nodes }) => actions.toggleBreakpoints(nodes),
  },
  {
    id: "rename",
    title: "Rename",
    group: "Nodes",
    keywords: ["name", "label", "title", "id"],
    keys: ["F2"],
    where: "editor",
    blocked: (context) => noDocument(context) ?? onlyOne(context),
    run: ({ actions, nodes }) => {
      const [nodeId] = nodes;
      if (nodeId !== undefined) actions.openField(nodeId, "@name");
    },
  },
  {
    id: "connect",
    title: "Connect to another node",
    group: "Nodes",
    keywords: ["edge", "wire", "link", "lead", "draw"],
    keys: ["C"],
    where: "canvas",
    blocked: (context) => noDocument(context) ?? onlyOne(context),
    run: ({ services, nodes }) => services.view.setState({ dialog: "connect", selectedNodes: nodes }),
  },
  {
    id: "extract",
    title: "Make a workflow of the chosen nodes",
    group: "Nodes",
    keywords: ["subflow", "extract", "subworkflow", "reuse", "call"],
    keys: ["⇧E"],
    where: "canvas",
    blocked: (context) =>
      noDocument(context) ??
      noNodes(context) ??
      (context.services.makeWorkflow ? null : "You may not make workflows here."),
    run: ({ services, nodes }) => services.view.setState({ dialog: "extract", selectedNodes: nodes }),
  },
  {
    id: "open",
    title: "Open its settings",
    group: "Nodes",
    keywords: ["configure", "inspector", "edit"],
    blocked: onlyOne,
    run: ({ actions, nodes, graph, services }) => {
      const [nodeId] = nodes;
      const node = graph.nodes.find((one) => one.id === nodeId);
      const first = node && nodeShape(services.catalog, node).definition?.fields[0];
      if (node) actions.openField(node.id, first?.path ?? null);
    },
  },
];

function onlyOne({ nodes }: CommandContext): string | null {
  if (nodes.size === 1) return null;
  return nodes.size === 0 ? "Choose a node first." : "Choose one node alone.";
}

/** The browser may not allow it, and says so by a rejection. */
async function tryClipboard({ view }: CommandContext["services"], act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch {
    view.setState({ notice: "The browser does not let this page use the clipboard. Use its own keys." });
  }
}
