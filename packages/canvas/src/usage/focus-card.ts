const MOST_FRAMES = 45;

/** Gives a node's card the keyboard, as soon as it is drawn: far away it is only when it has been brought into view. */
export function focusCard(nodeId: string): void {
  let frames = 0;
  const look = (): void => {
    const card = document.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(nodeId)}"]`);
    frames += 1;
    if (card) card.focus({ preventScroll: true });
    else if (frames < MOST_FRAMES) requestAnimationFrame(look);
  };
  look();
}
