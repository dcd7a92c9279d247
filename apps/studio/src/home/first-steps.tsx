"use client";
import type { Graph } from "@orrery/graph";
import { Button, buttonClass, EmptyState, type NodeCategory } from "@orrery/ui";
import { LayoutGrid, PencilRuler, Workflow } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMay } from "../access/access-context.tsx";
import { ImportButton } from "../import-workflow/import-button.tsx";
import { useOpenWorkflow } from "../new-workflow/use-open-workflow.ts";
import { TemplateCards } from "../template-gallery/template-cards.tsx";
import type { TemplateSummary } from "../templates/template.ts";

const ICON = { "aria-hidden": true, size: 16, strokeWidth: 1.75 } as const;

export interface FirstStepsProps {
  templates: readonly TemplateSummary[];
  categories: Readonly<Record<string, NodeCategory>>;
  /** What an empty workflow begins with. */
  blank: Graph;
}

/**
 * The home of somebody who has no workflow yet: templates that run at once, without a key or a network, then the ways to
 * begin with something else.
 */
export function FirstSteps({ templates, categories, blank }: FirstStepsProps) {
  const { open, opening } = useOpenWorkflow();
  if (!useMay("workflow.write")) {
    return (
      <div className="mx-auto max-w-lg pt-10">
        <h1 className="sr-only">Workflows</h1>
        <EmptyState icon={<Workflow aria-hidden size={18} strokeWidth={1.75} />} title="There are no workflows yet">
          Editors of this workspace draw them; you find them here.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-5xl pt-2 md:pt-10">
      <h1 className="text-title">Start from something that runs</h1>
      <p className="mt-1 max-w-xl text-muted">
        Draw what agents, people and services should do, press Run, and watch every step. Pick one of these to see it
        work on sample data; no key is needed.
      </p>
      <div className="mt-6">
        <TemplateCards label="Templates" source={{ kind: "orrery" }} templates={templates} categories={categories} />
      </div>
      <h2 className="mt-8 font-semibold text-md">Or begin another way</h2>
      <ul aria-label="Other ways to begin" className="mt-3 grid gap-4 md:grid-cols-3">
        <Way
          title="Find a template"
          words="For support, research, invoices, reviews and more: each with a sample and an example run."
        >
          <Link href="/templates" prefetch={false} className={buttonClass()}>
            <LayoutGrid {...ICON} />
            See all templates
          </Link>
        </Way>
        <Way title="Draw your own" words="An empty canvas with what a run takes and what it gives.">
          <Button
            busy={opening === "blank"}
            icon={<PencilRuler {...ICON} />}
            onClick={() => open({ key: "blank", load: () => ({ graph: blank }) })}
          >
            Start with an empty canvas
          </Button>
        </Way>
        <Way
          title="Bring what you have"
          words="A workflow file from this computer or from an address; you see it first."
        >
          <ImportButton />
        </Way>
      </ul>
    </div>
  );
}

function Way({ title, words, children }: { title: string; words: string; children: ReactNode }) {
  return (
    <li className="flex flex-col items-start gap-1 rounded-card border bg-panel p-3.5">
      <h3 className="font-semibold text-sm">{title}</h3>
      <p className="text-muted text-sm">{words}</p>
      <div className="mt-auto pt-2">{children}</div>
    </li>
  );
}
