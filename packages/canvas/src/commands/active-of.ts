/** The line that is chosen: the one that was, while it is there and can be done; else the first that can be. */
export function activeOf(items: readonly { readonly id: string; readonly why: string | null }[], at: string): string {
  const open = items.filter(({ why }) => why === null);
  return (open.find(({ id }) => id === at) ?? open[0])?.id ?? "";
}
