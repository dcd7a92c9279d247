"use client";
import { EmptyState, type NodeCategory } from "@orrery/ui";
import { Workflow } from "lucide-react";
import { useMay } from "../access/access-context.tsx";
import { TemplateCards } from "../template-gallery/template-cards.tsx";
import type { TemplateSummary } from "../templates/template.ts";

export interface FirstStepsProps {
  templates: readonly TemplateSummary[];
  categories: Readonly<Record<string, NodeCategory>>;
}

/** The home of somebody who has no workflow yet: three that run at once, without a key or a network. */
export function FirstSteps({ templates, categories }: FirstStepsProps) {
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
    </div>
  );
}
