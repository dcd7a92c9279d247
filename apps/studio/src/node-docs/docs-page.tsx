import { cx } from "@orrery/ui";
import { type Block, parseDocs, type Span } from "./parse-docs.ts";

const HEADING = ["text-title", "mt-3 font-semibold text-md", "mt-2 font-semibold text-sm"];

/** The page of a node type, from its Markdown. Inert: nothing in it becomes markup of its own. */
export function DocsPage({ markdown }: { markdown: string }) {
  return (
    <article className="flex max-w-3xl flex-col gap-3">
      {parseDocs(markdown).map((block, index) => (
        <DocsBlock key={`${block.kind}-${index}`} block={block} />
      ))}
    </article>
  );
}

function DocsBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading": {
      const Heading = block.level === 1 ? "h1" : block.level === 2 ? "h2" : "h3";
      return (
        <Heading className={cx(HEADING[Math.min(block.level, HEADING.length) - 1])}>
          <Spans spans={block.spans} />
        </Heading>
      );
    }
    case "paragraph":
      return (
        <p className="text-muted">
          <Spans spans={block.spans} />
        </p>
      );
    case "list":
      return (
        <ul className="flex list-disc flex-col gap-1 pl-5 text-muted">
          {block.items.map((item, index) => (
            <li key={`${index}-${item[0]?.text ?? ""}`}>
              <Spans spans={item} />
            </li>
          ))}
        </ul>
      );
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        <pre tabIndex={0} className="overflow-x-auto rounded-control border bg-field p-3 font-mono text-code">
          {block.text}
        </pre>
      );
    case "table":
      return <DocsTable rows={block.rows.slice(1)} />;
  }
}

/** Fields and what they mean: terms and descriptions, so that it reads well on a phone. */
function DocsTable({ rows }: { rows: readonly (readonly (readonly Span[])[])[] }) {
  return (
    <dl className="divide-y rounded-card border bg-panel">
      {rows.map((row, index) => (
        <div key={`${index}-${row[0]?.[0]?.text ?? ""}`} className="gap-4 px-3 py-2 sm:grid sm:grid-cols-[14rem_1fr]">
          <dt>
            <Spans spans={row[0] ?? []} />
          </dt>
          {row.slice(1).map((cell, column) => (
            <dd key={`${column}-${cell[0]?.text ?? ""}`} className="text-muted">
              <Spans spans={cell} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map((span, index) => {
    const key = `${index}-${span.kind}`;
    if (span.kind === "code") {
      return (
        <code key={key} className="break-words rounded-chip bg-raised px-1 py-px font-mono text-code text-ink">
          {span.text}
        </code>
      );
    }
    if (span.kind === "strong") {
      return (
        <strong key={key} className="font-semibold text-ink">
          {span.text}
        </strong>
      );
    }
    return <span key={key}>{span.text}</span>;
  });
}
