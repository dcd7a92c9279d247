import { type CardFaceProps, defineCard } from "@orrery/node-kit/card";

/** The remark itself: headings and bullets are drawn, everything else is plain text. */
function NoteFace({ config }: CardFaceProps) {
  const text = typeof config.text === "string" ? config.text : "";
  if (text.trim() === "") return <p className="text-dim text-xs">An empty note</p>;
  return (
    <div className="flex flex-col gap-1 break-words text-xs">
      {text.split("\n").map((line, index) => (
        <NoteLine key={index} line={line} />
      ))}
    </div>
  );
}

function NoteLine({ line }: { line: string }) {
  const heading = /^#{1,3}\s+(.*)$/.exec(line);
  if (heading) return <p className="font-semibold text-sm">{heading[1]}</p>;
  const bullet = /^[-*]\s+(.*)$/.exec(line);
  if (bullet) {
    return (
      <p className="flex gap-1.5 text-muted">
        <span aria-hidden>•</span>
        <span className="min-w-0">{bullet[1]}</span>
      </p>
    );
  }
  return <p className="min-h-[1em] whitespace-pre-wrap text-muted">{line}</p>;
}

export const noteCard = defineCard({ type: "note", Face: NoteFace });
