"use client";
import { Button, IconButton, RelativeTime } from "@orrery/ui";
import { Check, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { CommentForm } from "./comment-form.tsx";
import type { CommentItem, CommentsHost, CommentThread } from "./comments-host.ts";

export interface ThreadItemProps {
  thread: CommentThread;
  host: CommentsHost;
  /** What it is about; null where the node is gone. */
  place: string | null;
}

/** One thread: what it is about, what was said, the answers, and what may be done. */
export function ThreadItem({ thread, host, place }: ThreadItemProps) {
  const actions = useEditorActions();
  const [answering, setAnswering] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { nodeId, resolved } = thread;
  const attempt = (work: Promise<void>) => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(error instanceof Error ? error.message : "That did not work."));
  };
  return (
    <li className="flex flex-col gap-2 px-3.5 py-3">
      <div className="flex items-center gap-2 text-2xs text-dim">
        {nodeId !== null && place !== null ? (
          <button
            type="button"
            className="min-w-0 flex-1 truncate rounded-chip text-left underline hover:text-ink"
            onClick={() => actions.reveal(nodeId)}
          >
            <bdi>{place}</bdi>
          </button>
        ) : (
          <span className="min-w-0 flex-1 truncate">{place ?? `Deleted node ${nodeId ?? ""}`}</span>
        )}
        {host.mayWrite && (
          <Button
            size="sm"
            variant="ghost"
            icon={
              resolved ? (
                <RotateCcw aria-hidden size={13} strokeWidth={1.75} />
              ) : (
                <Check aria-hidden size={13} strokeWidth={1.75} />
              )
            }
            onClick={() => attempt(host.resolve(thread.id, resolved === null))}
          >
            {resolved ? "Open again" : "Resolve"}
          </Button>
        )}
      </div>
      <Said item={thread} host={host} attempt={attempt} />
      {thread.replies.length > 0 && (
        <ol aria-label="Answers" className="flex flex-col gap-2 border-l pl-2.5">
          {thread.replies.map((reply) => (
            <li key={reply.id}>
              <Said item={reply} host={host} attempt={attempt} />
            </li>
          ))}
        </ol>
      )}
      {resolved && (
        <p className="text-2xs text-done">
          Resolved by <bdi>{resolved.by ?? "somebody who left"}</bdi>, <RelativeTime at={resolved.at} />
        </p>
      )}
      {problem && (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      )}
      {host.mayWrite &&
        (answering ? (
          <CommentForm
            label="Your answer"
            action="Answer"
            onCancel={() => setAnswering(false)}
            onSend={async (text) => {
              await host.add({ text, threadId: thread.id });
              setAnswering(false);
            }}
          />
        ) : (
          <button
            type="button"
            className="self-start rounded-chip text-muted text-xs underline hover:text-ink"
            onClick={() => setAnswering(true)}
          >
            Answer
          </button>
        ))}
    </li>
  );
}

interface SaidProps {
  item: CommentItem;
  host: CommentsHost;
  attempt: (work: Promise<void>) => void;
}

/** The words are shown as they are, never as anything but text. */
function Said({ item, host, attempt }: SaidProps) {
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <CommentForm
        label="Your words"
        action="Save"
        text={item.text}
        onCancel={() => setEditing(false)}
        onSend={async (text) => {
          await host.edit(item.id, text);
          setEditing(false);
        }}
      />
    );
  }
  return (
    <div>
      <div className="flex items-center gap-1.5 text-2xs text-muted">
        <bdi className="min-w-0 truncate font-semibold text-ink">{item.author ?? "Somebody who left"}</bdi>
        <span className="shrink-0">
          <RelativeTime at={item.at} />
        </span>
        {item.editedAt !== null && <span className="shrink-0 text-dim">edited</span>}
        <span className="flex-1" />
        {host.mayWrite && item.isOwn && (
          <IconButton
            name="Change your words"
            size="sm"
            onClick={() => setEditing(true)}
            icon={<Pencil aria-hidden size={12} strokeWidth={1.75} />}
          />
        )}
        {host.mayWrite && (item.isOwn || host.mayClear) && (
          <IconButton
            name="Delete this comment"
            size="sm"
            onClick={() => attempt(host.remove(item.id))}
            icon={<Trash2 aria-hidden size={12} strokeWidth={1.75} />}
          />
        )}
      </div>
      <p className="whitespace-pre-wrap break-words text-sm">{item.text}</p>
    </div>
  );
}
