import type { Json, JsonObject } from "@orrery/node-kit";
import { defineCard } from "@orrery/node-kit/card";
import { Badge } from "@orrery/ui";

/** Who decided what, and why. */
function ApprovalAnswer({ value }: { value: JsonObject }) {
  const at = typeof value.at === "string" ? new Date(value.at) : null;
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={value.approved === true ? "done" : "neutral"}>
          {value.approved === true ? "Allowed" : "Refused"}
        </Badge>
        <span className="text-muted text-xs">
          {typeof value.by === "string" && value.by !== "" ? `by ${value.by}` : ""}
          {at && !Number.isNaN(at.getTime()) ? `, ${at.toLocaleString()}` : ""}
        </span>
      </p>
      {typeof value.note === "string" && value.note !== "" && <p className="break-words">“{value.note}”</p>}
    </div>
  );
}

export const approvalCard = defineCard({
  type: "approval",
  output: (value) => (isAnswer(value) ? <ApprovalAnswer value={value} /> : null),
  preview: (value) => (isAnswer(value) ? answerLines(value) : null),
});

function answerLines({ approved, by, note }: JsonObject): string[] {
  const verdict = approved === true ? "approved" : "refused";
  const line = typeof by === "string" && by !== "" ? `${verdict} by ${by}` : verdict;
  return typeof note === "string" && note !== "" ? [line, `“${note}”`] : [line];
}

function isAnswer(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "approved" in value;
}
