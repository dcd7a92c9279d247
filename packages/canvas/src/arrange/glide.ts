const GLIDE_MS = 200;

/** Makes a change during which nodes move to their new places visibly; not where motion is unwanted. */
export function glide(change: () => void): void {
  const canvas = window.document.querySelector(".orrery-flow");
  canvas?.classList.add("is-gliding");
  change();
  setTimeout(() => canvas?.classList.remove("is-gliding"), GLIDE_MS);
}
