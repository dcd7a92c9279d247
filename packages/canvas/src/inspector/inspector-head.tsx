"use client";
import { isValidNodeId } from "@orrery/expr";
import { type GraphNode, plainName } from "@orrery/graph";
import { IconButton, NodeTile } from "@orrery/ui";
import { PanelRightClose } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import { useIsOff, useNodeRun, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { NodeState } from "../flow/node-state.tsx";
import { FieldPlace } from "../presence/field-place.tsx";

/** Name, type and id of the node, both names to be changed in place, and its state. */
export function InspectorHead({ node, readOnly }: { node: GraphNode; readOnly: boolean }) {
  const { catalog, document, view } = useEditor();
  const run = useNodeRun(node.id);
  const isOff = useIsOff(node.id);
  const shape = nodeShape(catalog, node);
  const focus = useView((state) => (state.focusField?.nodeId === node.id ? state.focusField : null));
  const focusOf = (field: string) => (focus?.field === field ? focus.at : null);
  const [problem, setProblem] = useState<string | null>(null);

  function label(next: string) {
    const words = plainName(next);
    document?.edit({
      op: "node.label",
      id: node.id,
      label: words === "" || words === shape.definition?.title ? null : words,
    });
  }

  function rename(next: string) {
    if (!document || next === node.id) return setProblem(null);
    if (!isValidNodeId(next)) {
      return setProblem(
        "A short name begins with a letter and has only a–z, 0–9 and _, and is no word of the language.",
      );
    }
    const result = document.edit({ op: "node.rename", from: node.id, to: next });
    if (!result.ok) return setProblem(result.message);
    setProblem(null);
    view.setState({ selectedNodes: new Set([next]) });
  }

  return (
    <header className="px-3.5 pt-3 pb-2">
      <div className="flex items-center gap-2.5">
        <NodeTile category={shape.definition?.category ?? "start-end"} icon={shape.definition?.icon ?? "box"} />
        <div className="min-w-0 flex-1">
          <FieldPlace nodeId={node.id} path="@name">
            <InPlace
              label="Name"
              value={shape.title}
              readOnly={readOnly}
              onKeep={label}
              focusKey={focusOf("@name")}
              className="font-semibold text-sm"
            />
          </FieldPlace>
          <div className="flex min-w-0 items-baseline gap-1 text-dim text-xs">
            <span className="shrink-0">{shape.typeTitle} ·</span>
            <InPlace
              key={node.id}
              label="Short name, used in expressions"
              value={node.id}
              readOnly={readOnly}
              onKeep={rename}
              focusKey={focusOf("@id")}
              className="font-mono text-code"
            />
          </div>
        </div>
        <NodeState run={run} isOff={isOff} />
        <IconButton
          name={document ? "Close the panel" : "Back to the whole run"}
          size="sm"
          className="max-md:hidden"
          onClick={() => (document ? view.setState({ inspectorOpen: false }) : selectNode(view, null))}
          icon={<PanelRightClose aria-hidden size={16} strokeWidth={1.75} />}
        />
      </div>
      {problem && (
        <p role="alert" className="mt-1 text-failed text-xs">
          {problem}
        </p>
      )}
    </header>
  );
}

interface InPlaceProps {
  label: string;
  value: string;
  readOnly: boolean;
  className: string;
  onKeep: (value: string) => void;
  /** Changes when somebody asked to be taken here. */
  focusKey: number | null;
}

function InPlace({ label, value, readOnly, className, onKeep, focusKey }: InPlaceProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focusKey !== null) input.current?.select();
  }, [focusKey]);
  if (readOnly) return <span className={`block truncate ${className}`}>{value}</span>;
  const keep = () => {
    if (draft !== null && draft !== value) onKeep(draft);
    setDraft(null);
  };
  function onKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") event.currentTarget.blur();
    if (event.key === "Escape") {
      setDraft(null);
      event.stopPropagation();
    }
  }
  return (
    <input
      ref={input}
      aria-label={label}
      value={draft ?? value}
      maxLength={120}
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={onKey}
      className={`-mx-1 w-full min-w-0 truncate rounded-chip border border-transparent bg-transparent px-1 text-ink hover:border-line focus:border-brass-line ${className}`}
    />
  );
}
