"use client";
import { useReactFlow } from "@xyflow/react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { visibleGraph } from "../collapse/visible-graph.ts";
import { endsBetween, fittingPorts, type Port } from "../connect/fitting-ports.ts";
import { freePlace } from "../connect/free-place.ts";
import type { QuickAddWish } from "../connect/gesture-view.ts";
import { planAddAtPort } from "../connect/plan-add-at-port.ts";
import { planSplice } from "../connect/splice.ts";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useOutputType, useView } from "../editor/use-stores.ts";
import { dropTarget } from "../flow/drop-target.ts";
import { CARD_WIDTH, type FlowNode } from "../flow/flow-nodes.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { type Choice, ChoiceMenu } from "./choice-menu.tsx";
import { recentTypes, rememberType } from "./recent-types.ts";
import { typeChoices } from "./type-choices.ts";

const BESIDE = 72;
const MOST_PORTS = 40;

/** The menu of what can be added here: at the pointer, or at a port with only what fits it. */
export function QuickAdd() {
  const wish = useView((state) => state.quickAdd);
  return wish && <QuickAddAt key={`${wish.at.x} ${wish.at.y}`} wish={wish} />;
}

function QuickAddAt({ wish }: { wish: QuickAddWish }) {
  const { catalog, compile, document, view } = useEditor();
  const flow = useReactFlow<FlowNode>();
  const actions = useEditorActions();
  const gives = useOutputType(wish.from?.nodeId ?? "");
  const [query, setQuery] = useState("");
  const [recent] = useState(recentTypes);
  const returnTo = useRef(window.document.activeElement);
  const panel = useRef<HTMLDivElement>(null);
  const { from } = wish;
  useLayoutEffect(() => keepOnScreen(panel.current, wish, from), [wish, from]);
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      const { target } = event;
      if (!(target instanceof Element) || panel.current?.contains(target)) return;
      // A press on another port ends the connection there; the port sees to that.
      if (target.closest(".node-port")) return;
      view.setState({ quickAdd: null, connecting: null, fitting: null });
    };
    window.addEventListener("pointerdown", onPress, true);
    return () => window.removeEventListener("pointerdown", onPress, true);
  }, [view]);
  if (!document) return null;
  const { graph } = document.getState();
  const wire = graph.edges.find(({ id }) => id === wish.into);
  const beside = graph.nodes.find((node) => node.id === (wire?.source ?? from?.nodeId));
  const parentId = beside
    ? (beside.parentId ?? null)
    : wish.place && catalog.types[0]
      ? dropTarget(visibleGraph(graph, view.getState().collapsed), catalog, wish.place, {
          id: "",
          type: "",
          position: wish.place,
          config: {},
        })
      : null;
  const asked = {
    query,
    from,
    gives: from?.side === "out" ? gives : undefined,
    parentId,
    recent,
    between: wish.into !== undefined,
  };
  const groups = typeChoices(graph, catalog, asked).map(({ word, types }) => ({
    word,
    choices: types.map((definition): Choice => ({ kind: "type", definition })),
  }));
  if (from) {
    const ports = fittingPorts(graph, catalog, from).map((port) => portChoice(port));
    const found = ports.filter(({ title }) => title.toLowerCase().includes(query.trim().toLowerCase()));
    if (found.length > 0) groups.push({ word: "Connect to what is there", choices: found.slice(0, MOST_PORTS) });
  }

  function portChoice(port: Port): Choice & { kind: "port" } {
    const node = graph.nodes.find((one) => one.id === port.nodeId);
    const shape = node && nodeShape(catalog, node);
    const handles = port.side === "in" ? shape?.inputs : shape?.outputs;
    const way = (handles?.length ?? 0) > 1 ? handles?.find(({ id }) => id === port.handle)?.label : undefined;
    const { category, icon } = shape?.definition ?? { category: "start-end" as const, icon: "box" };
    const title = `${shape?.title ?? port.nodeId}${way === undefined ? "" : `, ${way}`}`;
    return { kind: "port", port, title, category, icon };
  }

  function close(focus: Element | null): void {
    view.setState({ quickAdd: null, connecting: null, fitting: null });
    // What was added is drawn by the change above.
    if (focus instanceof HTMLElement || focus instanceof SVGElement)
      setTimeout(() => focus.focus({ preventScroll: true }));
  }

  function choose(choice: Choice): void {
    if (choice.kind === "port") {
      const ends = from && endsBetween(from, choice.port);
      if (ends) actions.connect(ends);
      close(returnTo.current);
      return;
    }
    const { definition } = choice;
    rememberType(definition.type);
    if (wish.into !== undefined && wish.place) {
      actions.apply(planSplice(graph, catalog, wish.into, { what: { definition }, at: wish.place }));
    } else if (from) {
      const at = wish.place ?? besidePort(from);
      actions.apply(planAddAtPort(graph, catalog, definition, { from, at, interfaces: compile?.interfaces }));
    } else actions.add(definition, wish.place ?? undefined);
    close(null);
    const [added] = view.getState().selectedNodes;
    setTimeout(() =>
      window.document
        .querySelector<HTMLElement>(`.orrery-flow [data-node-id="${added ?? ""}"]`)
        ?.focus({ preventScroll: true }),
    );
  }

  function besidePort({ nodeId, side, handle }: Port) {
    const node = flow.getInternalNode(nodeId);
    const { x, y } = node?.internals.positionAbsolute ?? { x: 0, y: 0 };
    const { width = CARD_WIDTH, height = 92 } = node?.measured ?? {};
    const below =
      side === "out" && node?.internals.handleBounds?.source?.find(({ id }) => id === handle)?.position === "bottom";
    if (below) return freePlace(flow, { x, y: y + height + BESIDE });
    return freePlace(flow, { x: side === "out" ? x + width + BESIDE : x - CARD_WIDTH - BESIDE, y });
  }

  const title = beside ? nodeShape(catalog, beside).title : null;
  const label = labelOf(title, wish);
  return (
    <div ref={panel} className="fixed z-50 w-[min(19rem,calc(100vw-1rem))]" style={{ left: wish.at.x, top: wish.at.y }}>
      <ChoiceMenu
        label={label}
        query={query}
        onQuery={setQuery}
        groups={groups}
        onChoose={choose}
        onClose={() => close(returnTo.current)}
      />
    </div>
  );
}

/** Beside the port or under the pointer, and wholly in the window. */
function keepOnScreen(panel: HTMLDivElement | null, { at }: QuickAddWish, from: Port | null): void {
  if (!panel) return;
  const { width, height } = panel.getBoundingClientRect();
  const left = from?.side === "in" ? at.x - width : at.x;
  panel.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
  panel.style.top = `${Math.max(8, Math.min(at.y - 20, window.innerHeight - height - 8))}px`;
}

function labelOf(title: string | null, { from, into }: QuickAddWish): string {
  if (title === null) return "Add a step";
  if (into !== undefined) return `Put in after ${title}`;
  return from?.side === "in" ? `Add before ${title}` : `Add after ${title}`;
}
