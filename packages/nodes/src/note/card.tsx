import { type CardFaceProps, defineCard } from "@orrery/node-kit/card";
import { type Inline, type NoteBlock, parseNote } from "./parse-note.ts";

/** The remark itself, in Markdown. */
function NoteFace({ config }: CardFaceProps) {
  const text = typeof config.text === "string" ? config.text : "";
  if (text.trim() === "") return <p className="text-dim text-xs">An empty note</p>;
  return (
    <div className="flex flex-col gap-1.5 break-words text-xs">
      {parseNote(text).map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: NoteBlock }) {
  switch (block.kind) {
    case "heading":
      return (
        <p className={block.level === 1 ? "font-semibold text-md" : "font-semibold text-sm"}>
          <Words inline={block.inline} />
        </p>
      );
    case "code":
      return (
        <pre className="overflow-hidden whitespace-pre-wrap rounded-control bg-canvas p-1.5 text-code">
          {block.text}
        </pre>
      );
    case "rule":
      return <hr className="border-line" />;
    case "list":
      return (
        <ul className="flex flex-col gap-0.5 text-muted">
          {block.items.map(({ inline, done }, index) => (
            <li key={index} className="flex gap-1.5">
              <span aria-hidden className="shrink-0 tabular-nums">
                {done === null ? (block.ordered ? `${index + 1}.` : "•") : done ? "☑" : "☐"}
              </span>
              <span className={done ? "min-w-0 line-through" : "min-w-0"}>
                {done !== null && <span className="sr-only">{done ? "Done: " : "To do: "}</span>}
                <Words inline={inline} />
              </span>
            </li>
          ))}
        </ul>
      );
    default:
      return (
        <p className={block.kind === "quote" ? "border-line border-l-2 pl-2 text-dim" : "text-muted"}>
          {block.lines.map((inline, index) => (
            <span key={index}>
              {index > 0 && <br />}
              <Words inline={inline} />
            </span>
          ))}
        </p>
      );
  }
}

function Words({ inline }: { inline: readonly Inline[] }) {
  return inline.map((piece, index) => <Piece key={index} piece={piece} />);
}

function Piece({ piece }: { piece: Inline }) {
  switch (piece.kind) {
    case "strong":
      return <strong className="font-semibold text-ink">{piece.text}</strong>;
    case "emphasis":
      return <em>{piece.text}</em>;
    case "struck":
      return <s>{piece.text}</s>;
    case "code":
      return <code className="text-code text-ink">{piece.text}</code>;
    case "link":
      return (
        <a
          href={piece.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="nodrag text-ink underline underline-offset-2"
        >
          {piece.text}
        </a>
      );
    case "text":
      return piece.text;
  }
}

export const noteCard = defineCard({ type: "note", Face: NoteFace });
