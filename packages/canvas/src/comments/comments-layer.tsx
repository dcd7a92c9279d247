"use client";
import { Button } from "@orrery/ui";
import { Panel, useInternalNode, ViewportPortal } from "@xyflow/react";
import { MessageSquare } from "lucide-react";
import { useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraphNode, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { commentsWords, openByNode, useComments } from "./comments-host.ts";
import { CommentsPanel } from "./comments-panel.tsx";

/** Over the canvas: a mark at each node that is talked about, the way to all comments, and their panel. */
export function CommentsLayer() {
  const host = useComments();
  const { view } = useEditor();
  const shown = useView((state) => state.comments);
  const counts = useMemo(() => openByNode(host?.threads ?? []), [host?.threads]);
  if (!host) return null;
  const open = host.threads.filter(({ resolved }) => resolved === null).length;
  return (
    <>
      <ViewportPortal>
        {[...counts].map(([nodeId, count]) => (
          <CommentMark key={nodeId} nodeId={nodeId} count={count} />
        ))}
      </ViewportPortal>
      {shown === null ? (
        <Panel position="bottom-right" className="md:mb-[116px]!">
          <Button
            size="sm"
            icon={<MessageSquare aria-hidden size={14} strokeWidth={1.75} />}
            onClick={() => view.setState({ comments: { nodeId: null } })}
          >
            {open === 0 ? "Comment" : commentsWords(open)}
          </Button>
        </Panel>
      ) : (
        <Panel position="top-right" className="inset-x-0 max-md:m-2! md:inset-x-auto md:mt-14!">
          <CommentsPanel host={host} nodeId={shown.nodeId} />
        </Panel>
      )}
    </>
  );
}

function CommentMark({ nodeId, count }: { nodeId: string; count: number }) {
  const { catalog, view } = useEditor();
  const inner = useInternalNode(nodeId);
  const node = useGraphNode(nodeId);
  if (!inner || !node) return null;
  const { x, y } = inner.internals.positionAbsolute;
  const { width = 232 } = inner.measured;
  return (
    <button
      type="button"
      aria-label={`${commentsWords(count)} on ${nodeShape(catalog, node).title}`}
      onClick={() =>
        view.setState({ comments: { nodeId }, selectedNodes: new Set([nodeId]), selectedEdges: new Set() })
      }
      className="nopan nodrag pointer-events-auto absolute top-0 left-0 flex h-6 items-center gap-1 rounded-full rounded-bl-none border bg-panel px-2 text-2xs text-ink shadow-lift hover:bg-raised"
      style={{ transform: `translate(${x + width - 26}px, ${y - 15}px)` }}
    >
      <MessageSquare aria-hidden size={12} strokeWidth={1.75} />
      {count}
    </button>
  );
}
