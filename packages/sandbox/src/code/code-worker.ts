import variant from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, newVariant } from "quickjs-emscripten-core";
import { answerCalls } from "../answer-calls.ts";
import type { CodeCall } from "./code-call.ts";
import { evaluateCode } from "./evaluate-code.ts";

/**
 * The inside of the worker. QuickJS's own memory limit does not count everything (typed arrays), so the memory of its
 * WebAssembly module is bounded as well: 64 MB, whatever happens.
 */
const wasmMemory = new WebAssembly.Memory({ initial: 256, maximum: 1024 });
const module = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory }));

answerCalls((message) => {
  const { answer, spent } = evaluateCode(module, codeCall(message));
  return { body: answer, spent };
});

/** Only `runCode` posts here, and a `CodeCall` at that. */
function codeCall(message: unknown): CodeCall {
  return message as CodeCall;
}
