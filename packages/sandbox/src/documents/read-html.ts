import { convert } from "html-to-text";

/** The words of a page, with headings and lists as text, links as their words, and without scripts, styles and pictures. */
export function readHtml(html: string): object {
  const text = convert(html, {
    wordwrap: false,
    limits: { maxInputLength: 4_000_000, maxDepth: 200 },
    selectors: [
      { selector: "a", options: { ignoreHref: true } },
      ...["img", "title"].map((selector) => ({ selector, format: "skip" })),
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: "table", format: "dataTable", options: { uppercaseHeaderCells: false } },
    ],
  });
  const title = /<title[^>]{0,200}>([^<]{0,1000})/i.exec(html)?.[1] ?? "";
  return { text, title: convert(title, { wordwrap: false }).trim() };
}
