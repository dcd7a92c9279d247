"use client";
import { Button } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { usePastShown } from "../editor/use-stores.ts";
import { useRequest } from "./use-request.ts";

/** A crash came between the start and the end of a step that sends something: whether to do it again or take it as failed. */
export function SettleChoice({ stepKey }: { stepKey: string }) {
  const { control } = useEditor();
  const past = usePastShown();
  const request = useRequest<"retry" | "fail">();
  // A moment of the past is only looked at.
  if (!control || past) return <p className="text-muted text-xs">It may have been sent.</p>;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-muted text-xs">It may have been sent.</p>
      <div className="flex flex-wrap gap-1.5">
        <Button
          size="sm"
          variant="primary"
          busy={request.busy === "retry"}
          disabled={request.busy === "fail"}
          onClick={() => request.send("retry", () => control.settle(stepKey, "retry"))}
        >
          Send again
        </Button>
        <Button
          size="sm"
          busy={request.busy === "fail"}
          disabled={request.busy === "retry"}
          onClick={() => request.send("fail", () => control.settle(stepKey, "fail"))}
        >
          Treat as failed
        </Button>
      </div>
      {request.problem && (
        <p role="alert" className="text-failed text-xs">
          {request.problem}
        </p>
      )}
    </div>
  );
}
