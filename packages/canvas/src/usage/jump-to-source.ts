import type { CommandContext } from "../commands/editor-command.ts";
import type { EditorViewStore } from "../editor/editor-view.ts";
import { onlySelected } from "../editor/editor-view.ts";
import type { EditorActions } from "../editor/use-editor-actions.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { focusCard } from "./focus-card.ts";
import { rememberJump, takeJumpBack } from "./jump-history.ts";
import { nameAt } from "./name-at.ts";
import { nodeReads } from "./node-reads.ts";

/** Goes to a node, or a field of one, and remembers the field that was left. */
export function jumpTo(
  to: { readonly nodeId: string; readonly field: string | null },
  by: { readonly actions: EditorActions; readonly view: EditorViewStore; readonly from?: string | null },
): void {
  const nodeId = onlySelected(by.view.getState());
  if (nodeId !== null) rememberJump(by.view, { nodeId, field: by.from ?? null });
  by.actions.openField(to.nodeId, to.field);
}

/** Goes back to where the last jump began. */
export function jumpBack({ actions, services, graph }: CommandContext): void {
  const place = takeJumpBack(services.view, (nodeId) => graph.nodes.some(({ id }) => id === nodeId));
  if (place) actions.openField(place.nodeId, place.field);
}

/**
 * Goes from the name in an expression to the node that it names: where the caret is, or at a point in the window. Says in
 * words where no name stands, or one of no node.
 */
export async function jumpToSource(
  context: CommandContext,
  at?: { readonly x: number; readonly y: number },
): Promise<void> {
  const { services, actions, graph } = context;
  const { catalog, view } = services;
  const field = at ? document.elementFromPoint(at.x, at.y) : document.activeElement;
  if (!(field instanceof HTMLElement)) return;
  // Only an expression's field has this code, which then is here already.
  const { EditorView } = await import("@codemirror/view");
  const editor = EditorView.findFromDOM(field);
  if (!editor) return;
  const place = at ? editor.posAtCoords(at) : editor.state.selection.main.head;
  const text = editor.state.doc.toString();
  const name = place === null ? null : nameAt(text, place);
  const node = graph.nodes.find(({ id }) => id === name);
  if (!node) {
    // A click beside a name only puts the caret there.
    if (!at)
      view.setState({ notice: name === null ? "Put the caret on a name in an expression." : nothingWords(name) });
    return;
  }
  const readerId = onlySelected(view.getState());
  const reader = graph.nodes.find(({ id }) => id === readerId);
  const left = reader && nodeReads(catalog, reader).find((read) => read.name === node.id && read.text === text);
  jumpTo({ nodeId: node.id, field: null }, { actions, view, from: left?.field ?? null });
  // The keyboard follows, so that it can go back by keys.
  focusCard(node.id);
  view.setState({ said: `${nodeShape(catalog, node).title} gives ${node.id}.` });
}

function nothingWords(name: string): string {
  return name === "run" ? "“run” is what is known of the run itself." : `No node is called “${name}”.`;
}
