// One layer of self-attention as an ONNX model, written byte by byte (onnx.proto3, protocol buffers' wire format),
// in three ways: from the operators of the ONNX standard, with the fused operator MultiHeadAttention, and with
// Attention, which fuses the three projections too (both of onnxruntime's own domain).

const bytesOf = (text) => new TextEncoder().encode(text);
function varint(value) {
  const out = [];
  let rest = BigInt(value);
  if (rest < 0n) rest += 1n << 64n;
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  out.push(Number(rest));
  return Uint8Array.from(out);
}
function joined(parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { out.set(part, at); at += part.length; }
  return out;
}
// A field: number, then a varint, a 32-bit float or a length with bytes.
const integer = (field, value) => joined([varint(field * 8), varint(value)]);
const real = (field, value) => joined([varint(field * 8 + 5), new Uint8Array(Float32Array.of(value).buffer)]);
const bytes = (field, value) => joined([varint(field * 8 + 2), varint(value.length), value]);
const string = (field, value) => bytes(field, bytesOf(value));
const message = (field, ...parts) => bytes(field, joined(parts));

const kFloat = 1, kInt64 = 7; // TensorProto.DataType

function tensor(name, dims, data) {
  const type = data instanceof BigInt64Array ? kInt64 : kFloat;
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return message(5, ...dims.map((dim) => integer(1, dim)), integer(2, type), string(8, name), bytes(9, raw));
}
function attribute(name, value) {
  if (Array.isArray(value)) return message(5, string(1, name), ...value.map((item) => integer(8, item)), integer(20, 7));
  if (typeof value === 'number') return message(5, string(1, name), integer(3, value), integer(20, 2));
  return message(5, string(1, name), real(2, value.real), integer(20, 1));
}
function node(type, inputs, outputs, attributes = {}, domain = '') {
  return message(1, ...inputs.map((name) => string(1, name)), ...outputs.map((name) => string(2, name)),
    string(4, type), ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    ...(domain ? [string(7, domain)] : []));
}
function tensorType(field, name, dims) {
  const shape = message(2, ...dims.map((dim) => message(1, integer(1, dim))));
  return message(field, string(1, name), message(2, message(1, integer(1, kFloat), shape)));
}
function model(nodes, initializers, input, output) {
  const graph = joined([...nodes, string(2, 'attention'), ...initializers, tensorType(11, ...input), tensorType(12, ...output)]);
  return joined([integer(1, 8), bytes(7, graph), message(8, string(1, ''), integer(2, 17)),
    message(8, string(1, 'com.microsoft'), integer(2, 1))]);
}

const ints = (...values) => BigInt64Array.from(values.map(BigInt));

// w: { w_q, w_k, w_v, w_o (Float32Array [d, d]), b_q, b_k, b_v, b_o ([d]) }. Input "x" and output "y" are [n, d] or,
// where the fused operators want it, [1, n, d]; `dims` says which.
export const graphs = {
  standard({ d, heads, tokens: n }, w) {
    const width = d / heads;
    const nodes = [], initializers = [tensor('shape', [3], ints(n, heads, width)), tensor('flat', [2], ints(n, d)),
      tensor('scale', [], Float32Array.of(1 / Math.sqrt(width)))];
    for (const name of ['q', 'k', 'v', 'o']) {
      initializers.push(tensor(`w_${name}`, [d, d], w[`w_${name}`]), tensor(`b_${name}`, [d], w[`b_${name}`]));
    }
    const perm = { q: [1, 0, 2], k: [1, 2, 0], v: [1, 0, 2] };
    for (const name of ['q', 'k', 'v']) {
      nodes.push(node('Gemm', ['x', `w_${name}`, `b_${name}`], [name]),
        node('Reshape', [name, 'shape'], [`${name}3`]), node('Transpose', [`${name}3`], [`${name}h`], { perm: perm[name] }));
    }
    nodes.push(node('MatMul', ['qh', 'kh'], ['scores']), node('Mul', ['scores', 'scale'], ['scaled']),
      node('Softmax', ['scaled'], ['weights'], { axis: -1 }), node('MatMul', ['weights', 'vh'], ['contexts']),
      node('Transpose', ['contexts'], ['swapped'], { perm: [1, 0, 2] }), node('Reshape', ['swapped', 'flat'], ['concat']),
      node('Gemm', ['concat', 'w_o', 'b_o'], ['y']));
    return { dims: [n, d], bytes: model(nodes, initializers, ['x', [n, d]], ['y', [n, d]]) };
  },
  multiHeadAttention({ d, heads, tokens: n }, w) {
    const nodes = [], initializers = [tensor('flat', [2], ints(n, d)), tensor('batch', [3], ints(1, n, d))];
    for (const name of ['q', 'k', 'v', 'o']) {
      initializers.push(tensor(`w_${name}`, [d, d], w[`w_${name}`]), tensor(`b_${name}`, [d], w[`b_${name}`]));
    }
    for (const name of ['q', 'k', 'v']) {
      nodes.push(node('Gemm', ['x', `w_${name}`, `b_${name}`], [name]), node('Reshape', [name, 'batch'], [`${name}3`]));
    }
    nodes.push(node('MultiHeadAttention', ['q3', 'k3', 'v3'], ['contexts'], { num_heads: heads }, 'com.microsoft'),
      node('Reshape', ['contexts', 'flat'], ['concat']), node('Gemm', ['concat', 'w_o', 'b_o'], ['y']));
    return { dims: [n, d], bytes: model(nodes, initializers, ['x', [n, d]], ['y', [n, d]]) };
  },
  attention({ d, heads, tokens: n }, w) {
    const all = new Float32Array(3 * d * d), bias = new Float32Array(3 * d);
    ['q', 'k', 'v'].forEach((name, part) => {
      for (let i = 0; i < d; ++i) all.set(w[`w_${name}`].subarray(i * d, (i + 1) * d), i * 3 * d + part * d);
      bias.set(w[`b_${name}`], part * d);
    });
    const nodes = [node('Attention', ['x', 'w', 'b'], ['contexts'], { num_heads: heads }, 'com.microsoft'),
      node('Reshape', ['contexts', 'flat'], ['concat']), node('Gemm', ['concat', 'w_o', 'b_o'], ['y'])];
    const initializers = [tensor('flat', [2], ints(n, d)), tensor('w', [d, 3 * d], all), tensor('b', [3 * d], bias),
      tensor('w_o', [d, d], w.w_o), tensor('b_o', [d], w.b_o)];
    return { dims: [1, n, d], bytes: model(nodes, initializers, ['x', [1, n, d]], ['y', [n, d]]) };
  },
};
