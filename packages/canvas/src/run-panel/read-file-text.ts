const MOST_BYTES = 4 * 1024 * 1024;

export type FileText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** The text of a file that a person chose; UTF-8, at most 4 MB. */
export async function readFileText(file: File): Promise<FileText> {
  if (file.size > MOST_BYTES) {
    const size = (file.size / 1024 / 1024).toFixed(1);
    return { ok: false, problem: `“${file.name}” has ${size} MB; at most 4 MB can be taken. Choose a smaller file.` };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return { ok: true, text };
  } catch {
    return { ok: false, problem: `“${file.name}” is not plain text in UTF-8. Choose a text file.` };
  }
}
