import { type Edge, type Node, ReactFlow } from "@xyflow/react";
import { createRoot } from "react-dom/client";

const wanted = new URLSearchParams(location.search);
const number = (name: string) => Number(wanted.get(name));
const [count, columns, stepX, stepY] = [number("count"), number("columns"), number("x"), number("y")];

const nodes: Node[] = Array.from({ length: count }, (_, at) => ({
  id: `${at}`,
  position: { x: stepX * (at % columns), y: stepY * Math.floor(at / columns) },
  data: { label: `Step ${at}` },
}));
const edges: Edge[] = nodes.slice(1).map(({ id }, at) => {
  const source = at > 0 && at % 10 === 0 ? `${at - 9}` : `${at}`;
  return { id: `${source}_${id}`, source, target: id };
});

const place = document.getElementById("flow");
if (place === null) throw new Error("The page has no place for the flow.");
createRoot(place).render(
  <ReactFlow
    defaultNodes={nodes}
    defaultEdges={edges}
    onlyRenderVisibleElements={wanted.has("visible")}
    panOnScroll
    minZoom={0.02}
    fitView={wanted.has("fit")}
  />,
);
