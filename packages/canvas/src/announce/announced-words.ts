/** What of a document and a run is told to who listens. */
export interface Heard {
  readonly undoName: string | null;
  readonly redoName: string | null;
  readonly runStatus: string | null;
  readonly waiting: number;
}

const RUN_WORDS: Readonly<Record<string, string>> = {
  running: "The run has begun.",
  paused: "The run is paused.",
  waiting: "The run waits.",
  succeeded: "The run is done.",
  failed: "The run has failed.",
  cancelled: "The run was stopped.",
};

/** What has just happened, in a sentence or two; null where nothing is to be said. What is typed into a field is its own echo. */
export function announcedWords(before: Heard, now: Heard): string | null {
  const said: string[] = [];
  if (now.undoName !== before.undoName || now.redoName !== before.redoName) {
    if (now.redoName !== null && now.redoName === before.undoName && now.redoName !== before.redoName) {
      said.push(`Undone: ${now.redoName}.`);
    } else if (now.undoName !== null && now.undoName === before.redoName && now.redoName !== before.redoName) {
      said.push(`Done again: ${now.undoName}.`);
    } else if (now.undoName !== null && now.undoName !== before.undoName && !now.undoName.startsWith("Change ")) {
      said.push(`Done: ${now.undoName}.`);
    }
  }
  if (now.runStatus !== null && now.runStatus !== before.runStatus) said.push(RUN_WORDS[now.runStatus] ?? "");
  if (now.waiting > before.waiting) said.push("A step waits for an answer.");
  const words = said.filter((one) => one !== "").join(" ");
  return words === "" ? null : words;
}
