"use client";
import { EmptyState, Select } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { ChatAnswer } from "./chat-answer.tsx";
import { ChatComposer } from "./chat-composer.tsx";
import { conversations } from "./conversations.ts";

const NEW = "new";

/**
 * A conversation with the published version: each message starts a run, and that run's output is the answer. What was said
 * is read from those runs, so it is here again after a reload and on another machine.
 */
export function ChatPanel({ workflowId }: { workflowId: string }) {
  const trpc = useTRPC();
  const triggers = useQuery(trpc.trigger.list.queryOptions({ workflowId }));
  if (triggers.data === undefined) return null;
  const hasChat = triggers.data.triggers.some(({ spec, enabled }) => spec.kind === "chat" && enabled);
  if (hasChat) return <Chat workflowId={workflowId} />;
  return <p className="p-4 text-muted text-sm">No chat is published. Add a Chat node, then publish.</p>;
}

function Chat({ workflowId }: { workflowId: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const messages = useQuery(trpc.run.messages.queryOptions({ workflowId }));
  const start = useMutation(trpc.run.startPublished.mutationOptions());
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const all = conversations(messages.data ?? []);
  const shown = chosen === null ? all[0] : all.find(({ id }) => id === chosen);
  const refresh = () => cache.invalidateQueries(trpc.run.messages.queryFilter({ workflowId }));

  /** Resolves to whether it was sent. */
  async function send(text: string): Promise<boolean> {
    const conversation = shown?.id ?? crypto.randomUUID();
    setProblem(null);
    try {
      await start.mutateAsync({ workflowId, input: { text, conversation }, chat: true });
      await refresh();
      setChosen(conversation);
      return true;
    } catch (error) {
      setProblem(explainError(error).message);
      return false;
    }
  }

  return (
    <div className="flex h-full min-h-64 flex-col">
      {all.length > 0 && (
        <div className="shrink-0 border-b px-4 py-2">
          <Select
            label="Conversation"
            value={shown?.id ?? NEW}
            onValueChange={setChosen}
            options={[
              { value: NEW, label: "New conversation" },
              ...all.map(({ id, title }) => ({ value: id, label: shortened(title) })),
            ]}
          />
        </div>
      )}
      <Spoken isEmpty={shown === undefined} problem={messages.isError ? explainError(messages.error).message : null}>
        {shown?.messages.map((message) => (
          <li key={message.runId} className="flex flex-col gap-1.5">
            <p
              dir="auto"
              className="ml-8 self-end whitespace-pre-wrap break-words rounded-card bg-raised px-3 py-1.5 text-sm"
            >
              {message.text}
            </p>
            <ChatAnswer message={message} onEnd={() => void refresh()} />
          </li>
        ))}
      </Spoken>
      <ChatComposer sending={start.isPending} problem={problem} onSend={send} />
    </div>
  );
}

interface SpokenProps {
  isEmpty: boolean;
  problem: string | null;
  children: ReactNode;
}

/** What was said, kept at its end as it grows, unless the reader has scrolled back. */
function Spoken({ isEmpty, problem, children }: SpokenProps) {
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (list.current === null) return;
    const watcher = new ResizeObserver(() => {
      if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
    });
    watcher.observe(list.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
      aria-label="What was said"
      className="min-h-0 flex-1 overflow-y-auto p-4 -outline-offset-2"
      onScroll={({ currentTarget }) => {
        const { scrollTop, scrollHeight, clientHeight } = currentTarget;
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      {problem !== null && <p className="text-failed text-sm">{problem}</p>}
      {isEmpty && problem === null && (
        <EmptyState icon={<MessageSquare aria-hidden size={18} strokeWidth={1.75} />} title="Say something">
          Each message starts a run of the published version. Its output is the answer.
        </EmptyState>
      )}
      <ol ref={list} aria-label="Messages" aria-live="polite" className="flex flex-col gap-4">
        {children}
      </ol>
    </section>
  );
}

function shortened(title: string): string {
  const line = title.replaceAll(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
