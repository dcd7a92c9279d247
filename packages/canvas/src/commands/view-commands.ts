import type { DockTab } from "../editor/editor-view.ts";
import type { EditorCommand } from "./editor-command.ts";

/** What changes only what is looked at. */
export const VIEW_COMMANDS: readonly EditorCommand[] = [
  {
    id: "commands",
    title: "Find an action",
    group: "Find",
    keywords: ["command palette", "menu"],
    keys: ["⌘K"],
    where: "anywhere",
    run: ({ services, nodes }) => services.view.setState({ dialog: "commands", selectedNodes: nodes }),
  },
  {
    id: "shortcuts",
    title: "Show the keys",
    group: "Find",
    keywords: ["shortcuts", "keyboard", "help", "hotkeys"],
    keys: ["?"],
    where: "editor",
    run: ({ services }) => services.view.setState({ dialog: "shortcuts" }),
  },
  {
    id: "palette-search",
    title: "Add a node from the palette",
    group: "Nodes",
    keywords: ["new", "insert", "search"],
    keys: ["/"],
    where: "editor",
    blocked: ({ services }) => (services.document === null ? "The drawing of a run does not change." : null),
    run: ({ services }) => {
      services.view.setState({ paletteOpen: true, sheet: "palette" });
      // The palette may only be drawn by the change above.
      setTimeout(() => document.querySelector<HTMLElement>("[data-palette-search]")?.focus(), 30);
    },
  },
  {
    id: "fit",
    title: "Show everything",
    group: "View",
    keywords: ["fit", "zoom", "whole"],
    keys: ["F"],
    where: "canvas",
    run: ({ actions }) => actions.fit(),
  },
  {
    id: "zoom-in",
    title: "Zoom in",
    group: "View",
    keywords: ["larger", "closer"],
    keys: ["+", "="],
    where: "canvas",
    run: ({ actions }) => actions.zoom("in"),
  },
  {
    id: "zoom-out",
    title: "Zoom out",
    group: "View",
    keywords: ["smaller", "further"],
    keys: ["-"],
    where: "canvas",
    run: ({ actions }) => actions.zoom("out"),
  },
  {
    id: "zoom-full",
    title: "Zoom to 100%",
    group: "View",
    keywords: ["actual size", "reset"],
    keys: ["0"],
    where: "canvas",
    run: ({ actions }) => actions.zoom("full"),
  },
  {
    id: "toggle-palette",
    title: "Show or fold the palette",
    group: "View",
    keywords: ["left panel", "hide"],
    blocked: ({ services }) => (services.document === null ? "Only the editor has a palette." : null),
    run: ({ services: { view } }) => view.setState(({ paletteOpen }) => ({ paletteOpen: !paletteOpen })),
  },
  {
    id: "toggle-inspector",
    title: "Show or close the panel at the right",
    group: "View",
    keywords: ["inspector", "hide", "details"],
    run: ({ services: { view } }) => view.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  },
  dockCommand("timeline", "Show the timeline"),
  dockCommand("log", "Show the log of the run"),
  dockCommand("problems", "Show the problems"),
];

function dockCommand(tab: DockTab, title: string): EditorCommand {
  return {
    id: `dock-${tab}`,
    title,
    group: "View",
    keywords: ["dock", "panel", "bottom"],
    run: ({ services }) => services.view.setState({ dockTab: tab, dockOpen: true }),
  };
}
