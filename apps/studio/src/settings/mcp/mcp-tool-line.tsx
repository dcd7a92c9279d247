"use client";
import type { ToolFace } from "@orrery/node-kit";
import type { SeenTool } from "@orrery/services";
import { Badge, type BadgeTone, Button, JsonView, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPC } from "../../trpc/trpc.ts";
import { McpToolDifference } from "./mcp-tool-difference.tsx";

const STATE_WORDS: { readonly [S in SeenTool["state"]]: { readonly label: string; readonly tone: BadgeTone } } = {
  new: { label: "Not approved", tone: "neutral" },
  approved: { label: "Approved", tone: "done" },
  changed: { label: "Changed", tone: "waiting" },
  gone: { label: "Gone", tone: "failed" },
};

/** What the tool says of itself decides what a crash in the middle of a call means. */
export const EFFECT_WORDS: { readonly [E in ToolFace["effect"]]: string } = {
  pure: "only reads, it says",
  repeatable: "only reads, it says",
  keyed: "may be repeated, it says",
  once: "may change things",
};

export interface McpToolLineProps {
  serverId: string;
  tool: SeenTool;
  usedBy: readonly string[];
  canChange: boolean;
  onChanged: () => void;
}

/** One tool as it is now and as it was approved, with what may be done about it. */
export function McpToolLine({ serverId, tool, usedBy, canChange, onChanged }: McpToolLineProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const { name, now, approved, state, problem } = tool;
  const face = now ?? approved;
  const onError = (error: unknown) => {
    toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" });
    onChanged();
  };
  const approve = useMutation(trpc.mcp.approve.mutationOptions({ onError, onSuccess: onChanged }));
  const withdraw = useMutation(trpc.mcp.withdraw.mutationOptions({ onError, onSuccess: onChanged }));
  const { label, tone } = STATE_WORDS[state];
  if (face === null) return null;
  return (
    <li className="flex flex-col gap-2 border-b px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-48 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="break-all font-mono text-code">{name}</span>
            <Badge tone={tone}>{label}</Badge>
          </p>
          <p className="text-dim text-xs">
            {face.title !== "" && `${face.title} · `}
            {EFFECT_WORDS[face.effect]}
            {usedBy.length > 0 && ` · in ${usedBy.join(", ")}`}
          </p>
          {problem !== null && <p className="text-failed text-xs">This tool cannot be used. {problem}</p>}
        </div>
        {canChange && (
          <div className="flex gap-2">
            {now !== null && state !== "approved" && problem === null && (
              <Button
                size="sm"
                aria-label={state === "changed" ? `Approve as it is now: ${name}` : `Approve ${name}`}
                busy={approve.isPending}
                onClick={() => approve.mutate({ id: serverId, tool: name, hash: now.hash })}
              >
                {state === "changed" ? "Approve as it is now" : "Approve"}
              </Button>
            )}
            {approved !== null && (
              <Button
                size="sm"
                variant="danger"
                aria-label={`Withdraw ${name}`}
                busy={withdraw.isPending}
                onClick={() => withdraw.mutate({ id: serverId, tool: name })}
              >
                Withdraw
              </Button>
            )}
          </div>
        )}
      </div>
      {state === "changed" && now !== null && approved !== null ? (
        <McpToolDifference before={approved} now={now} />
      ) : (
        <>
          {face.description !== "" && (
            <p className="max-h-40 overflow-auto whitespace-pre-wrap break-words text-muted text-sm">
              {face.description}
            </p>
          )}
          <details className="text-xs">
            <summary className="cursor-pointer rounded-chip text-muted hover:text-ink">What it takes and gives</summary>
            <div className="flex flex-col gap-2 pt-2">
              <JsonView label={`What ${name} takes`} value={face.inputSchema} />
              {face.outputSchema === null ? (
                <p className="text-dim">It does not say what it gives: texts, images and other blocks.</p>
              ) : (
                <JsonView label={`What ${name} gives`} value={face.outputSchema} />
              )}
            </div>
          </details>
        </>
      )}
    </li>
  );
}
