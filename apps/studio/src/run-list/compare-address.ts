/** Where two runs are laid over each other, `a` before `b`; with one of them, where the other is chosen. */
export function compareAddress(runs: { readonly a?: string; readonly b?: string }): string {
  return `/runs/compare?${new URLSearchParams(runs)}`;
}
