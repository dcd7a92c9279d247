const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  nbsp: " ",
  apos: "'",
};

/** The words of a rich text, as fields of Flowise hold them: paragraphs become lines, every other tag goes. Linear. */
export function plainText(html: string): string {
  if (!/<(?:p|span|br|ul|ol|li|strong|em|h[1-6]|div|code|pre|a)\b/i.test(html)) return html;
  return html
    .replaceAll(/<\/p>\s*<p[^<>]{0,200}>/gi, "\n")
    .replaceAll(/<br[^<>]{0,20}>|<\/(?:li|h[1-6]|div|pre)>/gi, "\n")
    .replaceAll(/<li[^<>]{0,200}>/gi, "- ")
    .replaceAll(/<\/?[a-z][^<>]{0,1000}>/gi, "")
    .replaceAll(/&(amp|lt|gt|quot|#39|nbsp|apos);/g, (_all, name: string) => ENTITIES[name] ?? "")
    .trim();
}
