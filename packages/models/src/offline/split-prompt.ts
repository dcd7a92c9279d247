export interface SplitPrompt {
  /** What is to be done. */
  readonly instruction: string;
  /** What it is to be done with. */
  readonly source: string;
}

const asks =
  /^(?:please\s+|now\s+)?(?:summar\w+|classif\w+|categor\w+|rate|sort|label|tag|judge|decide|extract|find|list|pick|pull|read|write|describe|explain|tell|give|name|say|shorten|condense|digest|identify|determine|answer|what|which|how|who|when|where|why|is|are|does|do|should|tl;?dr)\b/i;

function isInstruction(paragraph: string): boolean {
  return paragraph.length <= 800 && (asks.test(paragraph.trim()) || /[:?]\s*$/.test(paragraph));
}

/**
 * Divides a prompt into the instruction and the text it is about: a first paragraph (or line, or words before a colon)
 * that asks for something, else a last one. Where nothing asks, all of it is text.
 */
export function splitPrompt(prompt: string): SplitPrompt {
  const paragraphs = prompt.trim().split(/\n\s*\n/);
  const first = paragraphs[0] ?? "";
  const last = paragraphs.at(-1) ?? "";
  if (paragraphs.length > 1 && isInstruction(first)) {
    return { instruction: first.trim(), source: paragraphs.slice(1).join("\n\n").trim() };
  }
  const [line = "", ...lines] = first.split("\n");
  if (lines.length > 0 && isInstruction(line)) {
    return { instruction: line.trim(), source: [lines.join("\n"), ...paragraphs.slice(1)].join("\n\n").trim() };
  }
  if (paragraphs.length > 1 && isInstruction(last) && asks.test(last.trim())) {
    return { instruction: last.trim(), source: paragraphs.slice(0, -1).join("\n\n").trim() };
  }
  const colon = /^([^\n:]{3,300}):\s+(\S[\s\S]*)$/.exec(prompt.trim());
  if (colon?.[1] && colon[2] && asks.test(colon[1])) return { instruction: colon[1], source: colon[2] };
  return { instruction: "", source: prompt.trim() };
}
