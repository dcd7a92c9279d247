"use client";
import { VersionView } from "@orrery/canvas";
import { cards } from "@orrery/nodes/cards";
import { catalog } from "@orrery/nodes/catalog";
import { Button } from "@orrery/ui";
import { Plus } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useMay } from "../access/access-context.tsx";
import { openNodeDocs } from "../editor/open-node-docs.ts";
import { createRunHost } from "../editor/run-host.ts";
import { TopBar } from "../frame/top-bar.tsx";
import { useOpenWorkflow } from "../new-workflow/use-open-workflow.ts";
import { hasExample } from "../templates/examples.ts";
import type { Template } from "../templates/template.ts";
import { useTRPCClient } from "../trpc/trpc.ts";
import { ExampleButton } from "./example-button.tsx";
import { ExampleRun } from "./example-run.tsx";
import { TemplateAbout } from "./template-about.tsx";

export interface TemplateScreenProps {
  template: Template;
  /** The title of the gallery it comes from, where that is not Orrery or the workspace. */
  gallery?: string;
  /** What can be done with it beside using it. */
  actions?: ReactNode;
}

/** A template before it is used: its real canvas to look around in, and beside it what it does, needs and is given. */
export function TemplateScreen({ template, gallery, actions }: TemplateScreenProps) {
  const client = useTRPCClient();
  const mayDraw = useMay("workflow.write");
  const { open, opening } = useOpenWorkflow();
  const [isReplay, setReplay] = useState(false);
  const host = useMemo(() => createRunHost({ client, runId: null, openDocs: openNodeDocs }), [client]);
  return (
    <>
      <TopBar
        parent={{ href: "/templates", word: "Templates" }}
        title={<h1 className="truncate font-semibold text-sm">{template.title}</h1>}
        actions={
          <>
            {actions}
            {/* A gallery may call a template of its own as Orrery calls one. */}
            {gallery === undefined && hasExample(template.id) && (
              <ExampleButton isShown={isReplay} onShown={setReplay} />
            )}
            {mayDraw && (
              <Button
                variant="primary"
                busy={opening !== null}
                icon={<Plus aria-hidden size={16} strokeWidth={1.75} />}
                onClick={() => open({ key: template.id, load: () => template })}
              >
                Use this
              </Button>
            )}
          </>
        }
      />
      <main className="min-h-0 min-w-0 flex-1">
        {isReplay ? (
          <ExampleRun template={template} />
        ) : (
          <VersionView
            graph={template.graph}
            draft={null}
            about={<TemplateAbout template={template} {...(gallery !== undefined && { gallery })} />}
            catalog={catalog}
            cards={cards}
            host={host}
          />
        )}
      </main>
    </>
  );
}
