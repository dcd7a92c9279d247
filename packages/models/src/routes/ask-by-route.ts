import { type ModelAnswer, type ModelRequest, StepFailure, type Usage } from "@orrery/node-kit";
import type { ModelRoute } from "@orrery/ports";
import { imageTokens } from "../bound-call.ts";
import type { TokenPrice } from "../provider-settings.ts";
import { askRoute, overtaken } from "./ask-route.ts";

/** English text has about so many bytes a token; of a call that was given up nobody says how many it took. */
const bytesAToken = 4;

/** What a call took that was given up when another had answered, as far as one can tell from what went over the wire. */
function estimate(request: ModelRequest, text: string, price: TokenPrice | null): Usage {
  const { system = "", prompt, images = [], earlier = [], messages = [], tools = [] } = request;
  const said = [system, prompt, ...[...earlier, ...messages, ...tools].map((part) => JSON.stringify(part))].join("");
  const tokensOf = (words: string) => Math.ceil(new TextEncoder().encode(words).length / bytesAToken);
  const inputTokens = tokensOf(said) + images.length * imageTokens;
  const outputTokens = tokensOf(text);
  const usd = price === null ? 0 : (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
  return { inputTokens, outputTokens, usd };
}

/** `askRoute`, with what members took that were given up counted in the answer's usage, as an estimate. */
export async function askByRoute(
  route: ModelRoute,
  means: {
    readonly order: readonly string[];
    readonly request: ModelRequest;
    readonly priceOf: (model: string) => TokenPrice | null;
    /** `givenUp` says what is to be written down of the call where another answers first. */
    readonly ask: (model: string, request: ModelRequest, givenUp: () => Usage) => Promise<ModelAnswer>;
  },
): Promise<ModelAnswer> {
  const { order, request, priceOf, ask } = means;
  const lost: Usage[] = [];
  const answer = await askRoute(route, {
    order,
    request,
    ask: async (model, asked) => {
      let text = "";
      const onText = (piece: string): void => {
        text += piece;
        asked.onText?.(piece);
      };
      const givenUp = () => estimate(request, text, priceOf(model));
      try {
        return await ask(model, { ...asked, onText }, givenUp);
      } catch (cause) {
        if (cause instanceof StepFailure && cause.error.code === overtaken) lost.push(givenUp());
        throw cause;
      }
    },
  });
  if (lost.length === 0) return answer;
  return { ...answer, usage: [answer.usage, ...lost].reduce(plus) };
}

function plus(one: Usage, other: Usage): Usage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    usd: one.usd + other.usd,
  };
}
