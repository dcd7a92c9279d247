/** @jsxImportSource preact */
import { useMemo, useState } from "preact/hooks";
import { layOut } from "../drawing/lay-out.ts";
import type { SharedNode } from "../shared-run.ts";
import type { SharedNeeds, SharedTemplate } from "../shared-template.ts";
import { DrawingView } from "./drawing-view.tsx";
import { Icon } from "./icon.tsx";
import { Mark } from "./mark.tsx";

/** The whole page of a shared workflow: its drawing, what it does and needs, and its file. */
export function TemplatePage({ template }: { readonly template: SharedTemplate }) {
  const drawing = useMemo(() => layOut(template.drawing), [template]);
  const [chosen, setChosen] = useState<string | null>(null);
  const { nodes } = template.drawing;
  const node = nodes.find(({ id }) => id === chosen);
  return (
    <div class={`frame of-template${node === undefined ? "" : " chosen"}`}>
      <header class="run-head">
        <Mark />
        <h1 title={template.title}>{template.title.trim() || "A workflow"}</h1>
        {isOurs(template.file) && (
          <a class="take" href={template.file} download>
            Import into your Orrery
          </a>
        )}
      </header>
      <main>
        <DrawingView drawing={drawing} views={{}} selected={node?.id ?? null} onSelect={setChosen} />
        {node === undefined ? (
          <About template={template} onChoose={setChosen} />
        ) : (
          <OneNode node={node} does={template.does[node.type] ?? ""} onClose={() => setChosen(null)} />
        )}
      </main>
    </div>
  );
}

/** The file comes from where the page comes from, never from an address that something else names. */
function isOurs(file: string | null): file is string {
  return file !== null && /^\/s\/[\w-]+\/file(\?|$)/.test(file);
}

function About({
  template,
  onChoose,
}: {
  readonly template: SharedTemplate;
  readonly onChoose: (nodeId: string) => void;
}) {
  const { description, drawing, needs, file } = template;
  return (
    <section aria-label="About this workflow" class="detail-panel">
      <div class="detail-head">
        <div>
          <h2>About this workflow</h2>
          {description.trim() === "" ? null : <p class="sub told">{description}</p>}
        </div>
      </div>
      <dl class="detail-facts">
        {needWords(needs).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {isOurs(file) && (
        <p class="sub told">
          “Import into your Orrery” saves a file. In your Orrery, choose “Import a file” and take it. Credentials and
          keys are not in it: add your own.
        </p>
      )}
      <h3 class="list-title">Nodes</h3>
      {drawing.nodes.length === 0 ? (
        <p class="absent">It has none yet.</p>
      ) : (
        <ul class="node-list" aria-label="Nodes">
          {drawing.nodes.map(({ id, name, typeTitle }) => (
            <li key={id}>
              <button type="button" onClick={() => onChoose(id)}>
                <span>{name}</span>
                <span class="sub">{typeTitle}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function needWords({ models, hosts, credentials, tools }: SharedNeeds): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  if (models.length > 0) found.push(["Models", models.join(", ")]);
  if (hosts.length > 0) found.push(["Asks", hosts.join(", ")]);
  if (credentials > 0) found.push(["Credentials", String(credentials)]);
  if (tools > 0) found.push(["Tools", String(tools)]);
  return found.length === 0 ? [["Needs", "nothing else"]] : found;
}

function OneNode({
  node,
  does,
  onClose,
}: {
  readonly node: SharedNode;
  readonly does: string;
  readonly onClose: () => void;
}) {
  return (
    <section aria-label="Selected node" class="detail-panel">
      <div class="detail-head">
        <div>
          <h2>{node.name}</h2>
          <p class="sub">{node.typeTitle}</p>
        </div>
        <button type="button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p class="sub told">{does}</p>
    </section>
  );
}
