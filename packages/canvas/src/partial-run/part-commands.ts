import type { CommandContext, EditorCommand } from "../commands/editor-command.ts";
import { togglePins } from "../pins/pin-output.ts";
import { whyNoPart } from "./why-no-part.ts";

const onlyNode = ({ services, graph, nodes }: CommandContext): string | null => {
  const [nodeId] = nodes;
  if (services.document === null) return "Start it from the editor.";
  if (nodes.size !== 1 || nodeId === undefined) return "Choose one node first.";
  return whyNoPart(graph, nodeId, services.catalog);
};

/** What tries a draft by part. */
export const PART_COMMANDS: readonly EditorCommand[] = [
  {
    id: "run-to",
    title: "Run to here",
    group: "Run",
    keywords: ["partial", "until", "up to", "execute step"],
    blocked: onlyNode,
    run: ({ services, nodes }) => {
      const [nodeId] = nodes;
      if (nodeId !== undefined) services.view.setState({ partialRun: { way: "to", nodeId } });
    },
  },
  {
    id: "run-only",
    title: "Run only this node",
    group: "Run",
    keywords: ["single", "alone", "one step", "execute step"],
    blocked: (context) =>
      onlyNode(context) ?? (context.services.control === null ? "Run to here first: it takes what came before." : null),
    run: ({ services, nodes }) => {
      const [nodeId] = nodes;
      if (nodeId !== undefined) services.view.setState({ partialRun: { way: "alone", nodeId } });
    },
  },
  {
    id: "run-failed",
    title: "Run again what failed",
    group: "Run",
    keywords: ["rerun", "retry", "failed"],
    blocked: ({ services }) => {
      if (services.document === null || services.control === null) return "There is no run to go on from.";
      const status = services.overlay?.getState().live.status;
      return status === "failed" || status === "cancelled" ? null : "The run shown has not failed.";
    },
    run: ({ services }) => services.view.setState({ partialRun: { way: "failed" } }),
  },
  {
    id: "pin",
    title: "Pin its output, or unpin it",
    group: "Nodes",
    keywords: ["mock", "freeze", "fake", "sample", "keep"],
    keys: ["P"],
    where: "canvas",
    blocked: ({ services, nodes }) =>
      services.document === null ? "Pin it in the editor." : nodes.size === 0 ? "Choose a node first." : null,
    run: ({ services, nodes }) => togglePins(services, nodes),
  },
];
