import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const WASM = "@resvg/resvg-wasm/index_bg.wasm";
const FONTS = ["Geist-Regular", "Geist-SemiBold"].map((name) => `geist/dist/fonts/geist-sans/${name}.ttf`);

declare global {
  // Next loads this module more than once in a process, and the renderer can be started once.
  var orreryPictureFonts: Promise<readonly Uint8Array[]> | undefined;
}

/** An SVG file as PNG. Nothing is fetched: texts are set in Geist, from its package, and pictures in it are left out. */
export async function renderPicture(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  globalThis.orreryPictureFonts ??= begin();
  const fontBuffers = [...(await globalThis.orreryPictureFonts)];
  const font = { fontBuffers, defaultFontFamily: "Geist", loadSystemFonts: false };
  const picture = new Resvg(svg, { font });
  const rendered = picture.render();
  try {
    return new Uint8Array(rendered.asPng());
  } finally {
    rendered.free();
    picture.free();
  }
}

async function begin(): Promise<readonly Uint8Array[]> {
  await initWasm(await readModule(WASM));
  return Promise.all(FONTS.map(readModule));
}

async function readModule(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(/* turbopackIgnore: true */ modulesOf(process.cwd()), path)));
}

/** The studio is started in its own folder or in the repository's. */
function modulesOf(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    for (const place of ["node_modules", "apps/studio/node_modules"]) {
      const modules = join(/* turbopackIgnore: true */ folder, place);
      if (existsSync(join(/* turbopackIgnore: true */ modules, WASM))) return modules;
    }
    if (dirname(folder) === folder) throw new Error("The renderer of pictures is not installed.");
  }
}
