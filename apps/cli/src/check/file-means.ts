import { parseGraph } from "@orrery/graph";
import { readProviderSettings } from "@orrery/models";
import { catalog } from "@orrery/nodes/catalog";
import {
  type CompileOptions,
  compile,
  type Interfaces,
  type Prices,
  type WorkflowFace,
  workflowFace,
} from "@orrery/plan";
import { FileProblem, readFileWord } from "../read-file-word.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What a file is compiled against, by itself: the workflows in the files named by `--with ID@VERSION=FILE`, each of which
 * may call those before it, and the prices of this installation. Other calls are warned of, or errors where all have to be
 * known.
 * @throws FileProblem where a word cannot be read, or its file has errors.
 */
export function fileMeans(withWords: readonly string[], env: Environment, calls: "some" | "all"): CompileOptions {
  const faces = new Map<string, WorkflowFace>();
  const interfaces: Interfaces = {
    get: (workflow, version) => faces.get(`${workflow}@${version}`),
    isPartial: calls === "some",
  };
  for (const word of withWords) {
    const [, key, file] = /^([^@=]+@[1-9]\d*)=(.+)$/.exec(word) ?? [];
    if (key === undefined || file === undefined)
      throw new FileProblem(
        `--with ${word}: write the workflow, its version and a file, as in --with 01936b2e-…@3=digest.json.`,
      );
    faces.set(key, faceOf(file, interfaces, env));
  }
  return { catalog, interfaces, prices: knownPrices(env) };
}

function faceOf(file: string, interfaces: Interfaces, env: Environment): WorkflowFace {
  const parsed = parseGraph(readFileWord(file, env));
  const face = parsed.ok
    ? workflowFace(compile(parsed.graph, { catalog, interfaces }), { graph: parsed.graph, catalog, interfaces })
    : null;
  if (face === null) throw new FileProblem(`${file}: It has errors. See pnpm orrery check ${file}.`);
  return face;
}

/** The offline model costs nothing; others have a price where the owner has entered one. */
function knownPrices(env: Environment): Prices {
  let settings: ReturnType<typeof readProviderSettings> = null;
  try {
    settings = readProviderSettings(env);
  } catch {
    // Whatever starts with these settings says what is wrong with them; a file is not.
  }
  return {
    isKnown: (model) =>
      settings === null || model === "offline" || settings.prices.has(model === "default" ? settings.models[0] : model),
  };
}
