// The evaluator against attention in JavaScript (reference_attention.mjs).
//     node tests/engine/cli/eval_reference.mjs PROGRAM [ARGUMENTS...]      (build/native/attn eval)
import { attention } from "./reference_attention.mjs";
import { compare } from "./reference_cases.mjs";

// The whole way from the inputs.
compare({ wanted: attention, bars: { float32: 4e-7, float64: 1e-13 } });
