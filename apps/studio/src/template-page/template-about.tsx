import { Badge, JsonView } from "@orrery/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Template } from "../templates/template.ts";
import { needInWords } from "./need-in-words.ts";

export interface TemplateAboutProps {
  template: Template;
  /** The title of the gallery it comes from. */
  gallery?: string;
}

/** What a template does, shows and needs, how long it takes, and the input that its first run begins with. */
export function TemplateAbout({ template, gallery }: TemplateAboutProps) {
  const { description, shows, needs, duration, task, patterns, by, sampleInput } = template;
  const words = [...new Set([task, ...patterns])].filter((word) => word !== "");
  return (
    <div className="flex flex-col gap-4 p-3.5">
      {description !== "" && <p className="text-md">{description}</p>}
      <dl className="flex flex-col gap-3 text-sm">
        {shows !== "" && <Fact name="What it shows">{shows}</Fact>}
        {needs.length > 0 && (
          <Fact name="What it needs">
            {needs.map((need) => (
              <p key={need}>
                {needInWords(need, template)}
                {need === "model-key" && (
                  <>
                    {" "}
                    <Link href="/settings/models" className="underline hover:text-brass-ink">
                      Open Settings › Models
                    </Link>
                  </>
                )}
              </p>
            ))}
          </Fact>
        )}
        {duration !== "" && <Fact name="How long the sample takes">{capitalised(duration)}</Fact>}
      </dl>
      <JsonView label="Sample input" value={sampleInput} />
      <dl className="flex flex-col gap-3 text-sm">
        {words.length > 0 && (
          <Fact name="Task and pattern">
            <span className="flex flex-wrap gap-1.5 pt-1">
              {words.map((word) => (
                <Badge key={word}>{word}</Badge>
              ))}
            </span>
          </Fact>
        )}
        {gallery !== undefined && <Fact name="From the gallery">{gallery}</Fact>}
        {by !== "" && <Fact name="Made by">{by}</Fact>}
      </dl>
      <p className="text-muted text-xs">Select a node on the canvas to see what it does and how it is set up.</p>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  );
}

function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
