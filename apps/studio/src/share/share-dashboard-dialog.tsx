"use client";
import type { DashboardProjection } from "@orrery/services";
import { Button, Checkbox, Dialog, Field, Select } from "@orrery/ui";
import { RANGE_WORDS } from "@orrery/viewer/dashboard";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useRef, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { NewLink } from "./new-link.tsx";
import { OpenLinks } from "./open-links.tsx";
import { FIRST_TERMS, ShareTermsFields, termsInput } from "./share-terms-fields.tsx";

export interface ShareDashboardDialogProps {
  /** Null: the dashboard of all workflows. */
  workflowId: string | null;
  /** The range that is looked at now, to begin with. */
  range: DashboardProjection["range"];
  onClose: () => void;
}

const FRAME = "share-dashboard-preview";
const RANGES = (["24h", "7d", "30d", "90d"] as const).map((value) => ({ value, label: RANGE_WORDS[value] }));

/** What of a dashboard others will see, a look at it as they will, and a link or a frame that shows it as it is then. */
export function ShareDashboardDialog({ workflowId, range, onClose }: ShareDashboardDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const links = useQuery(trpc.share.list.queryOptions({ dashboard: { workflowId } }));
  const [projection, setProjection] = useState<DashboardProjection>({
    ...{ range, names: "hidden", errors: "hidden", usage: "hidden" },
  });
  const [terms, setTerms] = useState(FIRST_TERMS);
  const [isPreviewed, setPreviewed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const make = useMutation(
    trpc.share.makeDashboard.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: trpc.share.list.queryKey() }),
    }),
  );
  const change = (part: Partial<DashboardProjection>): void => {
    setProjection((there) => ({ ...there, ...part }));
    setPreviewed(false);
  };
  const isOfAll = workflowId === null;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Share this dashboard"
      description="Others see it as it is whenever they look. Counts, success and times are always shown. Runs, their values and what errors said never are."
      actions={
        <Button
          variant="primary"
          busy={make.isPending}
          onClick={() => make.mutate({ workflowId, projection, ...termsInput(terms) })}
        >
          Make a link
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {make.data && <NewLink token={make.data.token} kind="dashboard" />}
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Time shown" hint="Up to the moment at which somebody looks. They cannot choose another.">
            <Select value={projection.range} onValueChange={(chosen) => change({ range: chosen })} options={RANGES} />
          </Field>
        </div>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 font-semibold text-sm">Show as well</legend>
          {ticksOf(isOfAll).map(({ part, label, hint }) => (
            <Checkbox
              key={part}
              checked={projection[part] === "shown"}
              onCheckedChange={(next) => change({ [part]: next ? "shown" : "hidden" })}
              label={
                <>
                  {label}
                  <span className="block text-muted text-xs">{hint}</span>
                </>
              }
            />
          ))}
        </fieldset>
        <ShareTermsFields
          terms={terms}
          onChange={setTerms}
          error={make.error ? explainError(make.error).message : null}
        />
        <form ref={form} method="post" action="/share/preview" target={FRAME} className="hidden">
          <input type="hidden" name="dashboard" value={workflowId ?? "workspace"} />
          {Object.entries(projection).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        </form>
        <div>
          <Button
            icon={<Eye aria-hidden size={16} strokeWidth={1.75} />}
            onClick={() => {
              setPreviewed(true);
              form.current?.submit();
            }}
          >
            See it as they will
          </Button>
        </div>
        <iframe
          name={FRAME}
          title="The dashboard as others will see it"
          hidden={!isPreviewed}
          className="h-96 w-full rounded-control border"
        />
        {links.data && links.data.length > 0 && <OpenLinks rows={links.data} namesTarget={false} />}
      </div>
    </Dialog>
  );
}

interface Tick {
  readonly part: "names" | "errors" | "usage";
  readonly label: string;
  readonly hint: string;
}

function ticksOf(isOfAll: boolean): readonly Tick[] {
  return [
    {
      part: "names",
      label: isOfAll ? "Names of workflows and steps" : "Names of the workflow and its steps",
      hint: isOfAll
        ? "Of all that are listed, also of those that come later. Without it they are “Workflow 1” and “Step 3”."
        : "Without it they are “A workflow” and “Step 3”.",
    },
    { part: "errors", label: "Error codes", hint: "Which errors there were at which step, and how often." },
    { part: "usage", label: "Cost and tokens", hint: "Of model calls, in all and by step." },
  ];
}
