import { formatGraph, type Graph } from "@orrery/graph";

/** Saves the workflow as a file, in the stable form that is kept in git. */
export function downloadGraph(graph: Graph): void {
  const address = URL.createObjectURL(new Blob([formatGraph(graph)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileName(graph.name)}.graph.json`;
  link.click();
  URL.revokeObjectURL(address);
}

/** A name any file system takes, from a name of any letters. */
export function fileName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return plain || "workflow";
}
