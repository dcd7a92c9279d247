import { crc32, deflateRawSync, deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import type { DocumentCall, DocumentFormat } from "./document-call.ts";
import { parseDocument } from "./parse-document.ts";

const timeoutMs = 60_000;
const read = async (format: DocumentFormat, document: string | Uint8Array, csv?: DocumentCall["csv"]) => {
  const bytes = typeof document === "string" ? new TextEncoder().encode(document) : document;
  const answer = await parseDocument(
    { format, bytes, ...(csv && { csv }) },
    { timeoutMs, signal: new AbortController().signal },
  );
  return answer?.ok ? JSON.parse(answer.json) : answer;
};

test("JSON, with a byte order mark or without", async () => {
  expect(await read("json", '\uFEFF{"a":[1]}')).toEqual({ a: [1] });
  expect(await read("json", "7")).toBe(7);
});

test("CSV: the delimiter is found out, quotes are read, cells get their types", async () => {
  expect(await read("csv", 'name;price;ok\n"Ada; ""A""";1.5;true\n\nBob;2;false\n')).toEqual({
    rows: [
      { name: 'Ada; "A"', price: 1.5, ok: true },
      { name: "Bob", price: 2, ok: false },
    ],
    columns: ["name", "price", "ok"],
    count: 2,
    uneven: 0,
    delimiter: ";",
  });
});

test("CSV without a header and without types, and rows that are uneven", async () => {
  expect(await read("csv", "a|1\nb|2\n", { header: false, types: false, delimiter: "|" })).toEqual({
    rows: [
      ["a", "1"],
      ["b", "2"],
    ],
    columns: [],
    count: 2,
    uneven: 0,
    delimiter: "|",
  });
  expect(await read("csv", "a,b\n1\n1,2,3\n")).toMatchObject({ rows: [{ a: 1 }, { a: 1, b: 2 }], count: 2, uneven: 2 });
});

test("XML: elements, attributes, text", async () => {
  expect(await read("xml", '<?xml version="1.0"?><a id="1"><b>x &amp; y</b><b/>t</a>')).toMatchObject({
    root: { a: { "@id": "1", b: ["x & y", ""], "#text": "t" } },
  });
});

test("HTML: words only", async () => {
  const html =
    "<html><head><title>A &amp; B</title><style>x{}</style></head><body><h1>Head</h1><script>evil()</script><p>One <a href='https://example.org'>two</a></p><ul><li>three</ul>";
  expect(await read("html", html)).toEqual({ title: "A & B", text: "Head\n\nOne two\n\n * three" });
});

test("PDF: the text of each page", async () => {
  expect(await read("pdf", pdf("BT /F1 12 Tf 20 100 Td (Hello from page one) Tj ET"))).toEqual({
    text: "Hello from page one",
    pages: ["Hello from page one"],
    count: 1,
  });
});

test("DOCX: its paragraphs", async () => {
  expect(await read("docx", docx("<w:p><w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>Two</w:t></w:r></w:p>"))).toEqual({
    text: "One\n\nTwo",
  });
});

test.each<[string, DocumentFormat, string | Uint8Array, string]>([
  ["empty", "json", "", "DOCUMENT_EMPTY"],
  ["blank", "csv", " \n ", "DOCUMENT_EMPTY"],
  ["bytes that are no text", "csv", new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), "DOCUMENT_BINARY"],
  ["zero bytes", "html", "a\u0000b", "DOCUMENT_BINARY"],
  ["half JSON", "json", '{"a":', "DOCUMENT_UNREADABLE"],
  ["deep JSON", "json", "[".repeat(100) + "]".repeat(100), "DOCUMENT_TOO_COMPLEX"],
  ["very deep JSON", "json", "[".repeat(500_000) + "]".repeat(500_000), "DOCUMENT_TOO_COMPLEX"],
  ["an open quote", "csv", 'a,b\n"1,2\n', "DOCUMENT_UNREADABLE"],
  ["XML that is not closed", "xml", "<a><b></a>", "DOCUMENT_UNREADABLE"],
  [
    "XML that expands itself",
    "xml",
    '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>',
    "DOCUMENT_UNREADABLE",
  ],
  [
    "XML that expands itself behind a long comment",
    "xml",
    `<!--${" ".repeat(200_000)}--><!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>`,
    "DOCUMENT_UNREADABLE",
  ],
  ["text called a PDF", "pdf", "hello", "DOCUMENT_UNREADABLE"],
  ["a torn PDF", "pdf", "%PDF-1.4\nnothing else", "DOCUMENT_UNREADABLE"],
  ["a PDF of pictures", "pdf", pdf("0 0 10 10 re f"), "DOCUMENT_NO_TEXT"],
  ["text called a DOCX", "docx", "hello", "DOCUMENT_UNREADABLE"],
  ["a torn DOCX", "docx", "PK\u0003\u0004 nothing", "DOCUMENT_UNREADABLE"],
  ["a DOCX without words", "docx", docx("<w:p/>"), "DOCUMENT_EMPTY"],
])("%s is refused in words", async (_, format, document, code) => {
  expect(await read(format, document)).toEqual({ ok: false, code, message: expect.stringMatching(/^[A-Z].{10,}\.?$/) });
});

test("a document that unpacks to more than memory is given up, and the next one is read", async () => {
  const bomb = docx(`<w:p><w:r><w:t>${"a".repeat(400_000_000)}</w:t></w:r></w:p>`);
  expect(bomb.length).toBeLessThan(4_000_000);
  expect(await read("docx", bomb)).toMatchObject({ ok: false, code: "DOCUMENT_TOO_COMPLEX" });
  expect(await read("json", "[1]")).toEqual([1]);
});

/** A PDF of one page whose content is `content`, packed. */
function pdf(content: string): Uint8Array {
  const stream = deflateSync(content).toString("latin1");
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${stream.length}/Filter/FlateDecode>>\nstream\n${stream}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 6\n0000000000 65535 f \n${table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`;
  return new Uint8Array(Buffer.from(file + end, "latin1"));
}

/** A Word document with this body: the three files of it that count, zipped. */
function docx(body: string): Uint8Array {
  const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  return zip({
    "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/document.xml": `<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`,
  });
}

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), facts, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), facts, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\u0005\u0006"), end]);
}
