"use client";
import type { RunOverlay } from "@orrery/canvas";
import { catalog } from "@orrery/nodes/catalog";
import type { ChatMessage } from "@orrery/services";
import { Button, Spinner, useToast } from "@orrery/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Square } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useRunOverlay } from "../run-session/use-run-overlay.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { type AnswerSoFar, answerSoFar } from "./answer-so-far.ts";

const ICON = { "aria-hidden": true, size: 13, strokeWidth: 1.75 } as const;

/** The answer to a message: as it comes, and once it is there from the run's output. */
export function ChatAnswer({ message, onEnd }: { message: ChatMessage; onEnd: () => void }) {
  const [isLive] = useState(message.status !== "succeeded");
  if (!isLive) return <Output runId={message.runId} valueId={message.outputValueId} />;
  return <LiveAnswer runId={message.runId} onEnd={onEnd} />;
}

function LiveAnswer({ runId, onEnd }: { runId: string; onEnd: () => void }) {
  const trpc = useTRPC();
  const run = useQuery({
    ...trpc.run.get.queryOptions({ id: runId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const plan = run.data?.plan;
  const graph = run.data?.graph;
  const watched = useMemo(() => (plan && graph ? { id: runId, plan, graph } : null), [runId, plan, graph]);
  const overlay = useRunOverlay(watched);
  const now = useAnswer(overlay);
  const isOver = now !== null && (now.kind === "given" || now.kind === "stopped" || now.kind === "failed");
  const told = useRef(onEnd);
  told.current = onEnd;
  useEffect(() => {
    if (isOver) told.current();
  }, [isOver]);
  if (run.isError) return <Bubble tone="text-failed">{explainError(run.error).message}</Bubble>;
  if (now === null) return <Working step={null} runId={runId} />;
  switch (now.kind) {
    case "working":
      return (
        <>
          {now.words !== null && <Bubble tone="text-muted">{now.words}</Bubble>}
          <Working step={now.step} runId={runId} />
        </>
      );
    case "asks":
      return (
        <Note runId={runId} link="Answer it on the run's page">
          The run waits for you.
        </Note>
      );
    case "paused":
      return (
        <Note runId={runId} link="See the run">
          The run is paused.
        </Note>
      );
    case "waits":
      return (
        <Note runId={runId} link="See the run">
          The run waits, and goes on by itself.
        </Note>
      );
    case "given":
      return <Output runId={runId} valueId={now.valueId} />;
    case "stopped":
      return <Bubble tone="text-muted">You stopped this answer.</Bubble>;
    case "failed":
      return <Failure runId={runId} code={now.code} valueId={now.valueId} />;
  }
}

function useAnswer(overlay: RunOverlay | null): AnswerSoFar | null {
  const [now, setNow] = useState<AnswerSoFar | null>(null);
  useEffect(() => {
    if (overlay === null) return;
    const labels = new Map(
      overlay.graph.nodes.map(({ id, label, type }) => [id, label ?? catalog.get(type)?.title ?? id]),
    );
    const read = () => setNow(answerSoFar(overlay, (id) => labels.get(id) ?? id));
    read();
    return overlay.subscribe(read);
  }, [overlay]);
  return now;
}

/** Says what is under way, and stops it. */
function Working({ step, runId }: { step: string | null; runId: string }) {
  return (
    <div className="flex min-w-0 items-center gap-2 text-running text-xs">
      <Spinner size={13} />
      <span className="min-w-0 truncate">
        {step === null ? (
          "Working"
        ) : (
          <>
            Working: <bdi>{step}</bdi>
          </>
        )}
      </span>
      <StopAnswer runId={runId} />
    </div>
  );
}

function StopAnswer({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const toast = useToast();
  const cancel = useMutation(
    trpc.run.cancel.mutationOptions({
      onError: (error) => toast({ title: "It was not stopped", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  return (
    <Button
      size="sm"
      variant="ghost"
      className="ml-auto"
      busy={cancel.isPending}
      icon={<Square {...ICON} />}
      onClick={() => cancel.mutate({ id: runId })}
    >
      Stop
    </Button>
  );
}

function Note({ runId, link, children }: { runId: string; link: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-waiting text-xs">
      <span>{children}</span>
      <Link href={`/runs/${runId}`} className="underline">
        {link}
      </Link>
      <StopAnswer runId={runId} />
    </div>
  );
}

/** What went wrong, in the step's own sentence, with its code and the way to where it happened. */
function Failure({ runId, code, valueId }: { runId: string; code: string; valueId: string | null }) {
  const value = useRunValue(runId, valueId);
  const said = typeof value === "object" && value !== null && "message" in value ? value.message : null;
  return (
    <div className="self-start rounded-card border border-failed/60 px-3 py-1.5 text-sm">
      <p className="break-words">{typeof said === "string" ? said : "The run failed."}</p>
      <p className="mt-1 flex flex-wrap gap-x-2 text-dim text-xs">
        <span className="font-mono text-code">{code}</span>
        <Link href={`/runs/${runId}`} className="underline hover:text-ink">
          See the run
        </Link>
      </p>
    </div>
  );
}

function Output({ runId, valueId }: { runId: string; valueId: string | null }) {
  const value = useRunValue(runId, valueId);
  if (valueId === null) return <Bubble tone="text-dim">The run gave no answer.</Bubble>;
  if (value === undefined) return <Bubble tone="text-dim">Reading</Bubble>;
  return (
    <div className="group flex flex-col items-start gap-0.5">
      <Bubble tone="text-ink">{typeof value === "string" ? value : JSON.stringify(value, null, 2)}</Bubble>
      <Link href={`/runs/${runId}`} className="px-1 text-2xs text-dim hover:text-ink hover:underline">
        See how
      </Link>
    </div>
  );
}

function useRunValue(runId: string, valueId: string | null): unknown {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.run.value.queryOptions({ runId, valueId: valueId ?? runId }),
    enabled: valueId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.value;
}

function Bubble({ tone, children }: { tone: string; children: ReactNode }) {
  return (
    <p
      dir="auto"
      className={`max-w-full self-start whitespace-pre-wrap break-words rounded-card border px-3 py-1.5 text-sm ${tone}`}
    >
      {children}
    </p>
  );
}
