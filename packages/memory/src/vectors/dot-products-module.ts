/** Opcodes of WebAssembly (core 2.0, SIMD) that the function below is made of. */
const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  brIf: (depth: number) => [0x0d, depth],
  br: (depth: number) => [0x0c, depth],
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  i32: (value: number) => [0x41, value],
  eqz: [0x45],
  ltU: [0x49],
  add: [0x6a],
  sub: [0x6b],
  f32Store: [0x38, 2, 0],
  f32Add: [0x92],
  /** Four floats at an address, and `offset` bytes behind it. */
  load4: (offset: number) => [0xfd, 0x00, 4, offset],
  splat4: [0xfd, 0x13],
  f32Zero: [0x43, 0, 0, 0, 0],
  lane: (n: number) => [0xfd, 0x1f, n],
  add4: [0xfd, 0xe4, 0x01],
  mul4: [0xfd, 0xe6, 0x01],
} as const;

const i32Type = 0x7f;
const v128Type = 0x7b;

// Parameters: where the rows begin, how many there are, bytes a row (a multiple of 64), where the query is, where results go.
const [rows, count, stride, query, out] = [0, 1, 2, 3, 4];
// Four sums side by side keep the adder busy; the places in row and query, and the row's end.
const sums = [5, 6, 7, 8];
const [inQuery, rowEnd] = [9, 10];

const clearSums = sums.flatMap((sum) => [...op.f32Zero, ...op.splat4, ...op.set(sum)]);
const addProducts = sums.flatMap((sum, i) => [
  ...op.get(sum),
  ...op.get(rows),
  ...op.load4(i * 16),
  ...op.get(inQuery),
  ...op.load4(i * 16),
  ...op.mul4,
  ...op.add4,
  ...op.set(sum),
]);
const forward = (local: number, by: readonly number[]) => [...op.get(local), ...by, ...op.add, ...op.set(local)];
/** 64 as a signed LEB128. */
const bytesAStep = [0x41, 0xc0, 0x00];
const [first, ...others] = sums;
const joinSums = [
  ...others.flatMap((sum) => [...op.get(first ?? 0), ...op.get(sum), ...op.add4, ...op.set(first ?? 0)]),
  ...[0, 1, 2, 3].flatMap((n) => [...op.get(first ?? 0), ...op.lane(n), ...(n > 0 ? op.f32Add : [])]),
];

/** The scalar product of the query with each row, one float each. */
const body = [
  ...op.block,
  ...op.loop,
  ...op.get(count),
  ...op.eqz,
  ...op.brIf(1),
  ...clearSums,
  ...op.get(query),
  ...op.set(inQuery),
  ...op.get(rows),
  ...op.get(stride),
  ...op.add,
  ...op.set(rowEnd),
  ...op.loop,
  ...addProducts,
  ...forward(rows, bytesAStep),
  ...forward(inQuery, bytesAStep),
  ...op.get(rows),
  ...op.get(rowEnd),
  ...op.ltU,
  ...op.brIf(0),
  ...op.end,
  ...op.get(out),
  ...joinSums,
  ...op.f32Store,
  ...forward(out, op.i32(4)),
  ...op.get(count),
  ...op.i32(1),
  ...op.sub,
  ...op.set(count),
  ...op.br(0),
  ...op.end,
  ...op.end,
  ...op.end,
];

/** Unsigned LEB128. */
function size(n: number): number[] {
  return n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...size(n >>> 7)];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...size(content.length), ...content];
}

function text(name: string): number[] {
  return [...size(name.length), ...[...name].map((char) => char.charCodeAt(0))];
}

/**
 * A WebAssembly module with one function, `dotProducts`, over an imported memory (`env.memory`): JavaScript alone takes three
 * times as long, and no build step or binary is needed for so little.
 */
export function dotProductsModule(): Uint8Array<ArrayBuffer> {
  const locals = [2, ...size(sums.length), v128Type, ...size(2), i32Type];
  const code = [...locals, ...body];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 5, ...Array.from({ length: 5 }, () => i32Type), 0]),
    ...section(2, [1, ...text("env"), ...text("memory"), 0x02, 0x00, 0x00]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("dotProducts"), 0x00, 0]),
    ...section(10, [1, ...size(code.length), ...code]),
  ]);
}
