"use client";
import type { StepRecord } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import { Button, Field, Segmented, Spinner, TextArea } from "@orrery/ui";
import { History } from "lucide-react";
import { type FormEvent, useEffect, useMemo, useState } from "react";
import type { RerunWish } from "../editor/editor-view.ts";
import { useValue } from "../editor/use-value.ts";
import type { ForkOrder, RunControl } from "../run/run-control.ts";
import type { RunOverlay } from "../run/run-overlay.ts";
import { useRequest } from "../run-view/use-request.ts";
import { previewWords } from "./preview-words.ts";
import { readJsonText } from "./read-json-text.ts";
import { type PreviewState, useForkPreview } from "./use-fork-preview.ts";

const WAYS = [
  { value: "again", label: "Make it again" },
  { value: "output", label: "Edit its output" },
  { value: "input", label: "Edit the input" },
] as const;
const DRAWINGS = [
  { value: "same", label: "As it ran" },
  { value: "draft", label: "As it is drawn now" },
] as const;

export interface RerunFormProps {
  wish: RerunWish;
  record: Readonly<StepRecord>;
  overlay: RunOverlay;
  control: RunControl;
  onClose: () => void;
}

/** What to change, under which drawing, and what that keeps; nothing starts before it is said. */
export function RerunForm({ wish, record, overlay, control, onClose }: RerunFormProps) {
  const [way, setWay] = useState<RerunWish["way"]>(wish.way);
  const [drawing, setDrawing] = useState<"same" | "draft">("same");
  const [from] = useState(() => overlay.runState());
  const draft = useDraftPlan(control, drawing === "draft");
  const [texts, setTexts] = useState<{ readonly [way in RerunWish["way"]]?: string }>({});
  const request = useRequest<"fork">();
  const before = useValue(
    way === "output" ? (record.output?.id ?? null) : way === "input" ? (from.started?.input.id ?? null) : null,
  );
  const text = texts[way] ?? (before.kind === "value" ? JSON.stringify(before.value, null, 2) : "");
  const order = useMemo(
    () => orderOf({ way, text, stepKey: record.key, seq: from.seq, graph: drawing }),
    [way, text, record.key, from, drawing],
  );
  const plan = drawing === "same" ? overlay.plan : draft === "none" ? null : draft;
  const preview = useForkPreview({
    from,
    oldPlan: overlay.plan,
    plan,
    order: typeof order === "string" ? null : order,
  });
  const unused = preview.kind === "preview" && preview.preview.unused.length > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typeof order === "string" || !plan || unused) return;
    request.send("fork", async () => {
      await control.fork(order);
      onClose();
    });
  }

  return (
    <form aria-label="Run again" className="flex flex-col gap-4" onSubmit={submit}>
      <Segmented label="What to change" value={way} onValueChange={setWay} options={WAYS} />
      {way !== "again" && (
        <Field
          label={way === "output" ? "What it gave" : "What the run takes"}
          hint={way === "output" ? "The steps after it go on with this." : "The run begins with this."}
          error={texts[way] !== undefined && typeof order === "string" ? order : undefined}
        >
          {before.kind === "loading" ? (
            <Spinner />
          ) : (
            <TextArea
              mono
              rows={10}
              spellCheck={false}
              value={text}
              onValueChange={(next) => setTexts({ ...texts, [way]: next })}
            />
          )}
        </Field>
      )}
      <div className="flex flex-col gap-1.5">
        <p className="text-muted text-xs">With the drawing</p>
        <Segmented label="With the drawing" value={drawing} onValueChange={setDrawing} options={DRAWINGS} />
        {drawing === "draft" && draft === "none" && (
          <p className="text-failed text-xs">The present drawing cannot run. Mend its errors in the editor first.</p>
        )}
      </div>
      <div role="status" className="flex min-h-5 items-center gap-2 text-sm">
        <PreviewLine state={preview} waiting={plan !== null && typeof order !== "string"} />
      </div>
      {request.problem && (
        <p role="alert" className="text-failed text-sm">
          {request.problem}
        </p>
      )}
      <footer className="flex justify-end gap-2 border-t pt-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          busy={request.busy !== null}
          disabled={typeof order === "string" || plan === null || unused}
          icon={<History aria-hidden size={15} strokeWidth={1.75} />}
        >
          Run again
        </Button>
      </footer>
    </form>
  );
}

function PreviewLine({ state, waiting }: { state: PreviewState; waiting: boolean }) {
  if (!waiting) return null;
  if (state.kind === "working") return <Spinner />;
  if (state.kind === "unknown") return <span className="text-muted">What is kept shows when it has begun.</span>;
  if (state.preview.unused.length > 0) {
    return (
      <span className="text-failed">This output would not be used: something before it has to be made again.</span>
    );
  }
  return <span>{previewWords(state.preview)}</span>;
}

interface Wanted {
  readonly way: RerunWish["way"];
  readonly text: string;
  readonly stepKey: string;
  readonly seq: number;
  readonly graph: "same" | "draft";
}

/** The order, or why what was typed gives none. */
function orderOf({ way, text, stepKey, seq, graph }: Wanted): ForkOrder | string {
  if (way === "again") return { seq, rerun: [stepKey], outputs: [], graph };
  const typed = readJsonText(text);
  if (!typed.ok) return typed.why;
  if (way === "output") return { seq, rerun: [], outputs: [{ stepKey, value: typed.value }], graph };
  return { seq, rerun: [], outputs: [], input: typed.value, graph };
}

/** The plan of the workflow as it is drawn now; "none" where it has none, null until it is known. */
function useDraftPlan(control: RunControl, wanted: boolean): Plan | "none" | null {
  const [plan, setPlan] = useState<Plan | "none" | null>(null);
  useEffect(() => {
    if (!wanted || plan !== null) return;
    let current = true;
    control.draftPlan().then(
      (found) => current && setPlan(found ?? "none"),
      () => current && setPlan("none"),
    );
    return () => {
      current = false;
    };
  }, [control, wanted, plan]);
  return plan;
}
