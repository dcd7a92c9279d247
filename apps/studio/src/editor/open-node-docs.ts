/** Opens the page of a node type beside the editor, in a tab of its own. */
export function openNodeDocs(type: string): void {
  window.open(`/docs/nodes/${encodeURIComponent(type)}`, "_blank", "noopener");
}
