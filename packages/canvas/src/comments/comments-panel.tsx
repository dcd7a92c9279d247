"use client";
import { IconButton, Segmented } from "@orrery/ui";
import { MessageSquare, X } from "lucide-react";
import { useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { onlySelected } from "../editor/editor-view.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { CommentForm } from "./comment-form.tsx";
import type { CommentsHost } from "./comments-host.ts";
import { ThreadItem } from "./thread-item.tsx";

export interface CommentsPanelProps {
  host: CommentsHost;
  /** Only what is said about this node; null: everything. */
  nodeId: string | null;
}

/** All threads, open or resolved, and where a new one begins: about the chosen node, or the whole workflow. */
export function CommentsPanel({ host, nodeId }: CommentsPanelProps) {
  const { catalog, view } = useEditor();
  const graph = useGraph();
  const chosen = useView(onlySelected);
  const [which, setWhich] = useState<"open" | "resolved">("open");
  const of = host.threads.filter((one) => nodeId === null || one.nodeId === nodeId);
  const threads = of.filter(({ resolved }) => (resolved === null) === (which === "open"));
  const titleOf = (id: string): string | null => {
    const node = graph.nodes.find((one) => one.id === id);
    return node ? nodeShape(catalog, node).title : null;
  };
  const about = nodeId ?? chosen;
  const title = about === null ? null : titleOf(about);
  return (
    <section
      aria-label="Comments"
      className="nowheel nopan nodrag flex max-h-[min(34rem,70dvh)] w-full flex-col rounded-card border bg-panel shadow-float md:w-80"
    >
      <header className="flex h-11 shrink-0 items-center gap-2 border-b pr-2 pl-3.5">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-sm">Comments</h2>
        <Segmented
          label="Which comments"
          value={which}
          onValueChange={setWhich}
          options={[
            { value: "open", label: "Open" },
            { value: "resolved", label: "Resolved" },
          ]}
        />
        <IconButton
          name="Close the comments"
          size="sm"
          onClick={() => view.setState({ comments: null })}
          icon={<X aria-hidden size={16} strokeWidth={1.75} />}
        />
      </header>
      {nodeId !== null && (
        <p className="flex shrink-0 items-center gap-2 border-b px-3.5 py-1.5 text-muted text-xs">
          <span className="min-w-0 flex-1 truncate">
            On <bdi>{titleOf(nodeId) ?? `the deleted node ${nodeId}`}</bdi>
          </span>
          <button
            type="button"
            className="shrink-0 rounded-chip underline hover:text-ink"
            onClick={() => view.setState({ comments: { nodeId: null } })}
          >
            Show all
          </button>
        </p>
      )}
      <ul className="more-below min-h-0 flex-1 divide-y overflow-y-auto">
        {threads.map((thread) => (
          <ThreadItem
            key={thread.id}
            thread={thread}
            host={host}
            place={thread.nodeId === null ? "The whole workflow" : titleOf(thread.nodeId)}
          />
        ))}
        {threads.length === 0 && (
          <li className="flex items-center gap-2 px-3.5 py-4 text-muted text-xs">
            <MessageSquare aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
            {which === "open" ? "Nothing is open here." : "Nothing is resolved here."}
          </li>
        )}
      </ul>
      {host.mayWrite ? (
        <div className="shrink-0 border-t p-3">
          <CommentForm
            key={about ?? ""}
            label={title === null ? "Comment on the whole workflow" : `Comment on ${title}`}
            action="Comment"
            onSend={async (text) => {
              await host.add({ text, ...(about !== null && title !== null && { nodeId: about }) });
              setWhich("open");
            }}
          />
        </div>
      ) : (
        <p className="shrink-0 border-t px-3.5 py-2 text-muted text-xs">As a viewer you read what others say.</p>
      )}
    </section>
  );
}
