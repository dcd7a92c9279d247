"use client";
import { Button, Checkbox, Dialog, Spinner } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Eye } from "lucide-react";
import { useRef, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { NewLink } from "./new-link.tsx";
import { OpenLinks } from "./open-links.tsx";
import { FIRST_TERMS, ShareTermsFields, termsInput } from "./share-terms-fields.tsx";
import { SHOWS_NOTHING, type Ticks, TickTable } from "./tick-table.tsx";

const FRAME = "share-preview";

/** What of a run others will see, a look at it as they will, and a link, a frame or a file that shows it. */
export function ShareDialog({ runId, onClose }: { runId: string; onClose: () => void }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const run = useQuery(trpc.run.get.queryOptions({ id: runId }));
  const links = useQuery(trpc.share.list.queryOptions({ runId }));
  const [ticks, setTicks] = useState<Ticks>(SHOWS_NOTHING);
  const [showsCost, setShowsCost] = useState(false);
  const [terms, setTerms] = useState(FIRST_TERMS);
  const [isPreviewed, setPreviewed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const make = useMutation(
    trpc.share.make.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: trpc.share.list.queryKey() }),
    }),
  );
  const usage = showsCost ? "shown" : "hidden";
  const send = (action: string, target: string): void => {
    if (form.current === null) return;
    form.current.action = action;
    form.current.target = target;
    form.current.submit();
  };
  const change = (next: Ticks): void => {
    setTicks(next);
    setPreviewed(false);
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Share this run"
      description="Names, states and times are always shown. Prompts, settings, credentials and notes never are."
      actions={
        <>
          <Button
            icon={<Download aria-hidden size={16} strokeWidth={1.75} />}
            onClick={() => send("/share/export", "_self")}
          >
            Save as HTML
          </Button>
          <Button
            variant="primary"
            busy={make.isPending}
            onClick={() =>
              make.mutate({
                runId,
                projection: { inputs: [...ticks.inputs], outputs: [...ticks.outputs], usage },
                ...termsInput(terms),
              })
            }
          >
            Make a link
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {make.data && <NewLink token={make.data.token} kind="run" />}
        {run.data ? (
          <TickTable plan={run.data.plan} graph={run.data.graph} ticks={ticks} onChange={change} />
        ) : run.error ? (
          <p role="alert">{explainError(run.error).message}</p>
        ) : (
          <p role="status" className="flex items-center gap-2 text-dim">
            <Spinner size={16} /> Looking at the run
          </p>
        )}
        <Checkbox
          checked={showsCost}
          onCheckedChange={(next) => {
            setShowsCost(next);
            setPreviewed(false);
          }}
          label="Show cost and tokens"
        />
        <ShareTermsFields
          terms={terms}
          onChange={setTerms}
          error={make.error ? explainError(make.error).message : null}
        />
        <form ref={form} method="post" className="hidden">
          <input type="hidden" name="run" value={runId} />
          <input type="hidden" name="inputs" value={ticks.inputs.join(" ")} />
          <input type="hidden" name="outputs" value={ticks.outputs.join(" ")} />
          <input type="hidden" name="usage" value={usage} />
        </form>
        <div>
          <Button
            icon={<Eye aria-hidden size={16} strokeWidth={1.75} />}
            onClick={() => {
              setPreviewed(true);
              send("/share/preview", FRAME);
            }}
          >
            See it as they will
          </Button>
        </div>
        <iframe
          name={FRAME}
          title="The run as others will see it"
          hidden={!isPreviewed}
          className="h-96 w-full rounded-control border"
        />
        {links.data && links.data.length > 0 && <OpenLinks rows={links.data} namesTarget={false} />}
      </div>
    </Dialog>
  );
}
