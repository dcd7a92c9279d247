"use client";
import type { RunRow } from "@orrery/services";
import { Button, TextField, useToast } from "@orrery/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

interface Message {
  readonly text: string;
  readonly runId: string;
}

/** A conversation with the published version: each message starts a run, and that run's output is the answer. */
export function ChatPanel({ workflowId }: { workflowId: string }) {
  const trpc = useTRPC();
  const toast = useToast();
  const [conversation] = useState(() => crypto.randomUUID());
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [text, setText] = useState("");
  const start = useMutation(trpc.run.startPublished.mutationOptions());
  const triggers = useQuery(trpc.trigger.list.queryOptions({ workflowId }));
  const hasChat = triggers.data?.triggers.some(({ spec, enabled }) => spec.kind === "chat" && enabled) ?? false;
  if (!hasChat) {
    return <p className="p-4 text-muted text-sm">No chat is published. Add a Chat node, then publish.</p>;
  }

  async function send() {
    const said = text.trim();
    if (said === "") return;
    try {
      const { runId } = await start.mutateAsync({ workflowId, input: { text: said, conversation }, chat: true });
      setMessages((before) => [...before, { text: said, runId }]);
      setText("");
    } catch (error) {
      toast({ title: "The message was not sent", detail: explainError(error).message, tone: "failed" });
    }
  }

  return (
    <div className="flex flex-col gap-3 p-4">
      <ol aria-label="Messages" aria-live="polite" className="flex flex-col gap-2">
        {messages.map((message) => (
          <li key={message.runId} className="flex flex-col gap-1">
            <p className="self-end break-words rounded-card bg-raised px-3 py-1.5 text-sm">{message.text}</p>
            <Answer runId={message.runId} />
          </li>
        ))}
      </ol>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField label="Your message" value={text} onValueChange={setText} />
        <Button type="submit" variant="primary" busy={start.isPending}>
          Send
        </Button>
      </form>
    </div>
  );
}

function Answer({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const run = useQuery({
    ...trpc.run.get.queryOptions({ id: runId }),
    refetchInterval: (query) => (query.state.data?.run.endedAt == null ? 500 : false),
  });
  const row = run.data?.run;
  const isOver = row !== undefined && row.endedAt !== null;
  return (
    <p className="self-start break-words rounded-card border px-3 py-1.5 text-sm">
      {isOver ? <Output run={row} /> : <span className="text-running">Running</span>}
    </p>
  );
}

function Output({ run }: { run: RunRow }) {
  const trpc = useTRPC();
  const { outputValueId } = run;
  const value = useQuery({
    ...trpc.run.value.queryOptions({ runId: run.id, valueId: outputValueId ?? run.id }),
    enabled: outputValueId !== null,
  });
  if (run.status !== "succeeded") {
    return (
      <span className="text-failed">{run.errorCode === null ? "It was stopped." : `It failed: ${run.errorCode}`}</span>
    );
  }
  if (outputValueId === null) return <span className="text-dim">No answer</span>;
  const output = value.data?.value;
  if (output === undefined) return <span className="text-dim">Reading</span>;
  return (
    <span className="whitespace-pre-wrap">{typeof output === "string" ? output : JSON.stringify(output, null, 2)}</span>
  );
}
