import type { CommandContext, EditorCommand } from "./editor-command.ts";

const noStep = ({ services, nodes }: CommandContext): string | null => {
  const [nodeId] = nodes;
  if (nodes.size !== 1 || nodeId === undefined) return "Choose one node first.";
  if (services.control === null) return "There is no run to go on from.";
  return services.overlay?.getNode(nodeId).stepKey ? null : "It has not run yet.";
};

/** What starts runs, stops them, and asks for one again. */
export const RUN_COMMANDS: readonly EditorCommand[] = [
  {
    id: "run",
    title: "Run",
    group: "Run",
    keywords: ["start", "execute", "play"],
    keys: ["⌘↵"],
    blocked: ({ onRun }) => (onRun === null ? "Start it from the editor." : null),
    run: ({ onRun }) => onRun?.(),
  },
  {
    id: "stop",
    title: "Stop the run",
    group: "Run",
    keywords: ["cancel", "abort", "end"],
    blocked: ({ services }) => {
      const status = services.overlay?.getState().live.status;
      const over = status === undefined || status === "succeeded" || status === "failed" || status === "cancelled";
      return services.control === null || over ? "Nothing runs." : null;
    },
    run: ({ services: { control, view } }) => {
      control?.stop().catch((error: unknown) => {
        view.setState({ notice: error instanceof Error ? error.message : "The run was not stopped." });
      });
    },
  },
  {
    id: "rerun",
    title: "Run again from here",
    group: "Run",
    keywords: ["rerun", "retry", "fork"],
    blocked: noStep,
    run: ({ services: { overlay, view }, nodes }) => {
      const [nodeId] = nodes;
      const stepKey = nodeId === undefined ? null : overlay?.getNode(nodeId).stepKey;
      if (stepKey) view.setState({ rerun: { stepKey, way: "again" } });
    },
  },
];
